import { reliability } from '../../analysis/curves/reliability.js';
import { percent } from '../words.js';
import { finite, type NumberRule, short } from './types.js';

const BINS = 15;
const ERROR = 0.05;
const LARGE_ERROR = 0.15;

/** Confidence that is not what it says. */
export const calibration: NumberRule = async (pair, checkpoint) => {
  if (pair.isMask || pair.stats.valid === 0) {
    return null;
  }
  const found = await reliability(pair, BINS, checkpoint);
  const [error, confidence, accuracy] = [found.expectedError, found.meanConfidence, found.meanAccuracy].map(finite);
  if (error === null || confidence === null || accuracy === null || error < ERROR) {
    return null;
  }
  const how = confidence > accuracy ? 'over-confident' : 'under-confident';
  return {
    code: 'calibration',
    severity: error >= LARGE_ERROR ? 'warning' : 'info',
    role: 'prediction',
    message:
      `The prediction is ${how}: its probability is ${percent(confidence)} on average, and it is right at ` +
      `${percent(accuracy)} of the pixels (expected calibration error ${short(error)}).`,
    hint: 'Read probabilities with care; a temperature fitted on held-out data mends most of it.',
    evidence: { expectedError: error, meanConfidence: confidence, meanAccuracy: accuracy },
    show: { layer: { id: 'confidence' }, tab: 'curves' },
  };
};
