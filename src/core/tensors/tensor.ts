import { tf } from '../tf.js';
import type { Numbers } from './float64Backend.js';

/**
 * A tensor over these very numbers. tf.tensor would round them to float32 first, and so would every plain number
 * handed to a tfjs op: constants inside loss expressions go through `constant`.
 */
export function tensor<R extends tf.Rank>(values: Numbers, shape: tf.ShapeMap[R]): tf.Tensor<R> {
  return tf.engine().makeTensor(values as unknown as tf.DataValues, shape, 'float32') as tf.Tensor<R>;
}

export function vector(values: ArrayLike<number>): tf.Tensor1D {
  const numbers = values instanceof Float64Array ? values : Float64Array.from(values);
  return tensor<tf.Rank.R1>(numbers, [numbers.length]);
}

/** A float64 scalar. */
export function constant(value: number): tf.Scalar {
  return tensor<tf.Rank.R0>(Float64Array.of(value), []);
}

/** The numbers of a tensor on the float64 backend, without rounding. */
export function numbersOf(of: tf.Tensor): Float64Array {
  return of.dataSync() as unknown as Float64Array;
}

/** The number of a scalar. */
export function numberOf(of: tf.Tensor): number {
  return numbersOf(of)[0];
}
