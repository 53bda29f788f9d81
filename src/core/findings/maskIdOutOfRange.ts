import type { FindingRule } from './types.js';
import { countWithShare, listIds, totalCount } from './words.js';

export const maskIdOutOfRange: FindingRule = ({ maskOutOfRange, predictionName, stats }) =>
  maskOutOfRange.size === 0
    ? null
    : {
        code: 'prediction-id-out-of-range',
        severity: 'error',
        role: 'prediction',
        message:
          `${predictionName} predicts the ${maskOutOfRange.size === 1 ? 'id' : 'ids'} ${listIds(maskOutOfRange)} at ` +
          `${countWithShare(totalCount(maskOutOfRange), stats.valid)}, outside the classes 0–${stats.numClasses - 1}.`,
        hint: 'Set the number of classes, or map the mask to class ids.',
      };
