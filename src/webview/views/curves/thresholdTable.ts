import type { ThresholdCurves } from '../../../core/analysis/curves.js';
import { jsonNumber } from '../../../core/inspection/jsonNumber.js';
import type { ClassRow, Report } from '../../../core/inspection/report.js';
import { h, onChange, replace } from '../../dom.js';
import { formatNumber } from '../../format.js';
import { strings } from '../../strings.js';
import type { Context } from '../../view.js';
import { classSwatch } from '../classSwatch.js';
import { listenToGridKeys, setCurrentRow } from '../gridKeys.js';
import type { Tip, TipLine } from '../tooltip.js';
import type { Metric } from './thresholds.js';

const ROWS = 'tr[data-class-id]';
const METRICS = ['fScore', 'precision', 'recall'] as const satisfies readonly Metric[];

export interface ThresholdTable {
  element: HTMLElement;
  /** @param index place of the crosshair among the thresholds */
  show(curves: ThresholdCurves, report: Report, index: number, isolated: readonly number[]): void;
}

/** The scores of each class where the crosshair is, and where its F-score is largest. Choosing a row isolates the class. */
export function createThresholdTable(context: Context): ThresholdTable {
  const words = strings.curves;
  const at = h('th', { scope: 'colgroup', colspan: 3, class: 'group' });
  const best = h('th', { scope: 'colgroup', colspan: 2, class: 'group', tabindex: 0 }, words.best);
  context.tooltip.describe(best, () => ({ title: words.best, lines: [{ text: words.bestMeans }] }));
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'data thresholds', role: 'grid', 'aria-label': words.thresholdTable },
    h(
      'thead',
      null,
      h('tr', null, h('td'), at, best),
      h(
        'tr',
        null,
        h('th', { scope: 'col', class: 'name' }, strings.columns.name),
        ...METRICS.map(metric => {
          const cell = h('th', { scope: 'col', class: 'numeric', tabindex: 0 }, words.metrics[metric]);
          context.tooltip.describe(cell, () => ({
            title: words.metrics[metric],
            lines: [{ text: words.metricEquations[metric], kind: 'equation' }, { text: words.thresholdMeans }],
          }));
          return cell;
        }),
        h('th', { scope: 'col', class: 'numeric' }, words.metrics.fScore),
        h('th', { scope: 'col', class: 'numeric' }, words.bestAt),
      ),
    ),
    body,
  );
  const isolate = (row: HTMLElement) => context.dispatch({ type: 'isolate', id: Number(row.dataset.classId) });
  body.addEventListener('click', event => {
    const row = (event.target as Element).closest<HTMLElement>(ROWS);
    if (row) {
      setCurrentRow(body, ROWS, row);
      isolate(row);
    }
  });
  listenToGridKeys(body, ROWS, isolate);
  let cells: HTMLElement[][] = [];

  /** Rows stay; only their numbers follow the crosshair. */
  const makeRows = onChange((curves: ThresholdCurves, report: Report) => {
    cells = [];
    const rows = report.classes.map((row, place) => {
      const own = METRICS.map(metric => {
        const cell = h('td', { class: 'numeric', 'data-metric': metric, tabindex: -1 });
        context.tooltip.describe(cell, () => scoreTip(row, metric, cell.dataset.value ?? ''));
        return cell;
      });
      cells.push(own);
      return classRow(row, own, curves.best[place] ?? null);
    });
    replace(body, ...rows);
    const [first] = rows;
    if (first) {
      setCurrentRow(body, ROWS, first);
    }
  });

  return {
    element: h('div', { class: 'table-scroll' }, table),
    show(curves, report, index, isolated) {
      makeRows(curves, report);
      const { length } = curves.thresholds;
      at.textContent = words.at(formatNumber(curves.thresholds[index]!));
      for (const [place, own] of cells.entries()) {
        for (const [k, metric] of METRICS.entries()) {
          const value = jsonNumber(curves[metric][place * length + index]!);
          own[k]!.textContent = formatNumber(value);
          own[k]!.dataset.value = String(value);
        }
      }
      for (const row of body.querySelectorAll<HTMLElement>(ROWS)) {
        row.setAttribute('aria-selected', String(isolated.includes(Number(row.dataset.classId))));
      }
    },
  };
}

/** All digits of a score, or why there is none. */
function scoreTip({ name }: ClassRow, metric: Metric, value: string): Tip {
  const words = strings.curves;
  const line: TipLine =
    value === 'nan' ? { text: words.noScore[metric], kind: 'reason' } : { text: value, kind: 'value' };
  const lines: TipLine[] = [line, { text: words.metricEquations[metric], kind: 'equation' }];
  return { title: strings.named(words.metrics[metric], name), lines: [...lines, { text: words.thresholdMeans }] };
}

function classRow(row: ClassRow, own: HTMLElement[], best: ThresholdCurves['best'][number]): HTMLElement {
  const text = (value: number | undefined) => (value === undefined ? strings.none : formatNumber(value));
  return h(
    'tr',
    { 'data-class-id': row.id, tabindex: -1, class: row.absent ? 'absent' : undefined },
    h('th', { scope: 'row', class: 'name' }, classSwatch(row.color), h('span', null, row.name)),
    ...own,
    h('td', { class: 'numeric', 'data-best': best?.fScore ?? '' }, text(best?.fScore)),
    h('td', { class: 'numeric', 'data-best-at': best?.threshold ?? '' }, text(best?.threshold)),
  );
}
