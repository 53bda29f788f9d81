import type { Rgb } from '../labels/palette.js';
import type { FindingRule } from './types.js';
import { countWithShare, listIds, totalCount } from './words.js';

type Reduction = readonly [words: string, of: (color: Rgb) => number];

/** Pillow's convert('L') in its own integers, which once were cut off and now are rounded. */
const BRIGHTNESS: readonly Reduction[] = [0x8000, 0].map(half => [
  'brightness',
  ([r, g, b]) => (r * 19595 + g * 38470 + b * 7471 + half) >> 16,
]);
const CHANNELS: readonly Reduction[] = [
  ['red', ([r]) => r],
  ['green', ([, g]) => g],
  ['blue', ([, , b]) => b],
];

/** How VOC draws what does not count. */
const VOC_BORDER: Rgb = [224, 224, 192];

/** One value may be an id that happens to be a colour's; two hardly. */
const TELLING = 2;

/** The colour map that Pascal VOC and most tools after it give to index k: its bits, spread over the three channels. */
function vocColor(k: number): Rgb {
  const color: Rgb = [0, 0, 0];
  for (let bit = 0; bit < 24; bit++) {
    color[bit % 3] |= ((k >> bit) & 1) << (7 - Math.floor(bit / 3));
  }
  return color;
}

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
  const own = spec.colors.filter(color => color !== undefined);
  const voc = [...Array.from({ length: stats.numClasses }, (_, id) => vocColor(id)), VOC_BORDER];
  // The single channels of the VOC colours are 64, 128 and 192, which many masks use as they are.
  const ways: [Rgb[], Reduction][] = [...BRIGHTNESS, ...CHANNELS].map(way => [own, way]);
  const reduced = [...ways, ...BRIGHTNESS.map(way => [voc, way] as const)].find(([colors, [, of]]) => {
    const left = new Set(colors.map(of));
    return found.every(value => left.has(value));
  });
  if (!reduced) {
    return null;
  }
  const [, [words]] = reduced;
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
};
