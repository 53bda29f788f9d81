import { InspectionError } from '../errors.js';
import { elementReader } from '../formats/ndarray.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import type { Steps } from '../inspection/steps.js';
import type { ClassSpec } from './classSpec.js';
import { runsOf } from './geometry.js';
import { mapped } from './remap.js';
import { colourPacker, type LabelSurvey, tooManyValues } from './survey.js';

/** What every stored value or packed colour means: a class id or IGNORED_CODE. */
export interface CodeTable {
  codes: ReadonlyMap<number, number>;
  /** Values outside the classes that are not ignored by any rule, with pixel counts; they are coded as ignored. */
  outOfRange: Map<number, number>;
  /** For colours that were not counted one by one. */
  other?: (colour: number) => number;
  /** Pixels whose colour was no class's and that became the nearest class colour. */
  moved: number;
}

export type ValueRules = Pick<ClassSpec, 'ignoreValues' | 'reduceZeroLabel' | 'remap'>;

/** Distinct out-of-range ids that are listed; a label with more is no label. */
const MAX_DISTINCT = 1024;

/**
 * Class ids of stored values. In order: the remap; else the zero reduction; then values that are ignored; ids at or
 * above C are ignored, as the origin's loader does, and listed. Throws label-negative and label-not-ids.
 */
export function valueCodes(
  values: ReadonlyMap<number, number>,
  rules: ValueRules,
  numClasses: number,
  name: string,
): CodeTable {
  const codes = new Map<number, number>();
  const outOfRange = new Map<number, number>();
  for (const [stored, count] of values) {
    const id = classOf(stored, rules);
    if (id === null || (id >= 0 && id < numClasses)) {
      codes.set(stored, id ?? IGNORED_CODE);
      continue;
    }
    if (id < 0) {
      throw new InspectionError(
        'label-negative',
        `${name} holds the negative id ${stored}, which is no class and not the ignore value.`,
        'Set segmentationLoss.ignoreIndex (--ignore-index) to it if it means "ignore".',
      );
    }
    codes.set(stored, IGNORED_CODE);
    outOfRange.set(stored, count);
    if (outOfRange.size > MAX_DISTINCT) {
      throw tooManyValues(outOfRange.size, name);
    }
  }
  return { codes, outOfRange, moved: 0 };
}

/** The class id a stored value stands for, which may be outside the classes; null where it is not counted. */
export function classOf(stored: number, { ignoreValues, reduceZeroLabel, remap }: ValueRules): number | null {
  if (remap) {
    const target = mapped(remap, stored);
    if (target !== undefined) {
      return target === 'ignore' || ignoreValues.includes(target) ? null : target;
    }
    // What the table does not list is no class, whatever its number.
    return ignoreValues.includes(stored) ? null : Number.POSITIVE_INFINITY;
  }
  if (reduceZeroLabel && (stored === 0 || stored === 255)) {
    return null;
  }
  const id = reduceZeroLabel ? stored - 1 : stored;
  return ignoreValues.includes(id) ? null : id;
}

/** The codes of every pixel. */
export function* codePixels(survey: LabelSurvey, table: CodeTable): Steps<Uint16Array> {
  const { array, geometry, pixels } = survey;
  const out = new Uint16Array(pixels);
  if (array.colour) {
    yield* codeColours(survey, table, out);
    return out;
  }
  const narrow = /^(bool|u?int(8|16))$/.test(array.dtype);
  const lookup = narrow ? lookupTable(table) : null;
  const identity = [...table.codes].every(([stored, code]) => stored === code);
  const { data } = array;
  for (const { start, step, count, pixel } of runsOf(array, geometry)) {
    if (identity && narrow && step === 1) {
      out.set(data.subarray(start, start + count), pixel);
    } else if (lookup) {
      for (let k = 0, at = start; k < count; k++, at += step) {
        out[pixel + k] = lookup[data[at] & 0xffff];
      }
    } else {
      codeWide(survey, table, out, start, step, count, pixel);
    }
    yield (pixel + count) / pixels;
  }
  return out;
}

function lookupTable({ codes }: CodeTable): Uint16Array {
  const lookup = new Uint16Array(1 << 16);
  for (const [stored, code] of codes) {
    lookup[stored & 0xffff] = code;
  }
  return lookup;
}

function codeWide(
  { array }: LabelSurvey,
  { codes }: CodeTable,
  out: Uint16Array,
  start: number,
  step: number,
  count: number,
  pixel: number,
): void {
  const read = elementReader(array);
  let [last, code] = [Number.NaN, IGNORED_CODE];
  for (let k = 0, at = start; k < count; k++, at += step) {
    const value = read(at);
    if (value !== last) {
      [last, code] = [value, codes.get(value) as number];
    }
    out[pixel + k] = code;
  }
}

function* codeColours(survey: LabelSurvey, { codes, other }: CodeTable, out: Uint16Array): Steps<void> {
  const pack = colourPacker(survey.array);
  let [last, code] = [Number.NaN, IGNORED_CODE];
  for (const { start, step, count, pixel } of runsOf(survey.array, survey.geometry)) {
    for (let k = 0, at = start; k < count; k++, at += step) {
      const colour = pack(at);
      if (colour !== last) {
        [last, code] = [colour, codes.get(colour) ?? other?.(colour) ?? IGNORED_CODE];
      }
      out[pixel + k] = code;
    }
    yield (pixel + count) / survey.pixels;
  }
}
