import type { Rgb } from '../labels/palette.js';
import { defaultColor } from '../labels/palette.js';
import { countWithShare, type FindingRule, listIds, totalCount } from './types.js';

/** What is left of a colour when a picture is made grey or one of its channels is taken. */
const REDUCTIONS: readonly [words: string, of: (color: Rgb) => number][] = [
  // Pillow's convert('L'), in its own integers.
  ['brightness', ([r, g, b]) => (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16],
  ['red', ([r]) => r],
  ['green', ([, g]) => g],
  ['blue', ([, , b]) => b],
];

/** Two values may be ids that happen to be a colour's; three hardly. */
const TELLING = 2;
const VOID: Rgb = [224, 224, 192];

/**
 * Values that are the brightness, or one channel, of the class colours: a palette PNG was opened as a picture and saved
 * as grey, so the ids are gone.
 */
export const labelPaletteAsIds: FindingRule = ({ values, label, labelName, stats, spec }) => {
  const found = [...(values?.keys() ?? [])].filter(value => value !== 0 && value !== 255);
  const outside = found.filter(value => label.outOfRange.has(value));
  if (outside.length < TELLING || outside.length * 2 < found.length) {
    return null;
  }
  const colors = Array.from({ length: stats.numClasses }, (_, id) => spec.colors[id] ?? defaultColor(id));
  for (const [words, of] of REDUCTIONS) {
    const left = new Set([...colors, VOID].map(of));
    if (found.every(value => left.has(value))) {
      return {
        code: 'label-palette-as-ids',
        severity: 'error',
        role: 'label',
        message:
          `${labelName} has the values ${listIds(label.outOfRange)}, each the ${words} of a class colour: a palette ` +
          `picture was saved as grey, so ${countWithShare(totalCount(label.outOfRange), stats.pixels)} count as ignored.`,
        hint: 'Take the original palette PNG as label, or read it by index: np.array(Image.open(path)) without convert().',
        evidence: { reduction: words, values: found.length },
      };
    }
  }
  return null;
};
