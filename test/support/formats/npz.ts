import type { Dtype } from '../../../src/core/formats/ndarray.js';
import { write as writeNpy } from './npy.js';
import { zipOf } from './zip.js';

export { NPY_DTYPES as NPZ_DTYPES } from './npy.js';

/** Bytes of an .npz of one array named "logits". */
export function write(
  shape: readonly number[],
  dtype: Dtype,
  data: ArrayLike<number>,
  { deflate = false, zip64 = false } = {},
): Uint8Array {
  return zipOf([{ name: 'logits.npy', bytes: writeNpy(shape, dtype, data), deflate }], { zip64 });
}
