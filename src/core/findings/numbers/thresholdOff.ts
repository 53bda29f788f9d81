import { thresholdCurves } from '../../analysis/curves/thresholdCurves.js';
import { finite, type NumberRule, short } from './types.js';

const GAIN = 0.05;

/** Another threshold for all classes that the F-score would gain from. */
export const thresholdOff: NumberRule = async (pair, checkpoint) => {
  const now = finite(pair.report.totals.fScore);
  if (pair.isMask || now === null || pair.stats.valid === 0) {
    return null;
  }
  const { mean, thresholds } = await thresholdCurves(pair, {}, checkpoint);
  const best = mean.reduce((at, value, k) => (value > mean[at] ? k : at), 0);
  if (!(mean[best] - now >= GAIN)) {
    return null;
  }
  return {
    code: 'threshold-off',
    severity: 'info',
    role: 'prediction',
    message:
      `The F-score is ${short(now)} at the threshold ${short(pair.job.loss.threshold)}; at ${short(thresholds[best])} ` +
      `it would be ${short(mean[best])}.`,
    hint: 'Compare F-scores at the same threshold, or at each model’s own best one.',
    evidence: { fScore: now, threshold: pair.job.loss.threshold, best: thresholds[best], bestFScore: mean[best] },
    show: { tab: 'curves' },
  };
};
