import { constant, tensor } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import type { Expression } from './expression.js';

/** The conventions by which binary cross entropies and one-vs-rest sigmoid focal losses differ. */
export interface SigmoidConventions {
  /** Ignored pixels: add 0 (the divisor says whether they count), or relabelled as class 0. */
  ignore: 'zero' | 'toClass0';
  /** One binary problem per class, per class from 1 on, or the one on z₁ − z₀ (a single logit: z). */
  channels: 'all' | 'foreground' | 'difference';
  gamma: number;
  /** Factor where y = 1, and 1 − α where y = 0; null: none. */
  alpha: number | null;
  /** Factor of the positive term of the cross entropy. */
  positiveWeight: number;
  /** Target smoothing: y becomes y·(1 − ε) + (1 − y)·ε. */
  smoothing: number;
  /** Each channel's sum divided by its Σ (1 − e^(−b))^γ, before the mean. */
  normalised: boolean;
  weights: 'none' | 'multiplied' | 'normalised';
  /** Pixels of one channel the sum is divided by. */
  divisor: 'none' | 'valid' | 'all';
  /** Added to pixels · channels. */
  epsilon: number;
}

export const SIGMOID_DEFAULTS: SigmoidConventions = {
  ignore: 'zero',
  channels: 'all',
  gamma: 0,
  alpha: null,
  positiveWeight: 1,
  smoothing: 0,
  normalised: false,
  weights: 'none',
  divisor: 'valid',
  epsilon: 0,
};

/** Conventions of one logit's loss, apart from α. */
export type SigmoidTermConventions = Pick<SigmoidConventions, 'gamma' | 'positiveWeight' | 'smoothing'>;

/** Value and derivative with respect to z of one pixel and channel, before α; factor is (1 − e^(−b))^γ. */
export interface SigmoidTerm {
  loss: number;
  factor: number;
  lossSlope: number;
  factorSlope: number;
}

/**
 * Sigmoid focal loss of one logit (Lin 2017; γ = 0: binary cross entropy). With target t and positive weight v,
 *
 *   b = v·t·log(1 + e^(−z)) + (1 − t)·log(1 + e^z)     f = α_y · (1 − e^(−b))^γ · b
 *
 * For hard targets 1 − e^(−b) is 1 − p of the right side, that is σ(−z(2y − 1)). `out` is reused.
 */
export function sigmoidTerm(conventions: SigmoidTermConventions, z: number, positive: boolean, out: SigmoidTerm): void {
  const { gamma, positiveWeight, smoothing } = conventions;
  const small = Math.exp(-Math.abs(z));
  const tail = Math.log1p(small);
  // σ(z) and σ(−z)
  const larger = 1 / (1 + small);
  const sigmoid = z >= 0 ? larger : small * larger;
  const opposite = z >= 0 ? small * larger : larger;
  const below = tail + Math.max(0, -z);
  const above = tail + Math.max(0, z);
  let [b, slope, miss, hit] = positive ? [below, -opposite, opposite, sigmoid] : [above, sigmoid, sigmoid, opposite];
  if (smoothing > 0 || (positive && positiveWeight !== 1)) {
    const target = positive ? 1 - smoothing : smoothing;
    b = positiveWeight * target * below + (1 - target) * above;
    slope = (1 - target) * sigmoid - positiveWeight * target * opposite;
    [miss, hit] = [-Math.expm1(-b), Math.exp(-b)];
  }
  out.factor = gamma === 0 ? 1 : gamma === 2 ? miss * miss : miss ** gamma;
  out.factorSlope = gamma === 0 ? 0 : gamma * miss ** (gamma - 1) * hit * slope;
  out.loss = out.factor * b;
  out.lossSlope = out.factor * slope + out.factorSlope * b;
}

/** α_y: α where the pixel is positive, 1 − α elsewhere. */
export function sigmoidFactor({ alpha }: SigmoidConventions, positive: boolean): number {
  return alpha === null ? 1 : positive ? alpha : 1 - alpha;
}

/**
 * The loss from its sums by channel: S_c = Σ f, F_c = Σ (1 − e^(−b))^γ, both [1, channels]:
 *
 *   L = Σ_c w_c · S_c [/ F_c] / (pixels · channels + ε)     or Σ_c w_c · (S_c / pixels) / Σ_c w_c
 */
export function sigmoidMean(
  conventions: SigmoidConventions,
  counts: { valid: number; all: number },
  weights: readonly number[],
): Expression<'sums' | 'factors'> {
  const { divisor, weights: how, normalised, epsilon } = conventions;
  return ({ sums, factors }) => {
    const channels = sums.shape[1];
    const own = how === 'none' ? new Array<number>(channels).fill(1) : weights.slice(0, channels);
    const w = tensor<tf.Rank.R2>(Float64Array.from(own), [1, channels]);
    const pixels = divisor === 'none' ? 1 : counts[divisor];
    const total = how === 'normalised' ? own.reduce((sum, one) => sum + one, 0) : divisor === 'none' ? 1 : channels;
    const perChannel = normalised ? tf.div(sums, factors) : sums;
    const parts = tf.reshape(tf.div(tf.mul(w, perChannel), constant(pixels * total + epsilon)), [channels]);
    return { value: tf.sum(parts) as tf.Scalar, parts };
  };
}
