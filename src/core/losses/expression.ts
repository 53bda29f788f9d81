import { useFloat64 } from '../tensors/float64Backend.js';
import { numberOf, numbersOf, tensor } from '../tensors/tensor.js';
import { tf } from '../tf.js';

/** Statistics by name, each [samples, classes] as float64. */
export type Inputs<K extends string> = Record<K, Float64Array>;
export type InputTensors<K extends string> = Record<K, tf.Tensor2D>;

/** A loss as a tfjs expression on statistics; `parts` [classes] add up to the value where it is a sum over classes. */
export type Expression<K extends string> = (inputs: InputTensors<K>) => { value: tf.Scalar; parts?: tf.Tensor };

export interface Derived<K extends string> {
  value: number;
  parts: Float64Array | null;
  /** dL/d(statistic) for every statistic, by tfjs' automatic differentiation. */
  derivative(): Inputs<K>;
}

/** Evaluates an expression on the float64 backend. */
export function derive<K extends string>(inputs: Inputs<K>, shape: Shape, expression: Expression<K>): Derived<K> {
  const names = Object.keys(inputs) as K[];
  const arrays = names.map(name => inputs[name]);
  const named = (tensors: readonly tf.Tensor[]): InputTensors<K> =>
    Object.fromEntries(names.map((name, k) => [name, tensors[k]])) as InputTensors<K>;
  const made = () => arrays.map(values => tensor<tf.Rank.R2>(values, shape));
  useFloat64();
  let value = Number.NaN;
  let parts: Float64Array | null = null;
  tf.tidy(() => {
    const found = expression(named(made()));
    value = numberOf(found.value);
    parts = found.parts ? Float64Array.from(numbersOf(found.parts)) : null;
  });
  const derivative = () => {
    useFloat64();
    const found: Float64Array[] = [];
    tf.tidy(() => {
      const gradients = tf.grads((...tensors: tf.Tensor[]) => expression(named(tensors)).value)(made());
      found.push(...gradients.map(gradient => Float64Array.from(numbersOf(gradient))));
    });
    return Object.fromEntries(names.map((name, k) => [name, found[k]])) as Inputs<K>;
  };
  return { value, parts, derivative };
}

export type Shape = [samples: number, classes: number];
