import { elementReader, type NdArray } from '../formats/ndarray.js';
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
}

/** One pass over all elements. */
export function scanValues(array: NdArray): ValueScan {
  const read = elementReader(array);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [nan, infinite, integral] = [0, 0, true];
  const { length } = array.data;
  for (let k = 0; k < length; k++) {
    const value = read(k);
    if (!Number.isFinite(value)) {
      if (Number.isNaN(value)) {
        nan++;
      } else {
        infinite++;
      }
      continue;
    }
    if (value < min) {
      min = value;
    }
    if (value > max) {
      max = value;
    }
    if (integral && value !== Math.trunc(value)) {
      integral = false;
    }
  }
  return { min, max, finite: length - nan - infinite, nan, infinite, integral };
}

const SAMPLED_PIXELS = 4096;
export const CHANNEL_SUM_TOLERANCE = 1e-3;

type Channels = Pick<PredictionView, 'array' | 'samples' | 'channels' | 'height' | 'width' | 'strides'>;

/** Smallest and largest channel sum over up to 4096 evenly spread pixels. */
export function channelSums(view: Channels): [min: number, max: number] {
  const read = elementReader(view.array);
  const { sample, channel, row, column } = view.strides;
  const pixels = view.samples * view.height * view.width;
  const step = Math.max(1, Math.floor(pixels / SAMPLED_PIXELS));
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
