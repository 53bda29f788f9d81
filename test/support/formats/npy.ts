import type { Dtype } from '../../../src/core/formats/ndarray.js';
import { npyBytes, npyDict } from '../npyFixture.js';
import { rawElements } from './rawElements.js';

/** numpy's codes; bfloat16 is not one of numpy's own types. */
export const NPY_CODES: Partial<Record<Dtype, string>> = {
  bool: 'b1',
  uint8: 'u1',
  int8: 'i1',
  uint16: 'u2',
  int16: 'i2',
  uint32: 'u4',
  int32: 'i4',
  uint64: 'u8',
  int64: 'i8',
  float16: 'f2',
  float32: 'f4',
  float64: 'f8',
};

export const NPY_DTYPES = Object.keys(NPY_CODES) as Dtype[];

/** Bytes of a .npy (version 1, little endian, C order). */
export function write(shape: readonly number[], dtype: Dtype, data: ArrayLike<number>): Uint8Array {
  return npyBytes(npyDict(`<${NPY_CODES[dtype]}`, shape), rawElements(dtype, data));
}
