import type { Checkpoint } from '../statistics/blocks.js';
import type { Analysed } from './analysed.js';
import { probabilityAt } from './layers/probabilityAt.js';

/** The probability of the predicted class at every pixel; one of the large things that are kept. */
export function confidenceOf(pair: Analysed, checkpoint: Checkpoint): Promise<Float32Array> {
  return pair.kept.cached('confidence', () => probabilityAt(pair, pair.stats.argmax, checkpoint));
}
