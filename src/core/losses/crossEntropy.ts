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
  term: () => ({ factor: 1, gamma: 0 }),
  value: ({ byClass, weight }) => tf.div(tf.sum(byClass), weight),
};
