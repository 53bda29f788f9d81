import type { Checkpoint } from '../../statistics/blocks.js';
import { runPass } from '../../statistics/pass.js';
import type { Analysed } from '../analysed.js';

/**
 * The softmax probability of the class that `codes` names at each pixel. The pass gives the log-probability at the
 * label, so whatever stands in the label's place gets its own. Throws question-needs-probabilities for a mask.
 */
export async function probabilityAt(pair: Analysed, codes: Uint16Array, checkpoint: Checkpoint): Promise<Float32Array> {
  pair.needProbabilities();
  const keep = { logProbability: true, argmax: false, maps: false };
  const options = { threshold: 0.5, extended: false, terms: [], keep };
  const { logProbability } = await runPass(pair.view, { ...pair.label, codes }, options, checkpoint);
  for (let k = 0; k < logProbability.length; k++) {
    logProbability[k] = Math.exp(logProbability[k]);
  }
  return logProbability;
}
