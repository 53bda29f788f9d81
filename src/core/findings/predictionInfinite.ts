import type { FindingRule } from './types.js';
import { countWithShare } from './words.js';

export const predictionInfinite: FindingRule = ({ stats, predictionName }) => {
  const { infinite, of } = stats.nonFinite;
  if (infinite === 0) {
    return null;
  }
  const share = countWithShare(infinite, of, 'value');
  return {
    code: 'prediction-infinite',
    severity: 'warning',
    role: 'prediction',
    message: `${predictionName} has ${share} that are infinite; where one meets the label, the loss is infinite or NaN.`,
    evidence: { infinite, of },
    hint: 'Look for an overflow (float16 ends at 65504) or a masked class (-inf).',
  };
};
