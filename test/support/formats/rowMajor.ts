import { elementReader, type NdArray, stridesOf } from '../../../src/core/formats/ndarray.js';

/** Elements in row-major order whatever the storage order. */
export function rowMajor(array: NdArray): number[] {
  const value = elementReader(array);
  const order = stridesOf(array.shape);
  const out = new Array<number>(array.shape.reduce((product, length) => product * length, 1));
  for (let k = 0; k < out.length; k++) {
    let rest = k;
    let element = 0;
    order.forEach((step, axis) => {
      element += Math.floor(rest / step) * array.strides[axis];
      rest %= step;
    });
    out[k] = value(element);
  }
  return out;
}
