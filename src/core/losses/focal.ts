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
  map: (logProbability, weight, { alpha, gamma }) => {
    const loss = tf.mul(tf.neg(weight), logProbability);
    const modulation = tf.pow(tf.sub(1, tf.exp(tf.neg(loss))), tf.scalar(gamma));
    const scaled = alpha === null ? loss : tf.mul(loss, alpha);
    return tf.mul(modulation, scaled) as ReturnType<PixelLoss['map']>;
  },
  value: ({ byClass, pixels }) => byClass.reduce((sum, part) => sum + part, 0) / pixels,
};
