import type { FindingRule } from './types.js';
import { sizeText } from './words.js';

/** A resize should keep the shape of the picture; otherwise the two files may not belong together. */
export const aspectRatio: FindingRule = ({ view, label, predictionName, labelName }) => {
  const ratio = (view.width / view.height) * (label.height / label.width);
  // Strided models round each side, so small maps are a little off by nature.
  const rounding = 1 + 2 / Math.min(view.width, view.height, label.width, label.height);
  if (Math.max(ratio, 1 / ratio) <= Math.max(1.02, rounding)) {
    return null;
  }
  return {
    code: 'aspect-ratio',
    severity: 'warning',
    role: 'prediction',
    message:
      `${predictionName} is ${sizeText(view)} but ${labelName} is ${sizeText(label)}: ` +
      'another aspect ratio, so the resize stretches the prediction.',
    hint: 'Check that the two belong together and that the axes are read in the right order (layout).',
  };
};
