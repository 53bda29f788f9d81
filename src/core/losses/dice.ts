import { constant } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import { fBetaScores } from './fBeta.js';
import type { RegionLoss } from './types.js';

/**
 * Dice loss of the origin: 1 − mean over all C classes of the soft F-beta score, p = softmax, sums over batch and
 * pixels. The probability at ignored pixels is not masked: it counts as false positive. An absent class scores
 * almost 0 and so adds about 1/C to the loss. Class weights take no part.
 */
export const dice: RegionLoss = {
  id: 'dice',
  title: 'Dice loss',
  overlap: 'soft',
  scores: (overlap, { beta, smooth }) => fBetaScores(overlap, beta, smooth),
  value: scores => tf.sub(constant(1), tf.mean(scores)),
};
