import { describeArray, elementReader, memoryArray, type NdArray } from '../formats/ndarray.js';
import { jsonNumber } from '../inspection/jsonNumber.js';
import type { ReportNumber } from '../inspection/report.js';

/** What an array holds, all elements counted. */
export interface ArraySummary {
  /** "19×1024×2048 float32" */
  description: string;
  shape: number[];
  dtype: string;
  /** Axis names where the format knows them. */
  axes: string[] | null;
  elements: number;
  nan: number;
  infinite: number;
  /** Over the finite elements; null where there are none. */
  min: ReportNumber | null;
  max: ReportNumber | null;
  mean: ReportNumber | null;
  standardDeviation: ReportNumber | null;
  /** Values and how often each occurs, for whole numbers of few kinds; else null. */
  values: [value: number, count: number][] | null;
  /** Counts of finite elements in equal steps from min to max. */
  histogram: Float64Array;
}

export const HISTOGRAM_BINS = 128;
/** Class ids: more kinds of values than this are no list to read. */
const MOST_VALUES = 64;
const BLOCK = 1 << 18;

/** Looks at every element twice, block by block, so that memory does not grow with the array. */
export async function summarise(array: NdArray, pause: (share: number) => Promise<void>): Promise<ArraySummary> {
  const found = { nan: 0, infinite: 0, finite: 0, min: Infinity, max: -Infinity, mean: 0, squares: 0 };
  let values: Map<number, number> | null = new Map();
  await eachBlock(
    array,
    share => pause(share / 2),
    value => {
      if (!Number.isFinite(value)) {
        Number.isNaN(value) ? found.nan++ : found.infinite++;
        return;
      }
      found.finite++;
      found.min = Math.min(found.min, value);
      found.max = Math.max(found.max, value);
      // Welford's way: no cancellation, whatever the offset of the values.
      const difference = value - found.mean;
      found.mean += difference / found.finite;
      found.squares += difference * (value - found.mean);
      if (values) {
        values.set(value, (values.get(value) ?? 0) + 1);
        values = Number.isInteger(value) && values.size <= MOST_VALUES ? values : null;
      }
    },
  );
  const histogram = new Float64Array(HISTOGRAM_BINS);
  const scale = found.max > found.min ? HISTOGRAM_BINS / (found.max - found.min) : 0;
  await eachBlock(
    array,
    share => pause(0.5 + share / 2),
    value => {
      if (Number.isFinite(value)) {
        histogram[Math.min(HISTOGRAM_BINS - 1, Math.floor((value - found.min) * scale))]++;
      }
    },
  );
  const known = (value: number) => (found.finite > 0 ? jsonNumber(value) : null);
  return {
    description: describeArray(array),
    shape: [...array.shape],
    dtype: array.dtype,
    axes: array.axes ? [...array.axes] : null,
    elements: array.length,
    nan: found.nan,
    infinite: found.infinite,
    min: known(found.min),
    max: known(found.max),
    mean: known(found.mean),
    standardDeviation: known(Math.sqrt(found.squares / found.finite)),
    values: values && found.finite > 0 ? [...values].sort((a, b) => a[0] - b[0]) : null,
    histogram,
  };
}

async function eachBlock(
  array: NdArray,
  pause: (share: number) => Promise<void>,
  visit: (value: number) => void,
): Promise<void> {
  let since = performance.now();
  for (let start = 0; start < array.length; start += BLOCK) {
    const count = Math.min(BLOCK, array.length - start);
    const read = elementReader(memoryArray(array, array.block(start, count)));
    for (let k = 0; k < count; k++) {
      visit(read(k));
    }
    if (performance.now() - since > 40) {
      await pause((start + count) / array.length);
      since = performance.now();
    }
  }
}
