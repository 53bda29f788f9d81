import { elementReader, memoryArray, type NdArray } from '../formats/ndarray.js';
import type { PredictionView } from './reading.js';

/** What values a prediction holds. */
export interface ValueScan {
  /** Over finite values; Infinity and -Infinity when there is none. */
  min: number;
  max: number;
  finite: number;
  nan: number;
  infinite: number;
  integral: boolean;
  /** False when only a part of a large array was looked at. */
  complete: boolean;
}

/** Arrays up to this size are looked at completely; of larger ones evenly spread runs. */
const COMPLETE = 1 << 22;
const RUN = 1 << 14;

/**
 * What values an array holds. Of a large array only a part is looked at, enough to tell probabilities from logits;
 * NaN and infinities are then counted by the pass itself.
 */
export function scanValues(array: NdArray): ValueScan {
  const scan: ValueScan = {
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    finite: 0,
    nan: 0,
    infinite: 0,
    integral: true,
    complete: array.length <= COMPLETE,
  };
  if (scan.complete) {
    scanRun(array, 0, array.length, scan);
    return scan;
  }
  const runs = COMPLETE / RUN;
  const step = Math.floor((array.length - RUN) / (runs - 1));
  for (let k = 0; k < runs; k++) {
    scanRun(array, k * step, RUN, scan);
  }
  return scan;
}

function scanRun(array: NdArray, start: number, count: number, scan: ValueScan): void {
  const block = memoryArray(array, array.block(start, count));
  const read = elementReader(block);
  for (let k = 0; k < count; k++) {
    const value = read(k);
    if (Number.isFinite(value)) {
      scan.finite++;
      scan.min = Math.min(scan.min, value);
      scan.max = Math.max(scan.max, value);
      scan.integral = scan.integral && value === Math.trunc(value);
    } else if (Number.isNaN(value)) {
      scan.nan++;
    } else {
      scan.infinite++;
    }
  }
}

const SAMPLED_PIXELS = 4096;
export const CHANNEL_SUM_TOLERANCE = 1e-3;

type Channels = Pick<PredictionView, 'array' | 'samples' | 'channels' | 'height' | 'width' | 'strides'>;

/** Smallest and largest channel sum over evenly spread pixels: up to 4096, or 256 of a streamed array. */
export function channelSums(view: Channels): [min: number, max: number] {
  const { array } = view;
  const read = array.streamed
    ? (index: number) => elementReader(memoryArray(array, array.block(index, 1)))(0)
    : elementReader(array);
  const { sample, channel, row, column } = view.strides;
  const pixels = view.samples * view.height * view.width;
  const step = Math.max(1, Math.floor(pixels / (array.streamed ? SAMPLED_PIXELS / 16 : SAMPLED_PIXELS)));
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let pixel = 0; pixel < pixels; pixel += step) {
    const x = pixel % view.width;
    const y = Math.floor(pixel / view.width) % view.height;
    const n = Math.floor(pixel / (view.width * view.height));
    let sum = 0;
    for (let c = 0; c < view.channels; c++) {
      sum += read(n * sample + c * channel + y * row + x * column);
    }
    min = Math.min(min, sum);
    max = Math.max(max, sum);
  }
  return [min, max];
}

/** "channel sums 1 ± 0.001", or their range where they are no distribution. */
export function channelSumEvidence(view: Channels): string {
  const [min, max] = channelSums(view);
  return sumsToOne([min, max])
    ? `channel sums 1 ± ${CHANNEL_SUM_TOLERANCE}`
    : `channel sums ${min.toPrecision(3)} to ${max.toPrecision(3)}`;
}

export function sumsToOne([min, max]: [number, number]): boolean {
  return Math.abs(min - 1) <= CHANNEL_SUM_TOLERANCE && Math.abs(max - 1) <= CHANNEL_SUM_TOLERANCE;
}
