import type { FindingRule } from './types.js';
import { short } from './words.js';

/** Headers round: 1/1000 of a voxel is the same place. */
const TOLERANCE = 1e-3;

/** Prediction and label lie at different places, by their headers: voxel k of one is not voxel k of the other. */
export const affineMismatch: FindingRule = ({ affines, predictionName, labelName }) => {
  const { prediction, label } = affines;
  if (!prediction || !label) {
    return null;
  }
  const column = (matrix: readonly number[], k: number) => [matrix[k], matrix[4 + k], matrix[8 + k]];
  const length = (vector: readonly number[]) => Math.hypot(...vector);
  const apart = (k: number) => length(column(prediction, k).map((value, row) => value - column(label, k)[row]));
  const spacing = [0, 1, 2].map(k => length(column(label, k)));
  const voxel = Math.min(...spacing.filter(size => size > 0), Number.POSITIVE_INFINITY);
  const differs = [0, 1, 2].some(k => apart(k) > TOLERANCE * spacing[k]);
  const origin = apart(3);
  if (!differs && !(origin > TOLERANCE * voxel)) {
    return null;
  }
  const spacings = [prediction, label].map(matrix => [0, 1, 2].map(k => short(length(column(matrix, k)))).join('×'));
  const what = !differs
    ? `their origins are ${short(origin)} mm apart`
    : spacings[0] !== spacings[1]
      ? `their voxels are ${spacings[0]} and ${spacings[1]} mm`
      : 'their axes point in different directions';
  return {
    code: 'affine-mismatch',
    severity: 'warning',
    role: 'prediction',
    message:
      `${predictionName} and ${labelName} are not in the same space: ${what}. The losses compare voxel with voxel, ` +
      'whatever the headers say, so they may compare different places.',
    hint: 'Resample the prediction to the space of its label before saving it, or correct the header that is wrong.',
    evidence: { origin, predictionVoxel: spacings[0], labelVoxel: spacings[1] },
  };
};
