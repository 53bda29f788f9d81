import type { LossSettings } from '../inspection/report.js';
import type { Statistics } from '../statistics/types.js';
import { useFloat64 } from '../tensors/float64Backend.js';
import { constant, numbersOf, vector } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import { PIXEL_LOSSES, REGION_LOSSES } from './registry.js';
import type { PixelLoss } from './types.js';

/** Derivatives of the total with respect to the statistics, per class. */
export interface TotalSlopes {
  /** The pixel loss the total starts from. */
  base: PixelLoss;
  /** dL / d(sum of the pixel loss over the class's pixels). */
  byClass: Float64Array;
  /** dL/dI and dL/dP of the soft overlap; 0 where the total has no Dice. */
  intersection: Float64Array;
  prediction: Float64Array;
}

/** The derivatives of CE or focal, plus Dice if switched on, by tfjs' automatic differentiation in float64. */
export function totalSlopes(stats: Statistics, settings: LossSettings): TotalSlopes | null {
  const base = PIXEL_LOSSES.find(({ id }) => id === settings.base);
  const byClass = stats.lossByClass.get(settings.base);
  const dice = REGION_LOSSES.find(({ id }) => id === 'dice');
  const { soft } = stats;
  if (!base || !byClass || !dice || !soft) {
    return null;
  }
  useFloat64();
  let found: Float64Array[] = [];
  tf.tidy(() => {
    const [weight, pixels, label] = [constant(stats.weight), constant(stats.pixels), vector(soft.label)];
    const total = (sums: tf.Tensor, intersection: tf.Tensor, prediction: tf.Tensor): tf.Tensor => {
      const pixelLoss = base.value({ byClass: sums as tf.Tensor1D, weight, pixels });
      const overlap = { intersection: intersection as tf.Tensor1D, prediction: prediction as tf.Tensor1D, label };
      const region = dice.value(dice.scores(overlap, settings));
      return tf.add(pixelLoss, tf.mul(region, constant(settings.includeDice ? 1 : 0)));
    };
    const inputs = [byClass, soft.intersection, soft.prediction].map(values => vector(values));
    const gradients = tf.grads((...tensors: tf.Tensor[]) => total(tensors[0], tensors[1], tensors[2]))(inputs);
    found = gradients.map(gradient => Float64Array.from(numbersOf(gradient)));
  });
  return { base, byClass: found[0], intersection: found[1], prediction: found[2] };
}
