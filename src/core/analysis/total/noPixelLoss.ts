import { InspectionError } from '../../errors.js';

/** Why a total cannot be told pixel by pixel. */
export function noPixelLoss(value: number): InspectionError {
  return Number.isFinite(value)
    ? new InspectionError(
        'question-no-pixel-loss',
        'This total is no sum over pixels, so no pixel has a part of it.',
        'Choose a total of cross entropy, focal, Dice or Jaccard.',
      )
    : new InspectionError(
        'question-no-pixel-loss',
        `The total is ${value}, so no pixel has a share of it.`,
        'Look at the findings: they say where that comes from.',
      );
}
