import type { TermResult } from '../../dialects/evaluate.js';
import { regionStatistics } from '../../dialects/families/regionStatistics.js';
import type { TermOf } from '../../dialects/types.js';
import { IGNORED_CODE } from '../../inspection/layers.js';
import { BINS, type Histograms } from '../../kernels/kernel.js';
import { derive } from '../../losses/expression.js';
import { overlapLoss } from '../../losses/overlapLoss.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import type { Overlap } from '../../statistics/types.js';
import type { Analysed } from '../analysed.js';
import type { Resolved } from './resolve.js';

/** The loss or score of an overlap that is known, over the batch. */
export function overlapValue(overlap: Overlap, { conventions }: TermOf<'overlap'>): number {
  const { intersection, prediction, label } = overlap;
  const shape: [number, number] = [1, label.length];
  const ones = new Array<number>(label.length).fill(1);
  return derive({ intersection, prediction }, shape, overlapLoss(conventions, label, shape, ones)).value;
}

/**
 * F-beta score of each class; NaN where the class is left out of the mean. The same equation as losses/fBeta, with the
 * policy for absent classes.
 */
export function classScores(overlap: Overlap, { beta, smooth, absent }: Resolved): Float64Array {
  const squared = beta * beta;
  return overlap.label.map((label, c) => {
    if (label === 0 && absent !== 'kept') {
      return absent === 'zero' ? 1 : Number.NaN;
    }
    const [hits, predicted] = [overlap.intersection[c], overlap.prediction[c]];
    const hit = (1 + squared) * hits + smooth;
    return hit / (hit + squared * (label - hits) + (predicted - hits));
  });
}

/** I, P and Y of an evaluated overlap term, over the batch. */
export async function termOverlap({ frame, term }: TermResult): Promise<Overlap> {
  const { conventions } = term as TermOf<'overlap'>;
  const { membership, threshold } = conventions;
  const { samples } = await frame.pass(membership === 'hard' ? { threshold } : {});
  const { inputs, label } = regionStatistics(frame, samples, conventions);
  const pool = (values: Float64Array) => {
    const out = new Float64Array(frame.classes);
    values.forEach((value, k) => {
      out[k % frame.classes] += value;
    });
    return out;
  };
  return { intersection: pool(inputs.intersection), prediction: pool(inputs.prediction), label: pool(label) };
}

/** The overlap of p > threshold where it is known without another look at the logits; else null. */
export async function hardOverlap(pair: Analysed, resolved: Resolved, checkpoint: Checkpoint): Promise<Overlap | null> {
  const { threshold, ignore } = resolved;
  if (pair.isMask) {
    return maskOverlap(pair, ignore);
  }
  if (ignore === 'origin' && threshold === pair.job.loss.threshold) {
    return pair.stats.hard;
  }
  if (ignore === 'background' || !Number.isInteger(threshold * BINS)) {
    return null;
  }
  const histograms = await pair.passes.histograms(checkpoint);
  return overlapAbove(histograms, threshold * BINS, pair.stats.label, ignore === 'drop');
}

/** Counts of p > bin / BINS, from the histograms. */
function overlapAbove(histograms: Histograms, bin: number, label: Float64Array, drop: boolean): Overlap {
  const above = (counts: Float64Array, c: number) => {
    let sum = 0;
    for (let k = bin + 1; k <= BINS; k++) {
      sum += counts[c * (BINS + 1) + k];
    }
    return sum;
  };
  return {
    intersection: label.map((_, c) => above(histograms.own, c)),
    prediction: label.map((_, c) => above(histograms.valid, c) + (drop ? 0 : above(histograms.ignored, c))),
    label,
  };
}

/** A mask's overlap: 1 at the predicted class. */
export function maskOverlap(pair: Analysed, ignore: Resolved['ignore']): Overlap {
  const { intersection, prediction, label } = pair.stats.hard;
  if (ignore === 'origin') {
    return pair.stats.hard;
  }
  const ignored = new Float64Array(pair.numClasses);
  const { codes } = pair.label;
  for (let k = 0; k < codes.length; k++) {
    const predicted = pair.stats.argmax[k];
    if (codes[k] === IGNORED_CODE && predicted < pair.numClasses) {
      ignored[predicted]++;
    }
  }
  if (ignore === 'drop') {
    return { intersection, prediction: prediction.map((all, c) => all - ignored[c]), label };
  }
  const first = (values: Float64Array, more: number) => values.map((value, c) => (c === 0 ? value + more : value));
  const { all, valid } = { all: pair.stats.pixels, valid: pair.stats.valid };
  return { intersection: first(intersection, ignored[0]), prediction, label: first(label, all - valid) };
}
