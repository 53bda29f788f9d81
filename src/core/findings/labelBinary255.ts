import type { FindingRule } from './types.js';
import { countWithShare, percent } from './words.js';

/** Void at a border covers less; the object of a mask covers more. */
const TELLING = 0.01;

/** A label of 0 and 255 alone whose 255 is not counted: a mask's objects, unless it really is void. */
export const labelBinary255: FindingRule = ({ values, stats, spec, labelName }) => {
  const pixels = values?.get(255) ?? 0;
  const only = [...(values?.keys() ?? [])].every(value => value === 0 || value === 255);
  const others = stats.valid - stats.label[0];
  if (!only || pixels < TELLING * stats.pixels || others > 0 || stats.valid > stats.pixels - pixels) {
    return null;
  }
  const two = stats.numClasses === 2;
  return {
    code: 'label-binary-255',
    severity: 'warning',
    role: 'label',
    message:
      `${labelName} holds 0 and 255 only, as masks do, but 255 is not counted and there are ${stats.numClasses} classes: ` +
      `${countWithShare(pixels, stats.pixels)} are left out, and ${percent(stats.valid / stats.pixels)} are class 0.`,
    hint: two
      ? 'Set segmentationLoss.label.encoding to binary255 (--encoding binary255) if 255 is class 1.'
      : 'Choose the label of this model, unless 255 means "ignore" here.',
    evidence: { pixels, classes: stats.numClasses, ignored: spec.ignoreValues.join(',') },
    ...(two ? { fix: { setting: 'segmentationLoss.label.encoding', value: 'binary255' } } : {}),
  };
};
