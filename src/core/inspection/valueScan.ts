import { narrowFloatTable } from '../formats/narrowFloats.js';
import type { NdArray } from '../formats/ndarray.js';
import { atOnce, type Steps } from './steps.js';

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
export function* scanSteps(array: NdArray): Steps<ValueScan> {
  const scan: ValueScan = {
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    finite: 0,
    nan: 0,
    infinite: 0,
    integral: true,
    complete: array.length <= COMPLETE,
  };
  const runs = Math.ceil(Math.min(array.length, COMPLETE) / RUN);
  const step = scan.complete ? RUN : Math.floor((array.length - RUN) / (runs - 1));
  for (let k = 0; k < runs; k++) {
    scanRun(array, k * step, Math.min(RUN, array.length - k * step), scan);
    yield k / runs;
  }
  return scan;
}

/** The same without pauses, for arrays that are small or already in memory. */
export function scanValues(array: NdArray): ValueScan {
  return atOnce(scanSteps(array));
}

function scanRun(array: NdArray, start: number, count: number, scan: ValueScan): void {
  const block = array.block(start, count);
  const table = narrowFloatTable(array.dtype);
  let { min, max, integral, nan, infinite } = scan;
  for (let k = 0; k < count; k++) {
    const value = table ? table[block[k]] : block[k];
    // Only finite values leave nothing when taken from themselves.
    if (value - value === 0) {
      if (value < min) {
        min = value;
      }
      if (value > max) {
        max = value;
      }
      if (integral && value !== Math.trunc(value)) {
        integral = false;
      }
    } else if (Number.isNaN(value)) {
      nan++;
    } else {
      infinite++;
    }
  }
  scan.finite += count - (nan - scan.nan) - (infinite - scan.infinite);
  scan.min = min;
  scan.max = max;
  scan.integral = integral;
  scan.nan = nan;
  scan.infinite = infinite;
}
