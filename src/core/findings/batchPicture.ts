import type { FindingRule } from './types.js';

export const batchPicture: FindingRule = ({ label, view, predictionName }) =>
  label.samples === 1 || view.volume
    ? null
    : {
        code: 'batch',
        severity: 'info',
        role: 'prediction',
        message: `${predictionName} holds ${label.samples} samples: numbers are over all of them, the picture shows the first.`,
        hint: 'Choose one sample (--sample) to look at it alone.',
      };
