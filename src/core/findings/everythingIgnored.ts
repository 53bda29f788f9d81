import { ignoreText } from '../labels/classSpec.js';
import type { FindingRule } from './types.js';

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
