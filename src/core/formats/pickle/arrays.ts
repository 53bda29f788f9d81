import type { InspectionError } from '../../errors.js';
import type { ByteSource } from '../byteSource.js';
import type { Dtype, NdArray } from '../ndarray.js';
import { PyObject } from './values.js';

/** An array in a pickle, known from what describes it; its elements are read when asked for. */
export abstract class PickledArray extends PyObject {
  abstract readonly shape: readonly number[];
  /** What the elements are, or why they cannot be read. */
  abstract readonly dtype: Dtype | InspectionError;
  abstract read(): NdArray;
}

/** Elements that lie somewhere: in the pickle, behind it, or in another member of the same archive. */
export interface Region {
  source: ByteSource;
  offset: number;
  bytes: number;
  bigEndian: boolean;
}
