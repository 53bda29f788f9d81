import type { Report, Totals } from '../../core/inspection/report.js';
import type { Term } from '../definitions.js';
import { attribute, h, onChange } from '../dom.js';
import { formatNumber, fullPrecision, toNumber } from '../format.js';
import { ready } from '../state.js';
import { strings } from '../strings.js';
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
  const values = new Map<keyof Totals, HTMLElement>();
  const value = (term: keyof Totals) => {
    const element = h('span', { class: 'total-value', 'data-term': term });
    values.set(term, element);
    return element;
  };
  const items = ROW.map(term => {
    const item = h(
      'li',
      { class: 'total', tabindex: 0 },
      h('span', { class: 'total-name' }, strings.terms[term]),
      ' ',
      value(term),
      // The origin's mean stays out of sight in the row: the tooltip shows both.
      term === 'meanIoU'
        ? h('span', { class: 'sr-only' }, ` ${strings.terms.meanIoUOrigin} `, value('meanIoUOrigin'))
        : null,
    );
    context.tooltip.describe(item, () => report && definitionTip(term, report, report.totals[term]));
    return item;
  });
  const dialect = h('span', { class: 'dialect', tabindex: 0 });
  context.tooltip.describe(dialect, () => ({ title: strings.dialect, lines: [{ text: strings.dialectHint }] }));
  const element = h(
    'div',
    { class: 'totals-row' },
    h('ul', { class: 'totals', 'aria-label': strings.totals }, ...items),
    dialect,
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
    dialect.textContent = next ? (strings.dialects[next.settings.dialect] ?? next.settings.dialect) : '';
    dialect.hidden = !next;
  });

  return {
    element,
    update(state) {
      const snapshot = ready(state);
      show(snapshot?.report ?? null, snapshot === null && state.snapshot?.state !== 'error');
    },
  };
}
