import { className } from '../../labels/classSpec.js';
import { percent } from '../words.js';
import { finite, type NumberRule, short } from './types.js';

const SHARE = 0.05;
const TIMES = 4;

/** A class that cross entropy would train and focal hardly sees. */
export const focalStarves: NumberRule = async pair => {
  const { base, gamma } = pair.job.loss;
  if (base !== 'focal') {
    return null;
  }
  const [starved] = pair.report.classes
    .map(row => ({ id: row.id, before: finite(row.crossEntropyShare) ?? 0, after: finite(row.focalShare) ?? 0 }))
    .filter(({ before, after }) => before >= SHARE && after * TIMES <= before)
    .sort((a, b) => b.before - a.before);
  if (!starved) {
    return null;
  }
  const name = className(pair.spec, starved.id);
  return {
    code: 'focal-starves',
    severity: 'warning',
    role: 'prediction',
    message:
      `Focal with gamma ${short(gamma)} leaves ${name} ${percent(starved.after)} of the loss, where cross entropy ` +
      `gives it ${percent(starved.before)}.`,
    hint: 'A smaller gamma, or a class weight, brings it back.',
    evidence: { class: name, crossEntropyShare: starved.before, focalShare: starved.after, gamma },
    show: { layer: { id: 'loss', term: 'focal' }, classes: [starved.id], tab: 'whatIf' },
  };
};
