import type { FindingRule } from './types.js';
import { countWithShare } from './words.js';

export const predictionNaN: FindingRule = ({ stats, predictionName }) => {
  const { nan, of } = stats.nonFinite;
  if (nan === 0) {
    return null;
  }
  const share = countWithShare(nan, of, 'value');
  return {
    code: 'prediction-nan',
    severity: 'error',
    role: 'prediction',
    message: `${predictionName} has ${share} that are NaN, so every loss that meets one is NaN.`,
    evidence: { nan, of },
    hint: 'Look for an overflow in the model (float16) or in the export.',
  };
};
