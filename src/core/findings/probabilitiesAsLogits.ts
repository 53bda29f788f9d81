import { isUnit, softmaxTwiceFloor } from '../inspection/kind.js';
import { channelSums, sumsToOne } from '../inspection/sampleGrid.js';
import type { FindingRule } from './types.js';
import { short } from './words.js';

/** Probabilities read as logits: softmax is applied to what went through it already. */
export const probabilitiesAsLogits: FindingRule = ({ view, crossEntropy, predictionName }) => {
  if (view.kind !== 'logits' || view.channels < 2 || !view.grid || !isUnit(view.scan)) {
    return null;
  }
  if (!sumsToOne(channelSums(view.grid))) {
    return null;
  }
  const floor = softmaxTwiceFloor(view.numClasses);
  const here = crossEntropy === null ? '' : `; here it is ${short(crossEntropy)}`;
  return {
    code: 'probabilities-as-logits',
    severity: 'error',
    role: 'prediction',
    message:
      `${predictionName} holds probabilities (all in [0, 1], channel sums 1), but is read as logits: with softmax applied ` +
      `twice, the cross entropy of ${view.numClasses} classes cannot fall below ln(e + ${view.numClasses - 1}) − 1 = ` +
      `${short(floor)}${here}.`,
    hint: 'Set the prediction kind to probabilities (--kind), and give your training loss the logits.',
    evidence: { floor, classes: view.numClasses },
    fix: { setting: 'segmentationLoss.prediction.kind', value: 'probabilities' },
  };
};
