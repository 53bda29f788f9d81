import type { Fix } from '../../../core/inspection/report.js';
import type { LabelProposal } from '../../../core/labels/inference/types.js';
import type { ProposalAction } from '../../../shared/protocol.js';
import { h, icon } from '../../dom.js';
import { said, strings } from '../../strings.js';
import { button } from '../../toolkit.js';
import type { Context } from '../../view.js';

/** A reading of the label as a question: another one to take, or the one that was taken, to be kept or undone. */
export function offer({ title, evidence, fixes, taken, otherwise }: LabelProposal, context: Context): HTMLElement {
  const words = strings.findings.offer;
  const answer = (what: ProposalAction, text: string, hint: string) =>
    button(text, () => context.send({ type: 'proposal', title, what }), { title: hint, name: what }).element;
  return h(
    'li',
    { class: 'finding finding-info offer', 'data-offer': title },
    icon('info'),
    h(
      'div',
      { class: 'finding-text' },
      h('p', { class: 'finding-message' }, taken ? words.taken(said(title)) : words.question(said(title))),
      h('p', { class: 'finding-hint' }, words.evidence(evidence.map(said))),
      h(
        'div',
        { class: 'finding-actions' },
        answer('apply', taken ? words.keep : words.apply, setsHint(fixes)),
        otherwise !== undefined && answer('otherwise', words.otherwise, setsHint([otherwise])),
        taken ? answer('decline', words.hide, words.hideHint) : answer('decline', words.decline, words.declineHint),
      ),
    ),
  );
}

function setsHint(fixes: readonly Fix[]): string {
  const shown = ({ setting, value }: Fix): [string, string] => [
    setting,
    typeof value === 'string' ? `"${value}"` : JSON.stringify(value),
  ];
  return strings.findings.offer.sets(fixes.map(shown));
}
