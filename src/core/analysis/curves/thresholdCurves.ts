import { BINS } from '../../kernels/kernel.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import { thresholdCurve } from '../../statistics/curves.js';
import type { Analysed } from '../analysed.js';
import type { ThresholdCurves } from '../curves.js';
import type { WhatIfSettings } from '../settings.js';
import { resolve } from '../total/resolve.js';

/** Thresholds shown are every fourth of the 1024 steps that are counted, so each is exact. */
const STEP = 4;

/** Precision, recall and F-score of every class over the threshold; ignored pixels count as in the origin's F-score. */
export async function thresholdCurves(
  pair: Analysed,
  settings: WhatIfSettings,
  checkpoint: Checkpoint,
): Promise<ThresholdCurves> {
  const { beta, smooth } = resolve(pair, settings);
  const histograms = await pair.passes.histograms(checkpoint);
  const { numClasses } = pair;
  const shown = BINS / STEP + 1;
  const rows = () => new Float32Array(numClasses * shown);
  const found: ThresholdCurves = {
    thresholds: Float64Array.from({ length: shown }, (_, k) => (k * STEP) / BINS),
    precision: rows(),
    recall: rows(),
    fScore: rows(),
    mean: new Float32Array(shown),
    meanPresent: new Float32Array(shown),
    best: [],
  };
  const present = pair.stats.label.filter(pixels => pixels > 0).length;
  const [sums, presentSums] = [0, 1].map(() => new Float64Array(shown));
  for (let id = 0; id < numClasses; id++) {
    const curve = thresholdCurve(histograms, id, beta, smooth);
    const isPresent = pair.stats.label[id] > 0;
    for (let k = 0; k < shown; k++) {
      for (const name of ['precision', 'recall', 'fScore'] as const) {
        found[name][id * shown + k] = curve[name][k * STEP];
      }
      sums[k] += curve.fScore[k * STEP];
      presentSums[k] += isPresent ? curve.fScore[k * STEP] : 0;
    }
    found.best.push(isPresent ? bestOf(curve.fScore) : null);
  }
  for (let k = 0; k < shown; k++) {
    found.mean[k] = sums[k] / numClasses;
    found.meanPresent[k] = presentSums[k] / present;
  }
  return found;
}

/** Where a curve is largest; in the middle of the thresholds that reach it, since one at the edge is luck. */
function bestOf(fScore: Float64Array): { threshold: number; fScore: number } | null {
  let [best, first, last] = [Number.NEGATIVE_INFINITY, 0, 0];
  fScore.forEach((value, k) => {
    if (value > best) {
      [best, first, last] = [value, k, k];
    } else if (value === best && last === k - 1) {
      last = k;
    }
  });
  return Number.isFinite(best) ? { threshold: Math.floor((first + last) / 2) / BINS, fScore: best } : null;
}
