import type { FindingRule } from './types.js';

export const batchPicture: FindingRule = ({ label, view, predictionName }) =>
  label.samples === 1 || view.volume
    ? null
    : {
        code: 'batch',
        severity: 'info',
        role: 'prediction',
        message: `${predictionName} holds ${label.samples} samples: numbers are over all of them, the picture shows one.`,
        hint: 'Go through them below the picture, or choose one (--sample) to look at it alone.',
      };
