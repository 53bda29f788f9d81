import { constant, tensor } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import type { Expression, Shape } from './expression.js';

export interface GeneralizedDiceConventions {
  activation: 'softmax' | 'sigmoid';
  ignore: 'drop' | 'toClass0';
  scope: 'batch' | 'perSample';
  classes: 'all' | 'foreground' | 'positive';
  /** ω = 1 / Y^power. */
  labelPower: 0 | 1 | 2;
  /** Added to Y before the power; 0 leaves an absent class to `infinite`. */
  labelEpsilon: number;
  /** ω of an absent class where it is infinite: the largest finite one of its scope. */
  infinite: 'largestFinite' | 'kept';
  /** Added to 2·Σ ω·I, and to the denominator. */
  smoothNumerator: number;
  smoothDenominator: number;
}

export const GENERALIZED_DICE_DEFAULTS: GeneralizedDiceConventions = {
  activation: 'softmax',
  ignore: 'drop',
  scope: 'perSample',
  classes: 'all',
  labelPower: 2,
  labelEpsilon: 0,
  infinite: 'largestFinite',
  smoothNumerator: 1e-5,
  smoothDenominator: 1e-5,
};

/**
 * Generalized Dice (Sudre 2017): one score over all classes, rare ones weighted up,
 *
 *   L = mean over samples of 1 − (2·Σ_c ω_c·I + s) / (Σ_c ω_c·(P + Y) + d),   ω_c = 1 / Y_c²
 */
export function generalizedDice(
  conventions: GeneralizedDiceConventions,
  label: Float64Array,
  shape: Shape,
): Expression<'intersection' | 'prediction'> {
  const batch = conventions.scope === 'batch';
  return ({ intersection, prediction }) => {
    const over = (x: tf.Tensor2D) => (batch ? tf.sum(x, 0, true) : x) as tf.Tensor2D;
    const [i, p, y] = [intersection, prediction, tensor<tf.Rank.R2>(label, shape)].map(over);
    const [rows, classes] = i.shape;
    const omega = tensor<tf.Rank.R2>(labelWeights(conventions, y.dataSync(), classes), [rows, classes]);
    const numerator = tf.add(tf.mul(constant(2), tf.sum(tf.mul(omega, i), 1)), constant(conventions.smoothNumerator));
    const denominator = tf.add(tf.sum(tf.mul(omega, tf.add(p, y)), 1), constant(conventions.smoothDenominator));
    const loss = tf.sub(constant(1), tf.div(numerator, denominator));
    return { value: tf.div(tf.sum(loss), constant(rows)) as tf.Scalar };
  };
}

/** ω of each row and class; 0 for classes that take no part. */
function labelWeights(
  { classes: which, labelPower, labelEpsilon, infinite }: GeneralizedDiceConventions,
  label: ArrayLike<number>,
  classes: number,
): Float64Array {
  const first = which === 'all' ? 0 : 1;
  const omega = Float64Array.from(label, (y, k) => (k % classes < first ? 0 : 1 / (y + labelEpsilon) ** labelPower));
  if (infinite === 'largestFinite') {
    for (let row = 0; row < omega.length; row += classes) {
      const own = omega.subarray(row, row + classes);
      const largest = Math.max(0, ...own.filter(Number.isFinite));
      own.forEach((value, c) => {
        own[c] = Number.isFinite(value) ? value : largest;
      });
    }
  }
  return omega;
}
