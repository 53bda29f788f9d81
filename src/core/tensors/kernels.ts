import { tf } from '../tf.js';
import { FLOAT64_BACKEND, type Float64Backend, type Numbers } from './float64Backend.js';

type Inputs = Record<string, tf.TensorInfo>;

/** Registers one tfjs kernel for the float64 backend. */
export function register<A extends object>(
  name: string,
  compute: (inputs: Inputs, backend: Float64Backend, attrs: A) => tf.TensorInfo | tf.TensorInfo[],
): void {
  tf.registerKernel({
    kernelName: name,
    backendName: FLOAT64_BACKEND,
    kernelFunc: ({ inputs, backend, attrs }) =>
      compute(inputs as Inputs, backend as Float64Backend, (attrs ?? {}) as unknown as A),
  });
}

export function valuesOf(backend: Float64Backend, of: tf.TensorInfo): Numbers {
  return backend.readSync(of.dataId) as unknown as Numbers;
}

export function result(
  backend: Float64Backend,
  values: Numbers,
  shape: number[],
  dtype: tf.TensorInfo['dtype'] = 'float32',
): tf.TensorInfo {
  return { dataId: backend.write(values as unknown as tf.BackendValues) as tf.TensorInfo['dataId'], shape, dtype };
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}
