import type { DistanceProfile } from '../../../core/analysis/curves.js';
import type { ReportNumber } from '../../../core/inspection/report.js';
import { createChart } from '../../charts/chart.js';
import { h, onChange, replace } from '../../dom.js';
import {
  formatCount,
  formatNumber,
  formatPercentTick,
  formatShare,
  formatTick,
  fullPrecision,
  toNumber,
} from '../../format.js';
import { rememberedChoice } from '../../remembered.js';
import { strings } from '../../strings.js';
import type { Context } from '../../view.js';
import { segmented } from '../segmented.js';
import type { CurveView } from './curves.js';

const METRICS = ['loss', 'lossShare', 'errors'] as const;
type Metric = (typeof METRICS)[number];
type Band = DistanceProfile['bands'][number];

const FORMATS: Record<Metric, (value: ReportNumber | null) => string> = {
  loss: formatNumber,
  lossShare: formatShare,
  errors: formatShare,
};

const TICKS: Record<Metric, (value: number) => string> = {
  loss: formatTick,
  lossShare: formatPercentTick,
  errors: formatPercentTick,
};

/** Whether the loss sits at the borders or in the middle of things. */
export function createDistance(context: Context): CurveView {
  const words = strings.curves;
  let bands: Band[] = [];
  let shown: Metric = 'loss';
  const metric = segmented<Metric>(words.distanceMetric, 'distanceMetric', words.distanceMetrics, value =>
    context.dispatch({ type: 'remember', name: 'curves.distanceMetric', value }),
  );
  const chart = createChart({
    label: words.distanceChart,
    name: 'distance',
    say: index => words.inBand(bandText(bands[index]!), FORMATS[shown](bands[index]![shown])),
    point: index => {
      for (const row of body.querySelectorAll<HTMLElement>('tr')) {
        row.classList.toggle('pointed', row.dataset.band === String(index));
      }
    },
  });
  const body = h('tbody');
  const band = h('th', { scope: 'col', class: 'name', tabindex: 0 }, words.band);
  context.tooltip.describe(band, () => ({ title: words.band, lines: [{ text: words.distanceMeans }] }));
  const heading = (title: string) => h('th', { scope: 'col', class: 'numeric' }, title);
  const table = h(
    'table',
    { class: 'data', 'aria-label': words.distanceTable },
    h(
      'thead',
      null,
      h('tr', null, band, heading(words.binPixels), ...METRICS.map(each => heading(words.distanceMetrics[each]))),
    ),
    body,
  );
  const element = h(
    'div',
    { class: 'curve' },
    h('div', { class: 'tab-tools' }, metric.element),
    chart.element,
    h('div', { class: 'table-scroll' }, table),
  );

  const show = onChange((found: DistanceProfile, by: Metric) => {
    bands = found.bands;
    shown = by;
    const values = bands.map(each => toNumber(each[by]) ?? Number.NaN);
    const largest = Math.max(0, ...values.filter(Number.isFinite));
    const xs = bands.map((_, k) => k);
    chart.show({
      x: {
        title: words.distance,
        min: -0.5,
        max: bands.length - 0.5,
        ticks: xs,
        format: value => (bands[value] ? bandText(bands[value]) : ''),
      },
      y: { title: words.distanceMetrics[by], min: 0, max: largest > 0 ? largest * 1.05 : 1, format: TICKS[by] },
      xs,
      series: [{ name: words.distanceMetrics[by], color: BAR, values, kind: 'bars' }],
    });
    replace(body, ...bands.map(bandRow));
  });

  return {
    element,
    update(state, { distance }) {
      const by = rememberedChoice(state, 'curves.distanceMetric', METRICS);
      metric.show(by);
      if (distance) {
        show(distance, by);
      }
    },
  };
}

const BAR = [124, 123, 120] as const;

function bandText({ from, to }: Band): string {
  const words = strings.curves;
  return typeof to === 'number' ? words.upTo(formatNumber(from), formatNumber(to)) : words.beyond(formatNumber(from));
}

function bandRow(band: Band, index: number): HTMLElement {
  const number = (text: string, value: ReportNumber | null) =>
    h('td', { class: 'numeric', 'data-value': fullPrecision(value) }, text);
  return h(
    'tr',
    { 'data-band': index },
    h('th', { scope: 'row', class: 'name' }, bandText(band)),
    number(formatCount(band.pixels), band.pixels),
    ...METRICS.map(metric => number(FORMATS[metric](band[metric]), band[metric])),
  );
}
