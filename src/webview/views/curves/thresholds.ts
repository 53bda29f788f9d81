import type { ThresholdCurves } from '../../../core/analysis/curves.js';
import type { Report } from '../../../core/inspection/report.js';
import { type ChartSeries, createChart } from '../../charts/chart.js';
import { chartLegend } from '../../charts/legend.js';
import { h, onChange } from '../../dom.js';
import { formatNumber, formatTick } from '../../format.js';
import { rememberedChoice } from '../../remembered.js';
import { classesLookedAt, thresholdSelection } from '../../selection.js';
import { ready, type State } from '../../state.js';
import { strings } from '../../strings.js';
import type { Context } from '../../view.js';
import { segmented } from '../segmented.js';
import type { CurveView } from './curves.js';
import { createThresholdTable } from './thresholdTable.js';

const METRICS = ['fScore', 'precision', 'recall'] as const;
export type Metric = (typeof METRICS)[number];

/** Scores over the probability threshold, one line a class; the threshold in use is marked. */
export function createThresholds(context: Context): CurveView {
  const words = strings.curves;
  let curves: ThresholdCurves | null = null;
  let report: Report | null = null;
  let state: State | null = null;
  let shownMetric: Metric = 'fScore';
  /** Place of the crosshair; null: at the threshold in use. */
  let pointed: number | null = null;

  const metric = segmented<Metric>(words.metric, 'thresholdMetric', words.metrics, value =>
    context.dispatch({ type: 'remember', name: 'curves.metric', value }),
  );
  const chart = createChart({
    label: words.thresholdChart,
    name: 'thresholds',
    say: index =>
      curves ? strings.named(`${words.threshold} ${formatNumber(curves.thresholds[index]!)}`, sayScores(index)) : '',
    point: index => {
      pointed = index;
      showTable();
    },
    pick: index => {
      const row = isolatedRow();
      if (row && curves) {
        const threshold = curves.thresholds[index]!;
        const title = words.pick(row.name, formatTick(threshold));
        context.dispatch({ type: 'select', selection: thresholdSelection(title, row.id, threshold) });
      }
    },
  });
  const table = createThresholdTable(context);
  const legend = chartLegend({ name: words.mean, kind: 'dashes' });
  const hint = h('p', { class: 'tab-hint' }, words.pickHint);
  const element = h(
    'div',
    { class: 'curve' },
    h('div', { class: 'tab-tools' }, metric.element),
    chart.element,
    legend,
    hint,
    table.element,
  );

  const isolatedRow = () => {
    const [id, ...others] = state ? classesLookedAt(state) : [];
    return others.length === 0 ? report?.classes.find(row => row.id === id) : undefined;
  };
  const inUse = () => state?.settings.threshold ?? report?.settings.threshold ?? 0.5;
  const place = () => pointed ?? nearest(curves!.thresholds, inUse());

  function sayScores(index: number): string {
    return report!.classes
      .filter(row => !row.absent)
      .map(row => `${row.name} ${formatNumber(scoreAt(curves!, shownMetric, row.id, index, report!))}`)
      .join(', ');
  }

  const showTable = () => {
    if (curves && report && state) {
      table.show(curves, report, place(), classesLookedAt(state));
    }
  };
  const showChart = onChange(
    (found: ThresholdCurves, of: Report, by: Metric, isolated: readonly number[], threshold: number) => {
      chart.show({
        x: { title: words.threshold, min: 0, max: 1, format: formatTick },
        y: { title: words.metrics[by], min: 0, max: 1, format: formatTick },
        xs: found.thresholds,
        series: seriesOf(found, of, by, isolated),
        marks: [{ x: threshold, title: words.thresholdMark(formatTick(threshold)) }],
      });
    },
  );

  return {
    element,
    update(next, { thresholds }) {
      state = next;
      curves = thresholds;
      report = ready(next)?.report ?? null;
      shownMetric = rememberedChoice(next, 'curves.metric', METRICS);
      metric.show(shownMetric);
      legend.hidden = shownMetric !== 'fScore';
      if (curves && report) {
        showChart(curves, report, shownMetric, classesLookedAt(next), inUse());
        showTable();
      }
    },
  };
}

/** One line a class of the label, the isolated ones before the others; and the mean over the classes. */
function seriesOf(
  curves: ThresholdCurves,
  { classes }: Report,
  metric: Metric,
  isolated: readonly number[],
): ChartSeries[] {
  const { length } = curves.thresholds;
  const faded = (id: number) => isolated.length > 0 && !isolated.includes(id);
  const lines = classes
    .map((row, place) => ({ row, values: curves[metric].subarray(place * length, (place + 1) * length) }))
    .filter(({ row }) => !row.absent)
    .map(
      ({ row, values }): ChartSeries => ({
        name: row.name,
        color: row.color,
        values,
        kind: 'line',
        faded: faded(row.id),
      }),
    )
    .sort((a, b) => Number(b.faded) - Number(a.faded));
  if (metric === 'fScore') {
    const mean = { color: null, kind: 'dashes' as const, faded: isolated.length > 0 };
    lines.push({ ...mean, name: strings.curves.mean, values: curves.mean });
  }
  return lines;
}

/** A class's score at one place; rows are in the order of the report's classes. */
export function scoreAt(curves: ThresholdCurves, metric: Metric, id: number, index: number, report: Report): number {
  const place = report.classes.findIndex(row => row.id === id);
  return curves[metric][place * curves.thresholds.length + index]!;
}

export function nearest(values: ArrayLike<number>, wanted: number): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) {
    if (Math.abs(values[k]! - wanted) < Math.abs(values[best]! - wanted)) {
      best = k;
    }
  }
  return best;
}
