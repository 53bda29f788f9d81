import { tf } from '../tf.js';
import type { PixelLoss } from './types.js';

/**
 * Focal loss of the origin:
 *
 *   ℓ = −w_y · log p_y   pt = exp(−ℓ) = p_y^(w_y)   f = (1 − pt)^γ · α · ℓ   L = Σ_V f / |all pixels|
 *
 * The class weight sits inside pt; α is one factor for all classes (none: 1); ignored pixels add 0 to the sum but
 * count in the mean, so the loss of an all-ignored label is 0.
 */
export const focal: PixelLoss = {
  id: 'focal',
  title: 'Focal',
  term: ({ alpha, gamma }) => ({ factor: alpha ?? 1, gamma }),
  value: ({ byClass, pixels }) => tf.div(tf.sum(byClass), pixels),
};
