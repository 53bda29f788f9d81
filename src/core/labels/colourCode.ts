import { InspectionError } from '../errors.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import { countWithShare } from '../words.js';
import { type ClassSpec, className } from './classSpec.js';
import { colourText, listColours } from './describeColours.js';
import type { EncodedTable } from './encodings/types.js';
import { parseColor, type Rgb } from './palette.js';
import { depthOf, type LabelSurvey, packColour, TRANSPARENT, unpackColour } from './survey.js';

/** What the colours of a class list mean, by 24-bit colour. */
export interface ColourKey {
  codes: Map<number, number>;
  /** Colours that several classes share, with the classes. */
  shared: Map<number, number[]>;
}

/** Class colours, colours that are not counted, and what a remap says of colours, which wins. */
export function colourKey(spec: ClassSpec, numClasses: number): ColourKey {
  const codes = new Map<number, number>();
  const shared = new Map<number, number[]>();
  const add = (color: Rgb, code: number) => {
    const packed = packColour(color, 256);
    const known = codes.get(packed);
    if (known !== undefined && known !== code) {
      shared.set(packed, [...(shared.get(packed) ?? [known]), code]);
    } else {
      codes.set(packed, code);
    }
  };
  spec.colors.forEach((color, id) => {
    const ignored = spec.ignoreValues.includes(id);
    // A list may end with the colour of void: that of the ignore value.
    if (color && (ignored || id < numClasses)) {
      add(color, ignored ? IGNORED_CODE : id);
    }
  });
  for (const color of spec.ignoreColors) {
    // Black as void gives way to a class that is black.
    if (!codes.has(packColour(color, 256))) {
      add(color, IGNORED_CODE);
    }
  }
  for (const [stored, target] of Object.entries(spec.remap ?? {})) {
    const color = parseColor(stored);
    if (color) {
      const packed = packColour(color, 256);
      codes.set(packed, target === 'ignore' || spec.ignoreValues.includes(target) ? IGNORED_CODE : target);
      shared.delete(packed);
    }
  }
  return { codes, shared };
}

/** Pixels whose colour is no class's, exactly: what a reading by these colours leaves unexplained. */
export function unmatchedPixels(survey: LabelSurvey, key: ColourKey): number {
  const depth = depthOf(survey.array);
  let count = survey.otherColours;
  for (const [packed, pixels] of survey.colours as ReadonlyMap<number, number>) {
    count += exactCode(packed, depth, key) === undefined ? pixels : 0;
  }
  return count;
}

/**
 * Classes by exact colour. Colours of no class are refused, since an anti-aliased edge between classes 1 and 3 may look
 * like class 2, unless the nearest colour was asked for, or the dataset itself says to cut its samples at a threshold.
 * Throws label-colours-unknown, label-colours-unmatched, label-colours-shared.
 */
export function colourCode(survey: LabelSurvey, spec: ClassSpec, numClasses: number): EncodedTable {
  const { pixels, otherColours } = survey;
  const colours = survey.colours as ReadonlyMap<number, number>;
  const depth = depthOf(survey.array);
  const key = colourKey(spec, numClasses);
  if (![...key.codes.values()].some(code => code !== IGNORED_CODE)) {
    throw unknownColours(survey);
  }
  refuseShared(survey, key, spec);
  const cut = spec.colourThreshold;
  const nearest = nearestCode(key, depth);
  const codes = new Map<number, number>();
  const unmatched: [number, number][] = [];
  let [cutPixels, moved] = [0, 0];
  for (const [packed, count] of colours) {
    const code = exactCode(packed, depth, key);
    const cutCode = code ?? (cut === null ? undefined : codeAtThreshold(packed, depth, cut, key));
    if (cutCode !== undefined) {
      codes.set(packed, cutCode);
      cutPixels += code === undefined ? count : 0;
    } else if (spec.nearestColour && packed !== TRANSPARENT) {
      codes.set(packed, nearest(packed));
      moved += count;
    } else {
      unmatched.push([packed, count]);
    }
  }
  if (unmatched.length > 0 || (otherColours > 0 && !spec.nearestColour)) {
    throw unmatchedError(survey, unmatched, spec.nearestColour);
  }
  moved += otherColours;
  const evidence = [`${colours.size} ${colours.size === 1 ? 'colour' : 'colours'}: each class has its own`];
  if (cutPixels > 0) {
    evidence.push(
      `${countWithShare(cutPixels, pixels)} in other colours: samples were cut at ${cut}, as the dataset says`,
    );
  }
  if (moved > 0) {
    evidence.push(`${countWithShare(moved, pixels)} in other colours: given to the nearest class colour`);
  }
  return { codes, outOfRange: new Map(), moved, evidence, ...(otherColours > 0 && { other: nearest }) };
}

function exactCode(packed: number, depth: number, { codes }: ColourKey): number | undefined {
  const colour = exact(packed, depth);
  return colour === null ? undefined : codes.get(colour);
}

/** The 24-bit colour of a packed one; null for one that 8 bits cannot tell. */
function exact(packed: number, depth: number): number | null {
  if (packed === TRANSPARENT || depth === 256) {
    return packed === TRANSPARENT ? null : packed;
  }
  const samples = unpackColour(packed, depth);
  return samples.every(sample => sample % 257 === 0)
    ? packColour(samples.map(sample => sample / 257) as Rgb, 256)
    : null;
}

/** Samples below the threshold are 0, the others 255. */
function codeAtThreshold(packed: number, depth: number, cut: number, { codes }: ColourKey): number | undefined {
  if (packed === TRANSPARENT) {
    return undefined;
  }
  const bytes = unpackColour(packed, depth).map(sample => ((sample * 256) / depth >= cut ? 255 : 0)) as Rgb;
  return codes.get(packColour(bytes, 256));
}

/** Code of the class colour at the least squared distance in RGB; of equally near ones the first in the class list. */
function nearestCode({ codes }: ColourKey, depth: number): (packed: number) => number {
  const candidates = [...codes].map(([colour, code]) => [unpackColour(colour, 256), code] as const);
  const scale = depth === 256 ? 1 : 257;
  return packed => {
    const sample = unpackColour(packed, depth);
    let [best, least] = [IGNORED_CODE, Number.POSITIVE_INFINITY];
    for (const [colour, code] of candidates) {
      const distance = colour.reduce((sum, value, k) => sum + (value - sample[k] / scale) ** 2, 0);
      if (distance < least) {
        [best, least] = [code, distance];
      }
    }
    return best;
  };
}

function refuseShared(survey: LabelSurvey, { shared }: ColourKey, spec: ClassSpec): void {
  const depth = depthOf(survey.array);
  for (const [packed, count] of survey.colours as ReadonlyMap<number, number>) {
    const classes = shared.get(exact(packed, depth) ?? Number.NaN);
    if (classes) {
      const names = classes.map(id => (id === IGNORED_CODE ? 'void' : `${id} (${className(spec, id)})`));
      throw new InspectionError(
        'label-colours-shared',
        `${survey.name} has the colour ${colourText(packed, depth)} at ${countWithShare(count, survey.pixels)}, which the ` +
          `classes ${names.join(' and ')} share.`,
        'Give the classes different colours, or a remap of that colour to the class that is meant (--remap).',
      );
    }
  }
}

/** Edges of a label are mixed of a few hundred colours at most. */
const MANY_COLOURS = 4096;
const PHOTO = 'Choose the label: a picture of so many colours is a photograph.';

function isPhoto({ colours, otherColours }: LabelSurvey): boolean {
  return otherColours > 0 || (colours?.size ?? 0) > MANY_COLOURS;
}

/** A colour label whose class colours nobody said. */
function unknownColours(survey: LabelSurvey): InspectionError {
  const { array, colours, name } = survey;
  const found = colours as ReadonlyMap<number, number>;
  return new InspectionError(
    'label-colours-unknown',
    `${name} is a colour picture (${(array.colour ?? 'palette').toUpperCase()}) with ` +
      `${survey.otherColours > 0 ? 'more than ' : ''}${found.size} colours, and no class colours are known; it has most ` +
      `of ${listColours([...found], depthOf(array), survey)}.`,
    isPhoto(survey)
      ? PHOTO
      : 'Name its dataset (--preset), give a class list with colours (--classes, segmentationLoss.classes.colors), or save class ids.',
  );
}

function unmatchedError(survey: LabelSurvey, unmatched: [number, number][], nearest: boolean): InspectionError {
  const { pixels, otherColours } = survey;
  const count = unmatched.reduce((sum, [, n]) => sum + n, otherColours);
  const transparent = unmatched.some(([packed]) => packed === TRANSPARENT);
  return new InspectionError(
    'label-colours-unmatched',
    `${survey.name} has ${countWithShare(count, pixels)} in ${otherColours > 0 ? 'more than ' : ''}${unmatched.length} colours ` +
      `of no class: ${listColours(unmatched, depthOf(survey.array), survey)}.`,
    nearest && transparent
      ? 'Save the label without an alpha channel.'
      : isPhoto(survey)
        ? PHOTO
        : 'Add these colours to the class list, or allow the nearest colour (segmentationLoss.label.nearestColour, ' +
          '--nearest-colour) if they are anti-aliased edges.',
  );
}
