import type { FindingRule } from './types.js';

const ENOUGH = 1000;

/** Channels that fall from first to last at every pixel: scores sorted by torch.topk, so channel k is not class k. */
export const scoresSorted: FindingRule = ({ view, spec, predictionName }) => {
  const { grid, kind, channels } = view;
  if (!grid || kind === 'mask' || channels < 3 || spec.count === channels || grid.points < ENOUGH) {
    return null;
  }
  const { points, values } = grid;
  for (let at = points; at < channels * points; at++) {
    if (!(values[at] <= values[at - points])) {
      return null;
    }
  }
  return {
    code: 'scores-sorted',
    severity: 'error',
    role: 'prediction',
    message:
      `${predictionName} falls from its first to its last channel at every pixel: these are the ${channels} best scores ` +
      '(torch.topk), so channel k is not class k and no loss can be computed from them.',
    hint: 'Choose the ids saved with them (--prediction-array) to see a mask, or save the scores of all classes.',
    evidence: { channels },
  };
};
