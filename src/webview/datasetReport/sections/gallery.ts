import type { PairSummary } from '../../../core/dataset/datasetReport.js';
import type { GroupOverview } from '../../../core/dataset/overview.js';
import type { Term } from '../../../core/dataset/terms.js';
import { h, icon, replace } from '../../dom.js';
import { formatNumber, fullPrecision, stem } from '../../format.js';
import { words } from '../../strings/datasetReport.js';
import { said } from '../../strings/localised.js';
import { keyed, section } from '../parts.js';
import { type ReportContext, type Section, shownTerm } from '../state.js';

/** The worst pairs by the chosen term, as pictures of what is wrong. */
export function createGallery(context: ReportContext): Section {
  const { element, body, hint } = section('worst', words.worst, true);
  hint.textContent = words.worstHint;
  const list = h('ul', { class: 'gallery' });
  body.append(list);
  let shown: { group: GroupOverview; term: Term; pairs: readonly PairSummary[] };
  const render = keyed(() => {
    const { group, term, pairs } = shown;
    replace(list, ...pairs.map(pair => h('li', null, card(pair, group, term, context))));
  });
  return {
    element,
    update({ chosen }, group) {
      const term = shownTerm(group, chosen);
      const pairs = group?.worst[term] ?? [];
      if (group && pairs.length > 0) {
        shown = { group, term, pairs };
        render([
          group.dataset,
          group.model,
          term,
          pairs.map(pair => [pair.prediction, pair.totals, pair.findings.length]),
        ]);
      }
      return pairs.length > 0 ? words.worst : null;
    },
  };
}

function card(
  { prediction, totals, severity, findings }: PairSummary,
  { dataset, model }: GroupOverview,
  term: Term,
  { send, thumbnails }: ReportContext,
): HTMLElement {
  const pair = { dataset, model, prediction };
  const value = formatNumber(totals[term]);
  const name = stem(prediction);
  const more = findings.length > 0 ? `, ${words.findingCount(findings.length)}` : '';
  const element = h(
    'button',
    {
      type: 'button',
      class: 'card',
      'data-key': `card ${prediction}`,
      'data-prediction': prediction,
      'aria-description': words.open(name, words.terms[term], value) + more,
      title: [prediction, ...findings.map(finding => said(finding.message))].join('\n'),
    },
    thumbnails.show(pair),
    h(
      'span',
      { class: 'caption' },
      severity && severity !== 'info' ? icon(severity) : null,
      h('span', { class: 'card-name' }, name),
      // Keeps the two apart for screen readers.
      ' ',
      h('span', { class: 'card-value', 'data-value': fullPrecision(totals[term]) }, value),
    ),
  );
  element.addEventListener('click', () => send({ type: 'open', pair, other: null }));
  return element;
}
