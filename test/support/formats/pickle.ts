import type { Dtype } from '../../../src/core/formats/ndarray.js';
import { NPY_CODES } from './npy.js';
import { type Node, pickleOf } from './pickleAssembler.js';
import { rawElements } from './rawElements.js';

export { NPY_DTYPES as PICKLE_DTYPES } from './npy.js';

/** A numpy array as ndarray.__reduce__ describes it. */
export function numpyNode(shape: readonly number[], dtype: Dtype, data: ArrayLike<number>, little = true): Node {
  const type: Node = {
    call: { global: 'numpy.dtype' },
    args: [NPY_CODES[dtype] ?? '', false, true],
    state: { tuple: [3, little ? '<' : '>', null, null, null, -1, -1, 0] },
  };
  return {
    call: { global: 'numpy.core.multiarray._reconstruct' },
    args: [{ global: 'numpy.ndarray' }, { tuple: [0] }, Uint8Array.of(98)],
    state: { tuple: [1, { tuple: shape }, type, false, rawElements(dtype, data, little)] },
  };
}

/** Bytes of a pickle of one array. */
export function write(
  shape: readonly number[],
  dtype: Dtype,
  data: ArrayLike<number>,
  { protocol = 4, little = true } = {},
): Uint8Array {
  return pickleOf(numpyNode(shape, dtype, data, little), protocol);
}
