import { type ClassSpec, makeClassSpec } from '../labels/classSpec.js';
import { classOf } from '../labels/codes.js';
import { encodingOf } from '../labels/encodings/registry.js';
import { flagsOf } from '../labels/inference/flags.js';
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
    const classAt = preset || encoding ? readingOf(proposal, spec) : null;
    const read = classAt && agreement(valuesOnGrid.map(classAt), grid.predicted, grid.classes);
    // Where the label as it is has next to no pixel that counts, there is no agreement to compare with.
    if (read && read.kappa >= GOOD && !(asIs.kappa > read.kappa - CLEAR)) {
      const now = asItIs(asIs, read);
      const settings = proposal.fixes.map(({ setting, value }) => `${setting} to ${value}`);
      return {
        code: preset === 'cityscapes-labelIds' && !encoding ? 'label-ids-for-train-ids' : 'label-other-reading',
        severity: 'error',
        role: 'label',
        message:
          `${labelName} fits the prediction far better read so: ${proposal.title}. ${percent(read.accuracy)} of the ` +
          `pixels are then predicted right, as it is ${now}: the loss compares with other classes than were meant.`,
        hint: `Set ${settings.join(' and ')} (${flagsOf(proposal.options)}).`,
        evidence: { accuracy: asIs.accuracy || 0, accuracyRead: read.accuracy, kappaRead: read.kappa },
        ...(proposal.fixes.length === 1 && { fix: proposal.fixes[0] }),
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
  const idOf = options.encoding && encodingOf(options.encoding).idOf;
  const plain = options.encoding === 'binary255' ? { ...spec, ignoreValues: [] } : spec;
  const other = options.preset ? makeClassSpec({ preset: options.preset }) : plain;
  return stored => {
    const id = classOf(idOf ? idOf(stored) : stored, other);
    return id !== null && id >= 0 && id < NOT_COUNTED ? id : NOT_COUNTED;
  };
}
