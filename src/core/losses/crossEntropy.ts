import { tf } from '../tf.js';
import type { PixelLoss } from './types.js';

/**
 * Cross entropy of the origin (torch's weighted mean):
 *
 *   ℓ = −w_y · log p_y        L = Σ_V ℓ / Σ_V w_y
 *
 * over the pixels V that are not ignored. NaN when no weight is met (all pixels ignored, or all weights met are 0).
 */
export const crossEntropy: PixelLoss = {
  id: 'crossEntropy',
  title: 'Cross entropy',
  map: (logProbability, weight) => tf.mul(tf.neg(weight), logProbability),
  value: ({ byClass, weight }) => byClass.reduce((sum, part) => sum + part, 0) / weight,
};
