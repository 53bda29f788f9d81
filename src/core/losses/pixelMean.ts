import { constant, tensor } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import type { Expression } from './expression.js';
import type { PixelConventions } from './pixelTerm.js';

/** What the divisors of pixel losses are made of. */
export interface PixelCounts {
  /** |A|, |V|, Σ_V w_y, pixels of one sample, classes of the softmax. */
  all: number;
  valid: number;
  weight: number;
  perSample: number;
  classes: number;
}

/**
 * A pixel loss from its sums by class, S_c = Σ f over the pixels of class c, and R_c = Σ_V −log p_c over all valid
 * pixels (label smoothing ε, torch's form):
 *
 *   L = [(1 − ε)·Σ_c S_c + ε/C·Σ_c w_c·R_c] / divisor
 *
 * Both statistics are [1, classes].
 */
export function pixelMean(
  conventions: PixelConventions,
  counts: PixelCounts,
  weights: readonly number[],
): Expression<'own' | 'rest'> {
  const { smoothing, empty } = conventions;
  const divisor = pixelDivisor(conventions, counts);
  return ({ own, rest }) => {
    const classes = own.shape[1];
    const weighted = conventions.weights === 'none' ? new Array<number>(classes).fill(1) : weights;
    const even = tensor<tf.Rank.R2>(Float64Array.from(weighted.slice(0, classes)), [1, classes]);
    const sums = tf.add(
      tf.mul(constant(1 - smoothing), own),
      tf.mul(constant(smoothing / classes), tf.mul(even, rest)),
    );
    const scale = counts.valid === 0 && empty === 'zero' ? constant(0) : tf.div(constant(1), constant(divisor));
    // Sum first: 0 / 0 is NaN as in the libraries, while 0 · (1 / 0) of single classes would be as well.
    const parts = tf.reshape(tf.mul(sums, scale), [classes]);
    return { value: tf.sum(parts) as tf.Scalar, parts };
  };
}

export function pixelDivisor({ divisor, epsilon, epsilonPerPixel }: PixelConventions, counts: PixelCounts): number {
  const base = {
    none: 1,
    weight: counts.weight,
    valid: counts.valid,
    all: counts.all,
    allTimesClasses: counts.all * counts.classes,
    pixelsOfSample: counts.perSample,
  }[divisor];
  return base + epsilon + epsilonPerPixel * counts.all;
}
