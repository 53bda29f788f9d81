import type { OverlapCoefficients } from '../kernels/kernel.js';
import type { Overlap } from '../statistics/types.js';

/** loss_c = 1 − (k·I + s) / (k·I + a·FP + b·FN + s): see losses/overlapLoss. */
export interface OverlapEquation {
  /** k, a and b. */
  hit: number;
  falsePositive: number;
  falseNegative: number;
  smooth: number;
}

/**
 * What each pixel adds to Σ_c f_c · loss_c of the Dice, Tversky or Jaccard kind. With D_c the denominator,
 * loss_c = (a·FP_c + b·FN_c) / D_c, and FP, FN are sums over pixels: one of label y adds
 *
 *   f_y · b·(1 − p_y) / D_y + Σ_{c≠y} f_c · a·p_c / D_c          an ignored one Σ_c f_c · a·p_c / D_c
 *
 * @param share f_c: what the class's loss is multiplied by, mostly 1/C
 */
export function overlapShares(
  { intersection, prediction, label }: Overlap,
  { hit, falsePositive: a, falseNegative: b, smooth }: OverlapEquation,
  share: Float64Array,
): OverlapCoefficients {
  const scale = share.map((f, c) => {
    const i = intersection[c];
    // A class without part must not be 0 / 0.
    return f === 0 ? 0 : f / (hit * i + a * (prediction[c] - i) + b * (label[c] - i) + smooth);
  });
  return { all: scale.map(s => a * s), own: scale.map(s => -(a + b) * s), constant: scale.map(s => b * s) };
}
