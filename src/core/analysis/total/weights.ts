import type { WeightPreset } from '../settings.js';

/** β of the effective number of samples where none is said, as in the paper's experiments. */
export const EFFECTIVE_BETA = 0.9999;

/**
 * Class weights from label pixels Y_c of this label. A class that is absent gets 0: it takes no part, and its weight
 * would be infinite.
 *
 * - uniform: 1
 * - inverse frequency: w_c = N / (K·Y_c), N = Σ Y, K classes present; the mean weight of a pixel is 1
 * - median frequency (Eigen & Fergus 2015): w_c = median of the present Y / Y_c
 * - effective number (Cui 2019): w_c ∝ (1 − β) / (1 − β^Y_c), scaled to sum to K
 */
export function presetWeights(preset: WeightPreset, beta: number, label: Float64Array): number[] {
  const present = Array.from(label).filter(pixels => pixels > 0);
  const each = (of: (pixels: number) => number) => Array.from(label, pixels => (pixels > 0 ? of(pixels) : 0));
  switch (preset) {
    case 'uniform':
      return Array.from(label, () => 1);
    case 'inverseFrequency': {
      const all = present.reduce((sum, pixels) => sum + pixels, 0);
      return each(pixels => all / (present.length * pixels));
    }
    case 'medianFrequency': {
      const median = medianOf(present);
      return each(pixels => median / pixels);
    }
    case 'effectiveNumber': {
      const raw = each(pixels => (1 - beta) / -Math.expm1(pixels * Math.log(beta)));
      const sum = raw.reduce((total, weight) => total + weight, 0);
      return raw.map(weight => (weight * present.length) / sum);
    }
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
