import { InspectionError } from '../errors.js';
import { elementReader, type NdArray } from '../formats/ndarray.js';
import type { Steps } from '../inspection/steps.js';
import { type LabelGeometry, labelGeometry, runsOf } from './geometry.js';
import type { Rgb } from './palette.js';

/** What a label holds, before anything is said about what it means. */
export interface LabelSurvey {
  array: NdArray;
  name: string;
  geometry: LabelGeometry;
  pixels: number;
  /** Stored values with their pixel counts, in increasing order; of a colour picture only where all of it is grey. */
  values: ReadonlyMap<number, number> | null;
  /** Colours as packed by `packColour` with their pixel counts; null for an array without colours. */
  colours: ReadonlyMap<number, number> | null;
  /** Pixels in colours met after MAX_COLOURS others: such a picture is a photo, or anti-aliased all over. */
  otherColours: number;
}

/** Colours that are counted one by one. */
const MAX_COLOURS = 1 << 16;
/** Values outside 0..65535 that are counted one by one; a label with more is no label. */
const MAX_VALUES = 1 << 16;

/** Stands for every pixel that is not fully opaque. */
export const TRANSPARENT = -1;

/** Counts the values or colours of a label. Throws label-empty, label-is-prediction, label-not-integer, label-not-ids. */
export function* surveyLabel(array: NdArray, name: string): Steps<LabelSurvey> {
  const geometry = labelGeometry(array, name);
  const pixels = geometry.samples * geometry.height * geometry.width;
  const survey = { array, name, geometry, pixels, values: null, colours: null, otherColours: 0 };
  if (array.colour) {
    return { ...survey, ...(yield* countColours(array, geometry)) };
  }
  const narrow = /^(bool|u?int(8|16))$/.test(array.dtype);
  const values = narrow ? yield* countNarrow(array, geometry) : yield* countWide(array, geometry, name);
  return { ...survey, values: new Map([...values].sort(([a], [b]) => a - b)) };
}

/** Values of up to 16 bits: one counter each, signed ones by their bit pattern. */
function* countNarrow(array: NdArray, geometry: LabelGeometry): Steps<Map<number, number>> {
  const { data } = array;
  const counts = new Uint32Array(1 << 16);
  let done = 0;
  for (const { start, step, count } of runsOf(array, geometry)) {
    for (let k = 0, at = start; k < count; k++, at += step) {
      counts[data[at] & 0xffff]++;
    }
    done += count;
    yield done / array.length;
  }
  const signed = array.dtype.startsWith('int');
  const values = new Map<number, number>();
  counts.forEach((count, bits) => {
    if (count > 0) {
      values.set(signed && bits > 0x7fff ? bits - 0x10000 : bits, count);
    }
  });
  return values;
}

/** Values of any width, which must be whole numbers. Labels have long runs of one value, so runs are counted. */
function* countWide(array: NdArray, geometry: LabelGeometry, name: string): Steps<Map<number, number>> {
  const read = elementReader(array);
  const values = new Map<number, number>();
  let [last, seen, done] = [Number.NaN, 0, 0];
  const flush = () => {
    if (seen > 0) {
      values.set(last, (values.get(last) ?? 0) + seen);
    }
  };
  for (const { start, step, count } of runsOf(array, geometry)) {
    for (let k = 0, at = start; k < count; k++, at += step) {
      const value = read(at);
      if (value === last) {
        seen++;
        continue;
      }
      if (!Number.isInteger(value)) {
        throw notAnInteger(value, name);
      }
      flush();
      [last, seen] = [value, 1];
      if (values.size > MAX_VALUES) {
        throw tooManyValues(values.size, name);
      }
    }
    done += count;
    yield done / array.length;
  }
  flush();
  return values;
}

type Colours = Pick<LabelSurvey, 'values' | 'colours' | 'otherColours'>;

function* countColours(array: NdArray, geometry: LabelGeometry): Steps<Colours> {
  const pack = colourPacker(array);
  const colours = new Map<number, number>();
  const pixels = geometry.samples * geometry.height * geometry.width;
  let [last, seen, done, otherColours] = [Number.NaN, 0, 0, 0];
  const flush = () => {
    const known = colours.get(last);
    if (known !== undefined || colours.size < MAX_COLOURS || last === TRANSPARENT) {
      colours.set(last, (known ?? 0) + seen);
    } else {
      otherColours += seen;
    }
  };
  for (const { start, step, count } of runsOf(array, geometry)) {
    for (let k = 0, at = start; k < count; k++, at += step) {
      const colour = pack(at);
      if (colour === last) {
        seen++;
        continue;
      }
      if (seen > 0) {
        flush();
      }
      [last, seen] = [colour, 1];
    }
    done += count;
    yield done / pixels;
  }
  flush();
  return { colours, otherColours, values: otherColours > 0 ? null : greyValues(colours, depthOf(array)) };
}

/** The ids of a label whose colours are all grey; null where one is not. */
function greyValues(colours: ReadonlyMap<number, number>, depth: number): Map<number, number> | null {
  const values: [number, number][] = [];
  for (const [packed, count] of colours) {
    const [r, g, b] = unpackColour(packed, depth);
    if (packed === TRANSPARENT || r !== g || g !== b) {
      return null;
    }
    values.push([r, count]);
  }
  return new Map(values.sort(([a], [b]) => a - b));
}

/** Steps of a colour sample: 256 for 8 bits, 65536 for 16. */
export function depthOf(array: NdArray): number {
  return array.dtype === 'uint16' ? 1 << 16 : 1 << 8;
}

export function packColour([r, g, b]: Rgb, depth: number): number {
  return (r * depth + g) * depth + b;
}

export function unpackColour(packed: number, depth: number): Rgb {
  return [Math.floor(packed / (depth * depth)), Math.floor(packed / depth) % depth, packed % depth];
}

/** The packed colour of the pixel whose red sample is at an element. */
export function colourPacker(array: NdArray): (element: number) => number {
  const { data } = array;
  const depth = depthOf(array);
  const dc = array.strides[array.strides.length - 1];
  if (array.colour === 'rgba') {
    const opaque = depth - 1;
    return at =>
      data[at + 3 * dc] === opaque ? (data[at] * depth + data[at + dc]) * depth + data[at + 2 * dc] : TRANSPARENT;
  }
  return at => (data[at] * depth + data[at + dc]) * depth + data[at + 2 * dc];
}

function notAnInteger(value: number, name: string): InspectionError {
  return new InspectionError(
    'label-not-integer',
    `${name} holds the value ${value}: a label has whole class ids.`,
    'Choose the label file; if this is the prediction, swap the two.',
  );
}

export function tooManyValues(count: number, name: string): InspectionError {
  return new InspectionError(
    'label-not-ids',
    `${name} holds more than ${count - 1} different values outside the classes, so it is not a map of class ids.`,
    'Choose the label file; a 16-bit picture or depth map is not a label.',
  );
}
