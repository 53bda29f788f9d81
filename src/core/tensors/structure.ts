import { tf } from '../tf.js';
import type { Numbers } from './float64Backend.js';
import { register, result, sizeOf, valuesOf } from './kernels.js';

/** Kernels that move, make or reduce numbers. */
export function registerStructure(): void {
  register('Identity', ({ x }, backend) => {
    backend.incRef(x.dataId);
    return { ...x };
  });
  register<{ shape: number[] }>('Reshape', ({ x }, backend, { shape }) => {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: tf.util.inferFromImplicitShape(shape, sizeOf(x.shape)), dtype: x.dtype };
  });
  register<{ dtype: tf.TensorInfo['dtype'] }>('Cast', ({ x }, backend, { dtype }) => {
    const values = valuesOf(backend, x);
    const cast: Numbers =
      dtype === 'bool'
        ? Uint8Array.from(values, value => (value ? 1 : 0))
        : dtype === 'int32'
          ? Int32Array.from(values)
          : Float64Array.from(values);
    return result(backend, cast, x.shape, dtype);
  });
  register<{ shape: number[]; value: number }>('Fill', (_, backend, { shape, value }) =>
    result(backend, new Float64Array(sizeOf(shape)).fill(value), shape),
  );
  for (const [name, value] of [
    ['ZerosLike', 0],
    ['OnesLike', 1],
  ] as const) {
    register(name, ({ x }, backend) => result(backend, new Float64Array(sizeOf(x.shape)).fill(value), x.shape));
  }
  register<{ reps: number[] }>('Tile', ({ x }, backend, { reps }) => {
    const shape = x.shape.map((length, axis) => length * reps[axis]);
    return result(backend, tile(valuesOf(backend, x), x.shape, shape), shape);
  });
  registerReductions();
  register<{ axis: number }>('GatherV2', ({ x, indices }, backend, { axis }) => {
    const [values, at] = [valuesOf(backend, x), valuesOf(backend, indices)];
    const inner = sizeOf(x.shape.slice(axis + 1));
    const outer = sizeOf(x.shape.slice(0, axis));
    const out = new Float64Array(outer * at.length * inner);
    for (let o = 0, to = 0; o < outer; o++) {
      for (const index of at) {
        const from = (o * x.shape[axis] + index) * inner;
        for (let k = 0; k < inner; k++) {
          out[to++] = values[from + k];
        }
      }
    }
    return result(backend, out, [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]);
  });
}

type Axes = { axis: number | number[]; keepDims?: boolean };

function registerReductions(): void {
  const reducers: Record<string, { start: number; add: (sum: number, value: number) => number; mean?: boolean }> = {
    Sum: { start: 0, add: (sum, value) => sum + value },
    Mean: { start: 0, add: (sum, value) => sum + value, mean: true },
    Max: { start: Number.NEGATIVE_INFINITY, add: Math.max },
    Min: { start: Number.POSITIVE_INFINITY, add: Math.min },
    Prod: { start: 1, add: (product, value) => product * value },
  };
  for (const [name, { start, add, mean }] of Object.entries(reducers)) {
    register<Axes>(name, ({ x }, backend, { axis, keepDims }) => {
      const axes = tf.util.parseAxisParam(axis, x.shape);
      const kept = x.shape.map((length, k) => (axes.includes(k) ? 1 : length));
      const out = new Float64Array(sizeOf(kept)).fill(start);
      const values = valuesOf(backend, x);
      const size = axes.reduce((product, k) => product * x.shape[k], 1);
      each(x.shape, kept, (k, to) => {
        out[to] = add(out[to], values[k]);
      });
      const shape = keepDims ? kept : x.shape.filter((_, k) => !axes.includes(k));
      return result(backend, mean ? out.map(sum => sum / size) : out, shape);
    });
  }
}

/** Visits every element with the index of its reduced element; `kept` has 1 where an axis is reduced. */
function each(shape: number[], kept: number[], visit: (from: number, to: number) => void): void {
  const strides = new Array<number>(shape.length).fill(0);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = kept[axis] === 1 ? 0 : step;
    step *= kept[axis];
  }
  const size = sizeOf(shape);
  const index = new Array<number>(shape.length).fill(0);
  let to = 0;
  for (let k = 0; k < size; k++) {
    visit(k, to);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      to += strides[axis];
      if (++index[axis] < shape[axis]) {
        break;
      }
      to -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

function tile(values: Numbers, from: number[], to: number[]): Float64Array {
  const out = new Float64Array(sizeOf(to));
  const index = new Array<number>(to.length).fill(0);
  for (let k = 0; k < out.length; k++) {
    let at = 0;
    for (let axis = 0; axis < to.length; axis++) {
      at = at * from[axis] + (index[axis] % from[axis]);
    }
    out[k] = values[at];
    for (let axis = to.length - 1; axis >= 0 && ++index[axis] === to[axis]; axis--) {
      index[axis] = 0;
    }
  }
  return out;
}
