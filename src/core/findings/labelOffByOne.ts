import { agreement } from './gridAgreement.js';
import { CLEAR, GOOD } from './labelFlipped.js';
import type { FindingRule } from './types.js';
import { percent } from './words.js';

/**
 * Ids that are one off between label and prediction: a label whose 0 is "other" read without the zero reduction, or
 * reduced where it should not be. Judged like labelFlipped.
 */
export const labelOffByOne: FindingRule = ({ grid, view, spec, labelName }) => {
  if (!grid || grid.classes < 3) {
    return null;
  }
  const asIs = agreement(grid.label, grid.predicted, grid.classes);
  for (const shift of [1, -1]) {
    const moved = agreement(
      grid.label,
      grid.predicted.map(id => id + shift),
      grid.classes,
    );
    if (!(moved.kappa >= GOOD && moved.kappa >= asIs.kappa + CLEAR)) {
      continue;
    }
    const above = shift === 1;
    const mends = view.kind !== 'mask' && above !== spec.reduceZeroLabel;
    return {
      code: 'label-off-by-one',
      severity: 'error',
      role: 'label',
      message:
        `The ids of ${labelName} are one ${above ? 'above' : 'below'} the predicted ones: ${percent(moved.accuracy)} of ` +
        `the pixels are right when they are ${above ? 'lowered' : 'raised'} by one, as it is ${percent(asIs.accuracy)}, so ` +
        'almost every pixel is counted for its neighbour class.',
      hint: mends
        ? `Switch segmentationLoss.reduceZeroLabel (--reduce-zero-label) ${above ? 'on: 0 is then ignored' : 'off'}.`
        : 'Save label and prediction with the same first class.',
      evidence: { accuracy: asIs.accuracy, accuracyShifted: moved.accuracy, shift: -shift },
      ...(mends ? { fix: { setting: 'segmentationLoss.reduceZeroLabel', value: above } } : {}),
    };
  }
  return null;
};
