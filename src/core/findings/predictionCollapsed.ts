import { className } from '../labels/classSpec.js';
import type { FindingRule } from './types.js';
import { percent } from './words.js';

/** Nearly everything predicted as one class … */
const NEARLY_ALL = 0.999;
/** … although so much of the label is something else. */
const MUST_HAVE = 0.05;

/** One class predicted nearly everywhere, although the label has more: the model, or its export, has collapsed. */
export const predictionCollapsed: FindingRule = ({ stats, spec, predictionName }) => {
  const { numClasses, confusion, valid } = stats;
  if (numClasses < 2 || valid === 0) {
    return null;
  }
  const predicted = Array.from({ length: numClasses }, (_, id) => {
    let sum = 0;
    for (let row = 0; row < numClasses; row++) {
      sum += confusion[row * numClasses + id];
    }
    return sum / valid;
  });
  const id = predicted.indexOf(Math.max(...predicted));
  const others = 1 - stats.label[id] / valid;
  if (predicted[id] < NEARLY_ALL || others < MUST_HAVE) {
    return null;
  }
  return {
    code: 'prediction-collapsed',
    severity: 'warning',
    role: 'prediction',
    message:
      `${predictionName} predicts ${className(spec, id)} at ${percent(predicted[id])} of the pixels, but ` +
      `${percent(others)} of the label are other classes, whose losses cannot fall.`,
    hint: 'Look at learning rate, class weights and the last layer; check that the right checkpoint was exported.',
    evidence: { class: id, predicted: predicted[id], otherInLabel: others },
  };
};
