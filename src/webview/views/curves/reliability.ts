import type { Reliability } from '../../../core/analysis/curves.js';
import { createChart } from '../../charts/chart.js';
import { chartLegend } from '../../charts/legend.js';
import { h, onChange, replace } from '../../dom.js';
import { formatCount, formatNumber, formatShare, formatTick, fullPrecision, toNumber } from '../../format.js';
import { strings } from '../../strings.js';
import type { Context } from '../../view.js';
import type { CurveView } from './curves.js';

/** How far the probabilities can be trusted: accuracy over confidence. */
export function createReliability(context: Context): CurveView {
  const words = strings.curves;
  let current: Reliability | null = null;
  const chart = createChart({
    label: words.reliabilityChart,
    name: 'reliability',
    say: index => (current ? sayBin(current, index) : ''),
    point: index => {
      for (const row of body.querySelectorAll<HTMLElement>('tr')) {
        row.classList.toggle('pointed', row.dataset.bin === String(index));
      }
    },
  });
  const summary = h('p', { class: 'curve-summary', tabindex: 0 });
  context.tooltip.describe(summary, () => ({
    title: words.calibrationError,
    lines: [
      { text: fullPrecision(current?.expectedError ?? null), kind: 'value' },
      { text: words.calibrationErrorMeans },
    ],
  }));
  const body = h('tbody');
  const heading = (title: string) => h('th', { scope: 'col', class: 'numeric' }, title);
  const table = h(
    'table',
    { class: 'data', 'aria-label': words.bins },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col', class: 'name' }, words.bin),
        ...[words.binPixels, words.binConfidence, words.binAccuracy, words.binGap].map(heading),
      ),
    ),
    body,
  );
  const legend = chartLegend(
    { name: words.accuracyKey, kind: 'bars' },
    { name: words.confidenceKey, kind: 'dots' },
    { name: words.perfect, kind: 'dashes' },
  );
  const element = h(
    'div',
    { class: 'curve' },
    summary,
    chart.element,
    legend,
    h('div', { class: 'table-scroll' }, table),
  );

  const show = onChange((found: Reliability) => {
    current = found;
    const { edges, accuracy, confidence } = found;
    const centres = Array.from(accuracy, (_, k) => (edges[k]! + edges[k + 1]!) / 2);
    chart.show({
      x: { title: words.confidence, min: 0, max: 1, format: formatTick },
      y: { title: words.accuracy, min: 0, max: 1, format: formatTick },
      xs: centres,
      series: [
        { name: words.accuracy, color: BAR, values: accuracy, kind: 'bars' },
        { name: words.perfect, color: null, values: centres, kind: 'dashes' },
        { name: words.confidence, color: null, values: confidence, kind: 'dots' },
      ],
    });
    replace(summary, ...summaryOf(found));
    replace(body, ...centres.map((_, k) => binRow(found, k)));
  });

  return { element, update: (_state, { reliability }) => reliability && show(reliability) };
}

/** Of the colour maps' family: cividis, in its middle. */
const BAR = [124, 123, 120] as const;

function summaryOf({ expectedError, largestError, meanConfidence, meanAccuracy }: Reliability): (Node | string)[] {
  const words = strings.curves;
  const [confidence, accuracy] = [toNumber(meanConfidence)!, toNumber(meanAccuracy)!];
  const error = h(
    'strong',
    { 'data-term': 'ece', 'data-value': fullPrecision(expectedError) },
    formatNumber(expectedError),
  );
  const verdict = confidence > accuracy ? words.overconfident : words.underconfident;
  return [
    `${words.calibrationError} `,
    error,
    `, ${words.largestError} ${formatNumber(largestError)} · ${words.meanConfidence} ${formatNumber(meanConfidence)}, ${words.meanAccuracy} ${formatNumber(meanAccuracy)}`,
    ...(Number.isFinite(confidence - accuracy) && confidence !== accuracy ? [`: ${verdict}`] : []),
  ];
}

function binText({ edges }: Reliability, index: number): string {
  return strings.curves.upTo(formatTick(edges[index]!), formatTick(edges[index + 1]!));
}

function sayBin(found: Reliability, index: number): string {
  const { pixels, confidence, accuracy } = found;
  return strings.curves.inBin(
    binText(found, index),
    formatCount(pixels[index]!),
    cell(confidence[index]!),
    cell(accuracy[index]!),
  );
}

/** An empty bin has neither. */
const cell = (value: number) => (Number.isNaN(value) ? strings.none : formatNumber(value));

function binRow(found: Reliability, index: number): HTMLElement {
  const { pixels, confidence, accuracy } = found;
  const all = pixels.reduce((sum, count) => sum + count, 0);
  const gap = accuracy[index]! - confidence[index]!;
  const number = (text: string, value: number, ...more: HTMLElement[]) =>
    h('td', { class: 'numeric', 'data-value': value }, text, ...more);
  const share = h('span', { class: 'bin-share' }, ` (${formatShare(all > 0 ? pixels[index]! / all : null)})`);
  return h(
    'tr',
    { 'data-bin': index },
    h('th', { scope: 'row', class: 'name' }, binText(found, index)),
    number(formatCount(pixels[index]!), pixels[index]!, share),
    number(cell(confidence[index]!), confidence[index]!),
    number(cell(accuracy[index]!), accuracy[index]!),
    number(cell(gap), gap),
  );
}
