import { ignoreText } from '../labels/classSpec.js';
import { countWithShare, type FindingRule, listIds, totalCount } from './types.js';

/** Label ids that are no class: the origin ignores them silently, so a wrong id vanishes from the loss. */
export const labelIdOutOfRange: FindingRule = ({ label, labelName, stats, spec }) => {
  if (label.outOfRange.size === 0) {
    return null;
  }
  const pixels = countWithShare(totalCount(label.outOfRange), stats.pixels);
  const ids = listIds(label.outOfRange);
  return {
    code: 'label-id-out-of-range',
    severity: 'error',
    role: 'label',
    message:
      `${labelName} has the ${label.outOfRange.size === 1 ? 'id' : 'ids'} ${ids} at ${pixels}: outside the classes ` +
      `0–${stats.numClasses - 1} and not the ignore value ${ignoreText(spec)}, so these pixels count as ignored.`,
    hint: `Set segmentationLoss.ignoreIndex (--ignore-index) if the id means "ignore", else map the label to class ids.`,
  };
};

export const everythingIgnored: FindingRule = ({ stats, spec, labelName }) =>
  stats.valid > 0
    ? null
    : {
        code: 'all-ignored',
        severity: 'error',
        role: 'label',
        message:
          `Every pixel of ${labelName} is ignored (ignore value ${ignoreText(spec)}), so cross entropy is NaN, ` +
          'focal 0, and Dice sees false positives only.',
        hint: 'Check the ignore index and whether this is the right label.',
      };

export const absentClasses: FindingRule = ({ stats, diceScores, spec }) => {
  const absent = [...stats.label.keys()].filter(c => stats.label[c] === 0);
  if (absent.length === 0 || stats.valid === 0 || !diceScores) {
    return null;
  }
  const added = absent.reduce((sum, c) => sum + (1 - diceScores[c]), 0) / stats.numClasses;
  const names = absent.slice(0, 3).map(c => spec.names[c] ?? `class ${c}`);
  const more = absent.length > names.length ? ` and ${absent.length - names.length} more` : '';
  return {
    code: 'absent-classes',
    severity: 'info',
    role: 'label',
    message:
      `${absent.length} of ${stats.numClasses} classes (${names.join(', ')}${more}) are not in the label and add ` +
      `${Number(added.toPrecision(3))} to the Dice loss.`,
    hint: 'Compare Dice losses only between labels with the same classes, or look at the per-class scores.',
  };
};

export const singlePixel: FindingRule = ({ label, labelName }) =>
  label.codes.length > 1
    ? null
    : {
        code: 'label-single-pixel',
        severity: 'warning',
        role: 'label',
        message: `${labelName} has a single pixel, so every number here is about that pixel alone.`,
        hint: 'Choose a label map, unless this is meant.',
      };
