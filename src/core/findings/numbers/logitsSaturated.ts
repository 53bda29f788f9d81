import { IGNORED_CODE } from '../../inspection/layers.js';
import { countWithShare } from '../words.js';
import { type NumberRule, short } from './types.js';

/** Half a step of float32 below 1: a softmax computed in float32 gives such a class nothing. */
const LOG_STEP = Math.log(2 ** -24);
const SHARE = 1e-3;

/** Pixels that are wrong with a certainty that float32 cannot tell from 1. */
export const logitsSaturated: NumberRule = async pair => {
  const { logProbability, valid } = pair.stats;
  const { codes } = pair.label;
  let [count, lowest] = [0, 0];
  for (let k = 0; k < logProbability.length; k++) {
    if (logProbability[k] < LOG_STEP && codes[k] !== IGNORED_CODE) {
      count++;
      lowest = Math.min(lowest, logProbability[k]);
    }
  }
  if (pair.isMask || !(count / valid >= SHARE)) {
    return null;
  }
  return {
    code: 'logits-saturated',
    severity: 'warning',
    role: 'prediction',
    message:
      `At ${countWithShare(count, valid)} the class of the label has less probability than float32 can tell from 0 ` +
      `beside 1: −log p is up to ${short(-lowest)} nats there.`,
    hint: 'Such logits come from a learning rate too high, a missing normalisation, or labels shifted against the picture.',
    evidence: { pixels: count, share: count / valid, largest: Number.isFinite(lowest) ? -lowest : 'inf' },
    show: { layer: { id: 'loss', term: 'crossEntropy' } },
  };
};
