import type { FindingRule } from './types.js';
import { sizeText } from './words.js';

export const logitsResized: FindingRule = ({ view, label, predictionName }) => {
  const rows = view.height !== label.height;
  const columns = view.width !== label.width;
  if (!rows && !columns) {
    return null;
  }
  const sizes = `${sizeText(view)} to ${sizeText(label)}`;
  if (rows && columns) {
    return {
      code: 'prediction-resized',
      severity: 'info',
      role: 'prediction',
      message: view.resizeProbabilities
        ? `The probabilities of ${predictionName} were resized from ${sizes} (bilinear, align_corners) to the label, and became logits then.`
        : `The logits of ${predictionName} were resized from ${sizes} (bilinear, align_corners) to the label, as in the origin.`,
      hint: 'Save logits at the label size to rule the resize out.',
    };
  }
  return {
    code: 'prediction-resized-one-side',
    severity: 'warning',
    role: 'prediction',
    message:
      `${predictionName} differs from the label in ${rows ? 'height' : 'width'} only and was resized from ${sizes}; ` +
      'the origin resizes only when both sides differ and would stop with an error here.',
    hint: 'Check whether this label belongs to this prediction.',
  };
};
