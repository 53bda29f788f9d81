import type { FindingRule } from './types.js';

export const singleClass: FindingRule = ({ view, stats, predictionName }) =>
  stats.numClasses !== 1 || view.kind === 'mask'
    ? null
    : {
        code: 'single-class',
        severity: 'warning',
        role: 'prediction',
        message: `${predictionName} has one class: a softmax over one class is always 1, so cross entropy is 0 by construction.`,
        hint: 'Set the number of classes to 2 to read the channel as the foreground of a binary prediction.',
      };
