import type { NdArray } from '../formats/ndarray.js';
import type { Axes } from './layout.js';
import { rowReader } from './rowReader.js';
import type { Steps } from './steps.js';

/**
 * The channels at evenly spread pixels: square grids of `side` × `side` points over up to four samples. Enough to tell
 * what kind of values a prediction holds, and which way up it lies, at the cost of a few rows.
 */
export interface SampleGrid {
  side: number;
  /** The samples looked at. */
  samples: number[];
  points: number;
  channels: number;
  /** values[c * points + k]; k counts samples, rows and columns. */
  values: Float64Array;
}

const SIDE = 64;
/** Rows of a streamed array are reads of the file. */
const STREAMED_SIDE = 40;
const MAX_VALUES = 1 << 20;

/** Where grid line k of `side` lies on an axis. */
function gridPosition(k: number, side: number, length: number): number {
  return Math.floor(((k + 0.5) * length) / side);
}

/** The pixel of a batch of maps that point k of a grid lies on. */
export function gridPixel(
  k: number,
  side: number,
  samples: readonly number[],
  { height, width }: { height: number; width: number },
): { n: number; y: number; x: number } {
  return {
    n: samples[Math.floor(k / (side * side))],
    y: gridPosition(Math.floor(k / side) % side, side, height),
    x: gridPosition(k % side, side, width),
  };
}

export function* sampleGrid(array: NdArray, axes: Axes): Steps<SampleGrid> {
  const { channels, width, height } = axes;
  const several = axes.samples >= 4;
  const samples = several
    ? [0, 1, 2, 3].map(k => gridPosition(k, 4, axes.samples))
    : [gridPosition(0, 1, axes.samples)];
  const budget = Math.floor(Math.sqrt(MAX_VALUES / channels / samples.length));
  const wanted = array.streamed ? STREAMED_SIDE : SIDE;
  const side = Math.max(1, Math.min(several ? wanted / 2 : wanted, budget));
  const points = samples.length * side * side;
  const values = new Float64Array(channels * points);
  const read = rowReader(array, axes);
  const row = new Float64Array(channels * width);
  let last = '';
  for (let at = 0; at < points; at += side) {
    const line = at / side;
    const sample = samples[Math.floor(line / side)];
    const y = gridPosition(line % side, side, height);
    if (last !== `${sample} ${y}`) {
      read(sample, y, row);
      last = `${sample} ${y}`;
    }
    for (let c = 0; c < channels; c++) {
      for (let k = 0; k < side; k++) {
        values[c * points + at + k] = row[c * width + gridPosition(k, side, width)];
      }
    }
    yield at / points;
  }
  return { side, samples, points, channels, values };
}

export const CHANNEL_SUM_TOLERANCE = 1e-3;

/** Smallest and largest channel sum over the grid, of values put through `of`; points without a sum are left out. */
export function channelSums(
  { points, channels, values }: SampleGrid,
  of = (v: number) => v,
): [min: number, max: number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let k = 0; k < points; k++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      sum += of(values[c * points + k]);
    }
    if (Number.isFinite(sum)) {
      min = Math.min(min, sum);
      max = Math.max(max, sum);
    }
  }
  return [min, max];
}

export function sumsToOne([min, max]: [number, number]): boolean {
  return Math.abs(min - 1) <= CHANNEL_SUM_TOLERANCE && Math.abs(max - 1) <= CHANNEL_SUM_TOLERANCE;
}
