import { CHANNEL_SUM_TOLERANCE, channelSums, sumsToOne } from '../inspection/sampleGrid.js';
import type { FindingRule } from './types.js';

export const notADistribution: FindingRule = ({ view, predictionName }) => {
  if (view.kind !== 'probabilities' || view.channels === 1 || !view.grid) {
    return null;
  }
  const sums = channelSums(view.grid);
  if (sumsToOne(sums)) {
    return null;
  }
  return {
    code: 'probabilities-sum',
    severity: 'warning',
    role: 'prediction',
    message:
      `The channels of ${predictionName} sum to ${sums[0].toPrecision(3)}–${sums[1].toPrecision(3)} where ` +
      `1 ± ${CHANNEL_SUM_TOLERANCE} is expected; the losses divide them by their sum, as if one class had to win.`,
    evidence: { smallestSum: sums[0], largestSum: sums[1] },
    hint: 'Set the kind to logits if these are scores; per-class sigmoids (multi-label) need a sigmoid loss.',
  };
};
