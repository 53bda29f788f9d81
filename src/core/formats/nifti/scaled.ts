import { elementReader, headOf, memoryArray, type NdArray, type Storage, streamedArray } from '../ndarray.js';

/** Elements scaled at a time, so that stored and scaled values are not both in memory. */
const BLOCK = 1 << 18;

/**
 * The array of stored × slope + intercept: float32 where that loses nothing the stored type has (up to 16-bit integers
 * and float32), else float64. Streamed arrays stay streamed.
 */
export function scaledArray(stored: NdArray, slope: number, intercept: number): NdArray {
  const narrow = ['bool', 'uint8', 'int8', 'uint16', 'int16', 'float16', 'float32'].includes(stored.dtype);
  const dtype = narrow ? 'float32' : 'float64';
  const head = { ...headOf(stored), dtype } as const;
  const block = (first: number, count: number): Storage => {
    const out = narrow ? new Float32Array(count) : new Float64Array(count);
    for (let done = 0; done < count; done += BLOCK) {
      const length = Math.min(BLOCK, count - done);
      const read = elementReader(memoryArray(stored, stored.block(first + done, length)));
      for (let k = 0; k < length; k++) {
        out[done + k] = read(k) * slope + intercept;
      }
    }
    return out;
  };
  return stored.streamed ? streamedArray(head, stored.length, block) : memoryArray(head, block(0, stored.length));
}
