import { copyStrided, headOf, memoryArray, type NdArray, streamedArray } from './ndarray.js';

/** Every element divided by `divisor`, as float64, computed when it is read. */
export function scaledArray(array: NdArray, divisor: number): NdArray {
  let buffer = new Float64Array(0);
  return streamedArray({ ...headOf(array), dtype: 'float64' }, array.length, (start, count, scratch) => {
    if (buffer.length < count || !scratch) {
      buffer = new Float64Array(count);
    }
    const out = buffer.subarray(0, count);
    copyStrided(memoryArray(headOf(array), array.block(start, count)), 0, 1, out, count);
    for (let k = 0; k < count; k++) {
      out[k] /= divisor;
    }
    if (!scratch) {
      buffer = new Float64Array(0);
    }
    return out;
  });
}
