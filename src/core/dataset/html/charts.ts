import { fromJsonNumber } from '../../inspection/jsonNumber.js';
import type { ReportNumber } from '../../inspection/report.js';
import type { CheckpointSeries } from '../checkpoints.js';
import type { DatasetReport } from '../datasetReport.js';
import { histogramOf } from '../histogram.js';
import { TERM_TITLES, TERMS, type Term } from '../terms.js';
import { count, show, table, text } from './markup.js';

/** How many pairs have which value, in equal steps from the smallest to the largest. */
export function histogram({ all }: DatasetReport, term: Term): string {
  const found = histogramOf(all.map(pair => pair.totals[term]));
  if (!found) {
    return '<p>No values.</p>';
  }
  const most = found.counts.reduce((a, b) => Math.max(a, b), 0);
  const bars = found.counts.map((pairs, k) => {
    const height = Math.round((pairs / most) * 100);
    return `<rect x="${k * 20}" y="${100 - height}" width="18" height="${height}"><title>${pairs}</title></rect>`;
  });
  const rest = found.notFinite > 0 ? ` ${count(found.notFinite)} more are NaN or infinite.` : '';
  return (
    `<svg viewBox="0 0 ${found.counts.length * 20} 100" width="480" height="100" role="img" aria-label="Distribution of ${TERM_TITLES[term]}">${bars.join('')}</svg>` +
    `<p>${TERM_TITLES[term]} of ${count(found.values)} pairs, from ${show(found.low)} to ${show(found.high)}.${rest}</p>`
  );
}

/** Terms and each class's IoU along a series of checkpoints. */
export function checkpoints(series: CheckpointSeries): string {
  const numbers = series.points.map(point => point.number);
  const terms = TERMS.filter(term => series.terms[term].some(value => value !== null));
  const labelled = series.classes.filter(one => one.iou.some(value => value !== null));
  return [
    `<h3>Checkpoints ${text(series.name)}</h3>`,
    table(
      [series.name, 'Pairs', ...terms.map(term => TERM_TITLES[term])],
      series.points.map((point, k) => [
        point.model,
        count(point.pairs),
        ...terms.map(term => show(series.terms[term][k])),
      ]),
    ),
    `<div class="small">${terms.map(term => curve(TERM_TITLES[term], numbers, series.terms[term])).join('')}</div>`,
    '<p>IoU by class</p>',
    `<div class="small">${labelled.map(one => curve(one.name, numbers, one.iou)).join('')}</div>`,
  ].join('\n');
}

const [WIDTH, HEIGHT, EDGE] = [200, 90, 6];

/** One line from the smallest to the largest of its values; where there is none, the line has a gap. */
function curve(title: string, at: readonly number[], given: readonly (ReportNumber | null)[]): string {
  const values = given.map(value => fromJsonNumber(value) ?? Number.NaN);
  const finite = values.filter(Number.isFinite);
  const [low, high] = [
    finite.reduce((a, b) => Math.min(a, b), Infinity),
    finite.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const between = (value: number, from: number, to: number) => (to > from ? (value - from) / (to - from) : 0.5);
  const x = (k: number) => EDGE + between(at[k], at[0], at[at.length - 1]) * (WIDTH - 2 * EDGE);
  const y = (k: number) => HEIGHT - EDGE - between(values[k], low, high) * (HEIGHT - 2 * EDGE);
  let path = '';
  const dots: string[] = [];
  values.forEach((value, k) => {
    if (Number.isFinite(value)) {
      path += `${Number.isFinite(values[k - 1]) ? 'L' : 'M'}${x(k).toFixed(1)} ${y(k).toFixed(1)}`;
      dots.push(
        `<circle cx="${x(k).toFixed(1)}" cy="${y(k).toFixed(1)}" r="3"><title>${at[k]}: ${show(value)}</title></circle>`,
      );
    }
  });
  const range = finite.length > 0 ? `${show(low)} to ${show(high)}` : 'no value';
  return `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${text(title)}: ${range}"><path d="${path}"/>${dots.join('')}</svg><figcaption>${text(title)}: ${range}</figcaption></figure>`;
}
