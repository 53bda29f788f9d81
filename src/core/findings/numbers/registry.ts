import { boundaryShare } from './boundaryShare.js';
import { calibration } from './calibration.js';
import { confusionShare } from './confusionShare.js';
import { focalStarves } from './focalStarves.js';
import { ignoredMass } from './ignoredMass.js';
import { labelSuspicious } from './labelSuspicious.js';
import { logitsSaturated } from './logitsSaturated.js';
import { lossImbalance } from './lossImbalance.js';
import { thresholdOff } from './thresholdOff.js';
import type { NumberRule } from './types.js';

/**
 * What the numbers of an inspected pair say, the fastest first. Adding one: a file beside these, a line here, a section
 * in docs/findings.md.
 */
export const NUMBER_RULES: readonly NumberRule[] = [
  lossImbalance,
  focalStarves,
  logitsSaturated,
  confusionShare,
  ignoredMass,
  boundaryShare,
  thresholdOff,
  calibration,
  labelSuspicious,
];
