import type { WhatIfAnswer, WhatIfNumber } from '../../core/analysis/whatIf.js';
import type { Report, Totals } from '../../core/inspection/report.js';
import type { Term } from '../definitions.js';
import { attribute, h, onChange } from '../dom.js';
import { formatNumber, fullPrecision, toNumber } from '../format.js';
import { ready, type State } from '../state.js';
import { strings } from '../strings.js';
import { changeText, isTurned, shownReport, type TurnedSettings, turnedAnswer } from '../turned.js';
import type { Context, View } from '../view.js';
import { definitionTip } from './definitionTip.js';

const ROW: Exclude<Term, 'meanIoUOrigin' | 'diceScore'>[] = [
  'total',
  'crossEntropy',
  'focal',
  'dice',
  'fScore',
  'meanIoU',
  'pixelAccuracy',
];

/** The row of totals. Each value carries its term and its full precision for tests and other readers. */
export function createTotals(context: Context): View {
  let report: Report | null = null;
  let answer: WhatIfAnswer | null = null;
  const values = new Map<keyof Totals, HTMLElement>();
  const changes = new Map<keyof Totals, HTMLElement>();
  const value = (term: keyof Totals) => {
    const element = h('span', { class: 'total-value', 'data-term': term });
    values.set(term, element);
    return element;
  };
  const change = (term: keyof Totals) => {
    const element = h('span', { class: 'change', hidden: true });
    changes.set(term, element);
    return element;
  };
  const items = ROW.map(term => {
    const item = h(
      'li',
      { class: 'total', tabindex: 0 },
      h('span', { class: 'total-name' }, strings.terms[term]),
      ' ',
      value(term),
      change(term),
      // The origin's mean stays out of sight in the row: the tooltip shows both.
      term === 'meanIoU'
        ? h('span', { class: 'sr-only' }, ` ${strings.terms.meanIoUOrigin} `, value('meanIoUOrigin'))
        : null,
    );
    context.tooltip.describe(item, () => {
      const tip = report && definitionTip(term, report, report.totals[term]);
      const compared = answer?.numbers[term as WhatIfNumber];
      if (!tip || !compared) {
        return tip;
      }
      return { ...tip, lines: [{ name: strings.whatIf.base, text: fullPrecision(compared.base) }, ...tip.lines] };
    });
    return item;
  });
  const dialect = h('span', { class: 'dialect', tabindex: 0 });
  context.tooltip.describe(dialect, () => ({ title: strings.dialect, lines: [{ text: strings.dialectHint }] }));
  const toggle = h('button', {
    ...{ type: 'button', class: 'small-button what-if-toggle', title: strings.whatIf.open, 'data-name': 'whatIf' },
  });
  toggle.addEventListener('click', () => context.dispatch({ type: 'tab', tab: 'whatIf' }));
  const element = h(
    'div',
    { class: 'totals-row' },
    h('ul', { class: 'totals', 'aria-label': strings.totals }, ...items),
    h('span', { class: 'totals-end' }, dialect, toggle),
  );

  const show = onChange((next: Report | null, loading: boolean) => {
    report = next;
    for (const [term, target] of values) {
      const total = next ? next.totals[term] : null;
      target.textContent = next ? formatNumber(total) : loading ? '' : strings.none;
      attribute(target, 'data-value', next ? fullPrecision(total) : null);
      target.classList.toggle('skeleton', loading);
      target.classList.toggle('odd', next !== null && !Number.isFinite(toNumber(total) ?? Number.NaN));
    }
    const { totalDialect } = (next?.settings ?? {}) as Partial<TurnedSettings>;
    const own = next ? (strings.dialects[next.settings.dialect] ?? next.settings.dialect) : '';
    dialect.textContent = totalDialect ? strings.totalIn(totalDialect) : own;
    dialect.hidden = !next;
  });

  const showChanges = onChange((compared: WhatIfAnswer['numbers'] | null) => {
    for (const [term, target] of changes) {
      const text = changeText(compared?.[term as WhatIfNumber]?.change ?? null);
      target.textContent = text;
      target.hidden = text === '';
    }
  });
  const showToggle = onChange((on: boolean) => {
    toggle.textContent = on ? strings.whatIf.on : strings.whatIf.off;
    toggle.setAttribute('aria-pressed', String(on));
  });

  return {
    element,
    update(state: State) {
      const snapshot = ready(state);
      answer = turnedAnswer(state, context);
      show(shownReport(state, context), snapshot === null && state.snapshot?.state !== 'error');
      showChanges(answer?.numbers ?? null);
      showToggle(isTurned(state.settings));
    },
  };
}
