import type { FindingRule } from './types.js';

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
