import type { FindingRule } from './types.js';
import { listClasses } from './words.js';

export const absentClasses: FindingRule = ({ stats, diceScores, spec }) => {
  const absent = [...stats.label.keys()].filter(c => stats.label[c] === 0);
  if (absent.length === 0 || stats.valid === 0 || !diceScores) {
    return null;
  }
  const added = absent.reduce((sum, c) => sum + (1 - diceScores[c]), 0) / stats.numClasses;
  return {
    code: 'absent-classes',
    severity: 'info',
    role: 'label',
    message:
      `${absent.length} of ${stats.numClasses} classes (${listClasses(spec, absent)}) are not in the label and add ` +
      `${Number(added.toPrecision(3))} to the Dice loss.`,
    evidence: { absent: absent.length, classes: stats.numClasses, added },
    hint: 'Compare Dice losses only between labels with the same classes, or look at the per-class scores.',
  };
};
