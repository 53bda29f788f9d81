import { compared } from '../analysis/compared.js';
import type { Compared } from '../analysis/whatIf.js';
import { classRows, evaluateLosses, totalsOf } from '../inspection/buildReport.js';
import { fromJsonNumber } from '../inspection/jsonNumber.js';
import type { ClassRow } from '../inspection/report.js';
import { changesByLabel, type PixelChanges } from './pixelChanges.js';
import { pooledStatistics } from './pool.js';
import { type PairRecord, type PairSums, sumsOf } from './record.js';
import { TERMS, type Term, WORSE_IS_LARGER } from './terms.js';

/** What becomes of the pairs of one model (A) when another one (B) predicts the same labels. */
export interface ModelComparison {
  dataset: string;
  a: string;
  b: string;
  /** The term that images are judged and ranked by: total, or meanIoU where there are no probabilities. */
  term: Term;
  /** Labels that both have an evaluated prediction of; the numbers are about these alone. */
  images: { all: number; better: number; worse: number; equal: number; unknown: number };
  /** Labels that only one of the two predicts, and such as the two were given in unlike readings. */
  onlyA: number;
  onlyB: number;
  unlike: number;
  pixels: {
    /** Counted label pixels, and how many of them each has right. */
    all: number;
    rightA: number;
    rightB: number;
    /** Of the images in which B has more pixels right: how many more, summed; and the same of those with fewer. */
    gained: number;
    lost: number;
    /** Wrong with A and right with B, and the other way round, pixel by pixel; null where that was not counted. */
    changes: { fixed: number; broken: number } | null;
  };
  /** All pixels as one, A as base and B as value. */
  totals: Record<Term, Compared>;
  classes: (Pick<ClassRow, 'id' | 'name' | 'color' | 'pixels'> & Record<'iou' | 'dice' | 'crossEntropy', Compared>)[];
  /** Every common image, what B worsens most first. */
  ranked: PairChange[];
}

export interface PairChange {
  label: string;
  image: string | null;
  /** Predictions of A and of B. */
  a: string;
  b: string;
  totals: Record<Term, Compared>;
  /** Pixels that are right with A, and with B. */
  rightA: number;
  rightB: number;
  changes: { fixed: number; broken: number } | null;
}

/** @param a records of one model and dataset; @param b of another of the same dataset */
export function compareModels(
  a: readonly PairRecord[],
  b: readonly PairRecord[],
  counted: readonly PixelChanges[] = [],
): ModelComparison | null {
  const [left, right] = [byLabel(a), byLabel(b)];
  const both = [...left.keys()].filter(label => right.has(label)).sort();
  const pairs = both.flatMap(label => common(left.get(label) as PairRecord, right.get(label) as PairRecord));
  if (pairs.length === 0) {
    return null;
  }
  const sums = [pairs.map(pair => pair.sumsA), pairs.map(pair => pair.sumsB)] as const;
  const term: Term = pairs.some(pair => pair.sumsA.totals.total === null || pair.sumsB.totals.total === null)
    ? 'meanIoU'
    : 'total';
  const names = { dataset: a[0].dataset, a: a[0].model, b: b[0].model };
  const changes = changesByLabel(counted, names);
  const ranked = pairs
    .map(pair => changeOf(pair, changes.get(pair.a.label as string)))
    .sort((one, two) => worsening(two, term) - worsening(one, term) || (one.label < two.label ? -1 : 1));
  return {
    ...names,
    term,
    images: countImages(ranked, term),
    onlyA: left.size - both.length,
    onlyB: right.size - both.length,
    unlike: both.length - pairs.length,
    pixels: countPixels(ranked, sums[0]),
    ...comparedSums(sums[0], sums[1]),
    ranked,
  };
}

function byLabel(records: readonly PairRecord[]): Map<string, PairRecord> {
  return new Map(records.filter(one => one.label !== null && sumsOf(one)).map(one => [one.label as string, one]));
}

interface CommonPair {
  a: PairRecord;
  b: PairRecord;
  sumsA: PairSums;
  sumsB: PairSums;
}

/** Two predictions of one label, read alike. */
function common(a: PairRecord, b: PairRecord): CommonPair[] {
  const [sumsA, sumsB] = [sumsOf(a) as PairSums, sumsOf(b) as PairSums];
  const alike = sumsA.labelHash === sumsB.labelHash && sumsA.label.length === sumsB.label.length;
  return alike ? [{ a, b, sumsA, sumsB }] : [];
}

/** @param counted is of no use any more where one of the predictions has changed since */
function changeOf({ a, b, sumsA, sumsB }: CommonPair, counted: PixelChanges | undefined): PairChange {
  const holds = counted?.identity[0] === a.identity && counted.identity[1] === b.identity;
  return {
    label: a.label as string,
    image: b.image ?? a.image,
    a: a.prediction,
    b: b.prediction,
    totals: comparedTotals(sumsA.totals, sumsB.totals),
    rightA: rightPixels(sumsA),
    rightB: rightPixels(sumsB),
    changes: counted && holds ? { fixed: counted.fixed, broken: counted.broken } : null,
  };
}

function comparedTotals(a: PairSums['totals'], b: PairSums['totals']): Record<Term, Compared> {
  return Object.fromEntries(TERMS.map(term => [term, compared(a[term], fromJsonNumber(b[term]))])) as Record<
    Term,
    Compared
  >;
}

function rightPixels({ confusion }: PairSums): number {
  return confusion.reduce((sum, [label, predicted, pixels]) => sum + (label === predicted ? pixels : 0), 0);
}

/** How much worse B is; what cannot be said goes last among the worse, before what is better. */
function worsening({ totals }: PairChange, term: Term): number {
  const [base, value] = [fromJsonNumber(totals[term].base), fromJsonNumber(totals[term].value)];
  const difference = (value ?? Number.NaN) - (base ?? Number.NaN);
  return Number.isNaN(difference) ? 0 : WORSE_IS_LARGER[term] ? difference : -difference;
}

function countImages(ranked: readonly PairChange[], term: Term): ModelComparison['images'] {
  const images = { all: ranked.length, better: 0, worse: 0, equal: 0, unknown: 0 };
  for (const change of ranked) {
    const relative = fromJsonNumber(change.totals[term].change);
    if (relative === null || Number.isNaN(relative)) {
      images.unknown++;
    } else if (relative === 0) {
      images.equal++;
    } else {
      images[worsening(change, term) > 0 ? 'worse' : 'better']++;
    }
  }
  return images;
}

function countPixels(ranked: readonly PairChange[], sums: readonly PairSums[]): ModelComparison['pixels'] {
  const sum = (of: (change: PairChange) => number) => ranked.reduce((all, change) => all + of(change), 0);
  return {
    all: sums.reduce((all, { pixels }) => all + pixels.valid, 0),
    rightA: sum(one => one.rightA),
    rightB: sum(one => one.rightB),
    gained: sum(one => Math.max(0, one.rightB - one.rightA)),
    lost: sum(one => Math.max(0, one.rightA - one.rightB)),
    changes: ranked.every(one => one.changes !== null)
      ? { fixed: sum(one => one.changes?.fixed ?? 0), broken: sum(one => one.changes?.broken ?? 0) }
      : null,
  };
}

function comparedSums(a: readonly PairSums[], b: readonly PairSums[]): Pick<ModelComparison, 'totals' | 'classes'> {
  const [one, two] = [a, b].map(sums => {
    // The first image says how many classes there are; others would be sums of different things.
    const alike = sums.filter(({ label }) => label.length === sums[0].label.length);
    const stats = pooledStatistics(alike);
    if (!stats) {
      throw new Error('There are no sums to compare.');
    }
    const [{ loss, classes }] = alike;
    const evaluated = evaluateLosses(stats, loss);
    return { totals: totalsOf(stats, evaluated), classes: classRows(stats, evaluated, classes, loss) };
  });
  return {
    totals: comparedTotals(one.totals, two.totals),
    classes: one.classes.map((row, k) => ({
      id: row.id,
      name: row.name,
      color: row.color,
      pixels: row.pixels,
      iou: compared(row.iou, fromJsonNumber(two.classes[k].iou)),
      dice: compared(row.dice, fromJsonNumber(two.classes[k].dice)),
      crossEntropy: compared(row.crossEntropy, fromJsonNumber(two.classes[k].crossEntropy)),
    })),
  };
}
