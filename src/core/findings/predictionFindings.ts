import { CHANNEL_SUM_TOLERANCE, channelSums, sumsToOne } from '../inspection/sampleGrid.js';
import { countWithShare, type FindingRule, listIds, totalCount } from './types.js';

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
    hint: 'Look for an overflow in the model (float16) or in the export.',
  };
};

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
    hint: 'Look for an overflow (float16 ends at 65504) or a masked class (-inf).',
  };
};

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
    hint: 'Set the kind to logits if these are scores; per-class sigmoids (multi-label) need a sigmoid loss.',
  };
};

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
