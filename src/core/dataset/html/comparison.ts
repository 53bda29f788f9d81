import type { Compared } from '../../analysis/whatIf.js';
import { fromJsonNumber } from '../../inspection/jsonNumber.js';
import type { ModelComparison, PairChange } from '../compareModels.js';
import { TERM_TITLES, TERMS } from '../terms.js';
import { count, show, table, text } from './markup.js';

/** Images listed at either end of the ranking; the whole of it is in the JSON. */
const LISTED = 20;

/** @param open whether its tables are seen without a click */
export function comparison(found: ModelComparison, open: boolean): string {
  const { a, b, term, images, pixels, totals, classes, ranked } = found;
  const better = ranked.filter(one => difference(one.totals[term]) !== 0);
  const terms = TERMS.filter(one => totals[one].base !== null || totals[one].value !== null);
  return [
    `<details${open ? ' open' : ''}><summary>${text(b)} against ${text(a)}</summary>`,
    `<p>${sentence(found)}</p>`,
    table(
      ['', a, b, 'Difference'],
      terms.map(one => [TERM_TITLES[one], ...three(totals[one])]),
    ),
    table(
      ['Class', `IoU ${a}`, b, 'Difference', `CE ${a}`, b, 'Difference'],
      classes.map(row => [row.name, ...three(row.iou), ...three(row.crossEntropy)]),
    ),
    `<p>Images that ${text(b)} worsens most, by ${TERM_TITLES[term].toLowerCase()}: ${count(images.worse)} of ${count(images.all)}.</p>`,
    changes(better.slice(0, Math.min(LISTED, images.worse)), term),
    `<p>Images that it mends most: ${count(images.better)}.</p>`,
    changes(better.slice(-Math.min(LISTED, images.better) || better.length).reverse(), term),
    pixels.changes ? '' : '<p>Pixels were not compared one by one; the counts are differences of sums.</p>',
    '</details>',
  ].join('\n');
}

/** "Of 40 images 12 are better, 3 worse; …". */
export function sentence({ images, pixels, onlyA, onlyB, unlike }: ModelComparison): string {
  const parts = [
    `Of ${count(images.all)} images ${count(images.better)} are better, ${count(images.worse)} worse and ${count(images.equal)} equal.`,
    pixels.changes
      ? `${count(pixels.changes.fixed)} pixels are fixed and ${count(pixels.changes.broken)} broken.`
      : `Images with more pixels right gain ${count(pixels.gained)}, those with fewer lose ${count(pixels.lost)}.`,
  ];
  if (onlyA + onlyB > 0) {
    parts.push(`${count(onlyA)} labels only the first predicts, ${count(onlyB)} only the second.`);
  }
  if (unlike > 0) {
    parts.push(`${count(unlike)} labels are read differently for the two and left out.`);
  }
  return parts.join(' ');
}

function changes(pairs: readonly PairChange[], term: keyof PairChange['totals']): string {
  if (pairs.length === 0) {
    return '';
  }
  return table(
    ['Prediction', 'Before', 'After', 'Difference', 'Pixels right before', 'After'],
    pairs.map(one => [one.b, ...three(one.totals[term]), count(one.rightA), count(one.rightB)]),
  );
}

function three(one: Compared): string[] {
  const by = difference(one);
  return [show(one.base), show(one.value), by === null ? '–' : `${by > 0 ? '+' : ''}${Number(by.toPrecision(3))}`];
}

function difference({ base, value }: Compared): number | null {
  const [before, after] = [fromJsonNumber(base), fromJsonNumber(value)];
  const by = before === null || after === null ? Number.NaN : after - before;
  return Number.isNaN(by) ? null : by;
}
