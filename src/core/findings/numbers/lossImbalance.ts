import { className } from '../../labels/classSpec.js';
import { percent } from '../words.js';
import { finite, type NumberRule } from './types.js';

/** A class is told of from such a share of the loss on, where it is so many times its share of the pixels. */
const SHARE = 0.1;
const TIMES = 3;

/** A small class that pays much. */
export const lossImbalance: NumberRule = async pair => {
  const { base } = pair.job.loss;
  const key = base === 'focal' ? 'focalShare' : 'crossEntropyShare';
  const [worst] = pair.report.classes
    .map(row => ({ id: row.id, pixels: finite(row.pixelShare) ?? 0, loss: finite(row[key]) ?? 0 }))
    .filter(({ pixels, loss }) => loss >= SHARE && loss >= TIMES * pixels)
    .sort((a, b) => b.loss - a.loss);
  if (!worst) {
    return null;
  }
  const name = className(pair.spec, worst.id);
  return {
    code: 'loss-imbalance',
    severity: 'info',
    role: 'prediction',
    message: `${name} has ${percent(worst.pixels)} of the counted pixels and ${percent(worst.loss)} of the ${NAMES[base]}.`,
    hint: 'Look at its pixels; class weights change who pays.',
    evidence: { class: name, pixelShare: worst.pixels, lossShare: worst.loss },
    show: { layer: { id: 'loss', term: base }, classes: [worst.id], tab: 'classes' },
  };
};

const NAMES = { crossEntropy: 'cross entropy', focal: 'focal loss' };
