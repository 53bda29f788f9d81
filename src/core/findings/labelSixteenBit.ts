import type { FindingRule } from './types.js';
import { countWithShare, totalCount } from './words.js';

/**
 * Sixteen-bit labels whose class is not the value: 8-bit ids widened by 256 or 257, or class × 256 + instance
 * (Mapillary, Cityscapes instances × 1000 are not meant).
 */
export const labelSixteenBit: FindingRule = ({ values, label, labelName, stats, spec }) => {
  const found = [...(values?.keys() ?? [])].filter(value => value !== 0 && value !== 65535);
  const wide = found.filter(value => label.outOfRange.has(value));
  if (wide.length === 0 || wide.length < found.length || found.some(value => value < 256)) {
    return null;
  }
  const classes = (divisor: number) => found.map(value => Math.floor(value / divisor));
  const fits = (ids: number[]) => ids.every(id => id < stats.numClasses || spec.ignoreValues.includes(id));
  const divisor = [257, 256].find(by => found.every(value => value % by === 0));
  const instances = divisor === undefined && fits(classes(256));
  if (!instances && (divisor === undefined || !fits(classes(divisor)))) {
    return null;
  }
  const pixels = countWithShare(totalCount(label.outOfRange), stats.pixels);
  return {
    code: 'label-sixteen-bit',
    severity: 'error',
    role: 'label',
    message: instances
      ? `${labelName} has 16-bit values such as ${found[0]}, which are class × 256 + instance: ${pixels} count as ignored.`
      : `Every value of ${labelName} is a multiple of ${divisor}, as when 8-bit ids are widened to 16 bits: ${pixels} ` +
        'count as ignored.',
    hint: 'Set segmentationLoss.label.encoding to instance256 (--encoding instance256): the class is the upper byte.',
    evidence: { divisor: divisor ?? 256, example: found[0] },
    fix: { setting: 'segmentationLoss.label.encoding', value: 'instance256' },
  };
};
