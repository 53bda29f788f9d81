import { tf } from '../tf.js';
import { fBetaScores } from './fBeta.js';
import type { RegionLoss } from './types.js';

/**
 * F-score of the origin: mean over all C classes of F-beta with p replaced by 1[p > threshold], strictly above and
 * not the argmax, so that a pixel may be predicted as nothing. Ignored pixels are not masked.
 */
export const fScore: RegionLoss = {
  id: 'fScore',
  title: 'F-score',
  overlap: 'hard',
  scores: (overlap, { beta, smooth }) => fBetaScores(overlap, beta, smooth),
  value: scores => tf.mean(scores) as tf.Scalar,
};
