import { className } from '../../labels/classSpec.js';
import { percent } from '../words.js';
import type { NumberRule } from './types.js';

const SHARE = 0.15;

/** One confusion that much of the loss comes from. */
export const confusionShare: NumberRule = async pair => {
  const { logProbability, argmax, valid } = pair.stats;
  const { codes } = pair.label;
  const { numClasses } = pair;
  if (pair.isMask || valid === 0) {
    return null;
  }
  const sums = new Float64Array(numClasses * numClasses);
  let all = 0;
  for (let k = 0; k < codes.length; k++) {
    // Ignored pixels have the log-probability 0.
    if (codes[k] < numClasses && argmax[k] < numClasses) {
      sums[codes[k] * numClasses + argmax[k]] -= logProbability[k];
      all -= logProbability[k];
    }
  }
  let best = -1;
  sums.forEach((sum, at) => {
    if (at % (numClasses + 1) !== 0 && (best < 0 || sum > sums[best])) {
      best = at;
    }
  });
  const share = best < 0 ? 0 : sums[best] / all;
  if (!(share >= SHARE)) {
    return null;
  }
  const [label, prediction] = [Math.floor(best / numClasses), best % numClasses];
  const names = [label, prediction].map(id => className(pair.spec, id));
  return {
    code: 'confusion-share',
    severity: 'info',
    role: 'prediction',
    message: `${percent(share)} of the cross entropy, before weights, comes from ${names[0]} taken for ${names[1]}.`,
    hint: 'Look at these pixels together: are the two classes told apart in the label?',
    evidence: { label: names[0], prediction: names[1], share },
    show: { layer: { id: 'piece', piece: { label, prediction } }, pair: { label, prediction }, tab: 'ledger' },
  };
};
