import type { FindingRule } from './types.js';

/** Files that are copied or unpacked together are seconds apart. */
const APART_MS = 60_000;
const UNITS: readonly [name: string, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** A prediction written before its label was last changed: it may have been made of another label or picture. */
export const predictionStale: FindingRule = ({ modified, predictionName, labelName }) => {
  const { prediction, label } = modified;
  if (prediction === undefined || label === undefined || label - prediction < APART_MS) {
    return null;
  }
  const older = label - prediction;
  const [unit, ms] = UNITS.find(([, size]) => older >= size) ?? UNITS[2];
  const count = Math.floor(older / ms);
  return {
    code: 'prediction-stale',
    severity: 'info',
    role: 'prediction',
    message:
      `${predictionName} was written ${count} ${unit}${count === 1 ? '' : 's'} before ${labelName} was last changed, so ` +
      'its loss may be about an older label.',
    hint: 'Run the model again if the label was corrected since.',
    evidence: { olderBySeconds: Math.round(older / 1000) },
  };
};
