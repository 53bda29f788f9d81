import { fromJsonNumber } from '../inspection/jsonNumber.js';
import type { ReportNumber } from '../inspection/report.js';
import type { Overlap, Statistics } from '../statistics/types.js';
import type { OverlapSums, PairSums } from './record.js';

/** The statistics of one pair again, without anything per pixel. */
export function statisticsOf(sums: PairSums): Statistics {
  const numClasses = sums.label.length;
  const label = Float64Array.from(sums.label);
  const confusion = new Float64Array(numClasses * numClasses);
  for (const [row, column, pixels] of sums.confusion) {
    confusion[row * numClasses + column] = pixels;
  }
  const overlap = ({ intersection, prediction }: OverlapSums): Overlap => ({
    intersection: floats(intersection),
    prediction: floats(prediction),
    label,
  });
  return {
    numClasses,
    pixels: sums.pixels.all,
    valid: sums.pixels.valid,
    label,
    soft: sums.soft && overlap(sums.soft),
    hard: overlap(sums.hard),
    confusion,
    lossByClass: new Map(Object.entries(sums.lossByClass).map(([id, values]) => [id, floats(values)])),
    weight: sums.weight,
    nonFinite: { nan: 0, infinite: 0, of: 0 },
    samples: [],
    argmax: new Uint16Array(0),
    logProbability: new Float32Array(0),
    maps: new Map(),
  };
}

/**
 * The statistics of all pairs as of one large picture. Sums are added in the order given: sort them first. Pairs that
 * have no probabilities leave the pooled statistics without them.
 *
 * @param pairs all with the same number of classes
 */
export function pooledStatistics(pairs: readonly PairSums[]): Statistics | null {
  const [first, ...others] = pairs;
  if (!first) {
    return null;
  }
  const all = statisticsOf(first);
  for (const sums of others) {
    addTo(all, sums);
  }
  return all;
}

function addTo(all: Statistics, more: PairSums): void {
  all.pixels += more.pixels.all;
  all.valid += more.pixels.valid;
  all.weight += more.weight;
  add(all.label, more.label);
  for (const [row, column, pixels] of more.confusion) {
    all.confusion[row * all.numClasses + column] += pixels;
  }
  addOverlap(all.hard, more.hard);
  if (all.soft && more.soft) {
    addOverlap(all.soft, more.soft);
  } else {
    all.soft = null;
  }
  for (const [id, sums] of all.lossByClass) {
    const others = more.lossByClass[id];
    if (others) {
      add(sums, others);
    } else {
      all.lossByClass.delete(id);
    }
  }
}

/** The label counts of an overlap are those of the statistics, added already. */
function addOverlap(to: Overlap, more: OverlapSums): void {
  add(to.intersection, more.intersection);
  add(to.prediction, more.prediction);
}

function add(to: Float64Array, more: readonly ReportNumber[]): void {
  for (let k = 0; k < to.length; k++) {
    to[k] += fromJsonNumber(more[k]) as number;
  }
}

function floats(values: readonly ReportNumber[]): Float64Array {
  const numbers = new Float64Array(values.length);
  add(numbers, values);
  return numbers;
}
