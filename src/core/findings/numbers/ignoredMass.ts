import { evaluateTotal } from '../../analysis/total/evaluate.js';
import { percent } from '../words.js';
import { finite, type NumberRule, short } from './types.js';

/** From such a share of ignored pixels on it is worth saying. */
const SHARE = 0.01;
/** What it adds to the Dice loss, to be more than a remark. */
const MUCH = 0.02;

/** Probability on ignored pixels counts as false positive in the origin's Dice. */
export const ignoredMass: NumberRule = async (pair, checkpoint) => {
  const { stats, report, job } = pair;
  const share = (stats.pixels - stats.valid) / stats.pixels;
  const dice = finite(report.totals.dice);
  if (pair.isMask || dice === null || share < SHARE || stats.valid === 0 || !job.loss.includeDice) {
    return null;
  }
  const without = await evaluateTotal(pair, { ignore: 'drop' }, checkpoint, 'dice');
  const adds = dice - without.value;
  return {
    code: 'ignored-mass',
    severity: adds >= MUCH ? 'warning' : 'info',
    role: 'label',
    message:
      `${percent(share)} of the predicted probability lies on ignored pixels, where the origin's Dice counts it as ` +
      `false positive: without them the Dice loss is ${short(without.value)} instead of ${short(dice)}.`,
    hint: 'Most other libraries mask ignored pixels; see the dialects, or leave them out in what-if.',
    evidence: { share, dice, diceWithout: without.value },
    show: { layer: { id: 'label' }, tab: 'whatIf' },
  };
};
