import type { FindingRule } from './types.js';

export const noProbabilities: FindingRule = ({ view, predictionName }) =>
  view.kind !== 'mask'
    ? null
    : {
        code: 'mask-only',
        severity: 'info',
        role: 'prediction',
        message: `${predictionName} is a mask without probabilities, so there is no cross entropy; Dice and F-score are hard.`,
        hint: 'Save logits to see losses: np.save("prediction.npy", logits).',
      };
