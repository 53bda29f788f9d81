import { jsonNumber } from '../../inspection/jsonNumber.js';
import { IGNORED_CODE } from '../../inspection/layers.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import type { Analysed } from '../analysed.js';
import { confidenceOf } from '../confidence.js';
import type { Reliability } from '../curves.js';

/**
 * How often pixels predicted with a confidence are right (Guo 2017): bins of equal width over the probability of the
 * predicted class, pixels that are ignored left out.
 */
export async function reliability(pair: Analysed, bins: number, checkpoint: Checkpoint): Promise<Reliability> {
  const confidence = await confidenceOf(pair, checkpoint);
  const { codes } = pair.label;
  const { argmax } = pair.stats;
  const [pixels, sums, right] = [0, 1, 2].map(() => new Float64Array(bins));
  for (let k = 0; k < codes.length; k++) {
    const p = confidence[k];
    if (codes[k] !== IGNORED_CODE && !Number.isNaN(p)) {
      // (k − 1)/bins < p ≤ k/bins, and 0 with the first.
      const bin = Math.max(0, Math.ceil(p * bins) - 1);
      pixels[bin]++;
      sums[bin] += p;
      right[bin] += codes[k] === argmax[k] ? 1 : 0;
    }
  }
  const all = total(pixels);
  const gaps = pixels.map((count, bin) => (count > 0 ? Math.abs(right[bin] - sums[bin]) / count : 0));
  return {
    edges: Float64Array.from({ length: bins + 1 }, (_, k) => k / bins),
    pixels,
    confidence: sums.map((sum, bin) => sum / pixels[bin]),
    accuracy: right.map((count, bin) => count / pixels[bin]),
    expectedError: jsonNumber(total(gaps.map((gap, bin) => gap * pixels[bin])) / all),
    largestError: jsonNumber(all > 0 ? Math.max(...gaps) : Number.NaN),
    meanConfidence: jsonNumber(total(sums) / all),
    meanAccuracy: jsonNumber(total(right) / all),
  };
}

function total(values: Float64Array): number {
  return values.reduce((sum, one) => sum + one, 0);
}
