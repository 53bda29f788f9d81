import { type ClassSpec, makeClassSpec } from '../labels/classSpec.js';
import { classOf } from '../labels/codes.js';
import type { LabelProposal } from '../labels/inference/types.js';
import { type Agreement, agreement } from './gridAgreement.js';
import { CLEAR, GOOD } from './labelFlipped.js';
import type { FindingRule } from './types.js';
import { percent } from './words.js';

/** What no class has, so that it agrees with nothing and does not count. */
const NOT_COUNTED = 0xffff;

/**
 * Another reading of the label's values fits the prediction far better: label ids where train ids are wanted, a 0/255
 * mask whose 255 is ignored, another data set's order. Judged like labelFlipped.
 */
export const labelOtherReading: FindingRule = ({ grid, valuesOnGrid, proposals, spec, labelName }) => {
  if (!grid || !valuesOnGrid) {
    return null;
  }
  const asIs = agreement(grid.label, grid.predicted, grid.classes);
  for (const proposal of proposals) {
    const { preset, encoding } = proposal.options;
    const classAt = preset || encoding === 'binary255' ? readingOf(proposal, spec) : null;
    const read = classAt && agreement(valuesOnGrid.map(classAt), grid.predicted, grid.classes);
    // Where the label as it is has next to no pixel that counts, there is no agreement to compare with.
    if (read && read.kappa >= GOOD && !(asIs.kappa > read.kappa - CLEAR)) {
      const setting = preset
        ? { setting: 'segmentationLoss.classes.preset', value: preset }
        : { setting: 'segmentationLoss.label.encoding', value: 'binary255' };
      const now = asItIs(asIs, read);
      return {
        code: preset === 'cityscapes-labelIds' ? 'label-ids-for-train-ids' : 'label-other-reading',
        severity: 'error',
        role: 'label',
        message:
          `${labelName} fits the prediction far better read so: ${proposal.title}. ${percent(read.accuracy)} of the ` +
          `pixels are then predicted right, as it is ${now}: the loss compares with other classes than were meant.`,
        hint: `Set ${setting.setting} to ${setting.value} (${preset ? `--preset ${preset}` : '--encoding binary255'}).`,
        evidence: { accuracy: asIs.accuracy || 0, accuracyRead: read.accuracy, kappaRead: read.kappa },
        fix: setting,
      };
    }
  }
  return null;
};

/** Right ones among all that the other reading counts: what is left out is not predicted right either. */
function asItIs(asIs: Agreement, read: Agreement): string {
  const right = asIs.points > 0 ? asIs.accuracy * asIs.points : 0;
  const out = 1 - asIs.points / read.points;
  return `${percent(right / read.points)}${out > 0 ? ` and ${percent(out)} are left out` : ''}`;
}

function readingOf({ options }: LabelProposal, spec: ClassSpec): (stored: number) => number {
  if (options.encoding === 'binary255') {
    return stored => (stored === 255 ? 1 : stored);
  }
  const other = options.preset ? makeClassSpec({ preset: options.preset }) : spec;
  return stored => {
    const id = classOf(stored, other);
    return id !== null && id >= 0 && id < NOT_COUNTED ? id : NOT_COUNTED;
  };
}
