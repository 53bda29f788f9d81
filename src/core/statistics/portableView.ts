import { arrayAtPlace } from '../formats/elements.js';
import { memoryArray, type NdArray, type RawLocation, type Storage } from '../formats/ndarray.js';
import type { PredictionView } from '../inspection/reading.js';

/** A prediction as another thread of the process can read it: its memory is shared, or it stays in the open file. */
export interface PortableView {
  view: Omit<PredictionView, 'array' | 'scan' | 'grid' | 'evidence'>;
  array: Pick<NdArray, 'shape' | 'strides' | 'dtype' | 'length'>;
  data?: Storage;
  raw?: RawLocation;
}

/** null where the elements are neither in shared memory nor plain in a file. */
export function portableView({ array, scan, grid, evidence, ...view }: PredictionView): PortableView | null {
  const { shape, strides, dtype, length, raw } = array;
  const head = { shape, strides, dtype, length };
  if (array.streamed) {
    return raw ? { view, array: head, raw } : null;
  }
  return array.data.buffer instanceof SharedArrayBuffer ? { view, array: head, data: array.data } : null;
}

/** The prediction again, in the other thread. What was only for the reader's eyes (evidence, scan) is not there. */
export function fromPortable({ view, array, data, raw }: PortableView): PredictionView {
  const scan = { min: 0, max: 0, finite: 0, nan: 0, infinite: 0, integral: false, complete: false };
  return {
    ...view,
    array: data ? memoryArray(array, data) : arrayAtPlace(raw as RawLocation, array, array.length),
    scan,
    evidence: [],
  };
}
