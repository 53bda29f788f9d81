import type { FindingRule } from './types.js';
import { countWithShare } from './words.js';

/** Colours of no class that were given away, because the user said so: an edge blend may have become a third class. */
export const coloursMoved: FindingRule = ({ label, labelName, stats }) =>
  label.moved === 0
    ? null
    : {
        code: 'label-colours-moved',
        severity: 'info',
        role: 'label',
        message:
          `${countWithShare(label.moved, stats.pixels)} of ${labelName} are in a colour of no class and were given to ` +
          'the class of the nearest colour.',
        hint: 'Save class ids, or label pictures without smoothed edges, to rule out wrong classes there.',
      };
