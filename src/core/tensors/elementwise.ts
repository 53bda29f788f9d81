import { tf } from '../tf.js';
import { register, result, sizeOf, valuesOf } from './kernels.js';

/** One-argument kernels by tfjs' names. */
const UNARY: Record<string, (x: number) => number> = {
  Abs: Math.abs,
  Cos: Math.cos,
  Cosh: Math.cosh,
  Exp: Math.exp,
  Expm1: Math.expm1,
  Floor: Math.floor,
  Log: Math.log,
  Log1p: Math.log1p,
  Neg: x => -x,
  Reciprocal: x => 1 / x,
  Rsqrt: x => 1 / Math.sqrt(x),
  Sigmoid: x => 1 / (1 + Math.exp(-x)),
  Sign: Math.sign,
  Sinh: Math.sinh,
  Sqrt: Math.sqrt,
  Square: x => x * x,
  Step: x => (Number.isNaN(x) ? x : x > 0 ? 1 : 0),
  Tanh: Math.tanh,
};

/** Two-argument kernels with broadcasting. */
const BINARY: Record<string, (a: number, b: number) => number> = {
  Add: (a, b) => a + b,
  Maximum: Math.max,
  Minimum: Math.min,
  Multiply: (a, b) => a * b,
  Pow: (a, b) => a ** b,
  RealDiv: (a, b) => a / b,
  SquaredDifference: (a, b) => (a - b) * (a - b),
  Sub: (a, b) => a - b,
};

const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  Equal: (a, b) => a === b,
  Greater: (a, b) => a > b,
  GreaterEqual: (a, b) => a >= b,
  Less: (a, b) => a < b,
  LessEqual: (a, b) => a <= b,
  LogicalAnd: (a, b) => a !== 0 && b !== 0,
  LogicalOr: (a, b) => a !== 0 || b !== 0,
  NotEqual: (a, b) => a !== b,
};

export function registerElementwise(): void {
  for (const [name, op] of Object.entries(UNARY)) {
    register(name, ({ x }, backend) => {
      const values = valuesOf(backend, x);
      const out = new Float64Array(values.length);
      for (let k = 0; k < out.length; k++) {
        out[k] = op(values[k]);
      }
      return result(backend, out, x.shape);
    });
  }
  for (const [name, op] of Object.entries(BINARY)) {
    register(name, ({ a, b }, backend) => {
      const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const out = new Float64Array(sizeOf(shape));
      broadcast(valuesOf(backend, a), a.shape, valuesOf(backend, b), b.shape, shape, (k, p, q) => {
        out[k] = op(p, q);
      });
      return result(backend, out, shape);
    });
  }
  for (const [name, op] of Object.entries(COMPARE)) {
    register(name, ({ a, b }, backend) => {
      const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const out = new Uint8Array(sizeOf(shape));
      broadcast(valuesOf(backend, a), a.shape, valuesOf(backend, b), b.shape, shape, (k, p, q) => {
        out[k] = op(p, q) ? 1 : 0;
      });
      return result(backend, out, shape, 'bool');
    });
  }
  register('LogicalNot', ({ x }, backend) =>
    result(
      backend,
      Uint8Array.from(valuesOf(backend, x), value => (value === 0 ? 1 : 0)),
      x.shape,
      'bool',
    ),
  );
  register('Select', ({ condition, t, e }, backend) => {
    const [on, yes, no] = [condition, t, e].map(of => valuesOf(backend, of));
    const inner = yes.length / on.length;
    return result(
      backend,
      Float64Array.from(yes, (value, k) => (on[Math.floor(k / inner)] ? value : no[k])),
      t.shape,
    );
  });
  register<{ clipValueMin: number; clipValueMax: number }>('ClipByValue', ({ x }, backend, attrs) => {
    const clip = (value: number) => Math.min(attrs.clipValueMax, Math.max(attrs.clipValueMin, value));
    return result(backend, Float64Array.from(valuesOf(backend, x), clip), x.shape);
  });
}

/** Visits every element of the broadcast result with its two arguments. */
function broadcast(
  a: ArrayLike<number>,
  aShape: number[],
  b: ArrayLike<number>,
  bShape: number[],
  shape: number[],
  visit: (k: number, a: number, b: number) => void,
): void {
  const size = sizeOf(shape);
  // The common cases: equal shapes, and a scalar on one side.
  if ((a.length === size || a.length === 1) && (b.length === size || b.length === 1)) {
    const [stepA, stepB] = [a.length === 1 ? 0 : 1, b.length === 1 ? 0 : 1];
    for (let k = 0; k < size; k++) {
      visit(k, a[k * stepA], b[k * stepB]);
    }
    return;
  }
  const [stepsA, stepsB] = [steps(aShape, shape), steps(bShape, shape)];
  const index = new Array<number>(shape.length).fill(0);
  let [atA, atB] = [0, 0];
  for (let k = 0; k < size; k++) {
    visit(k, a[atA], b[atB]);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      atA += stepsA[axis];
      atB += stepsB[axis];
      if (++index[axis] < shape[axis]) {
        break;
      }
      atA -= stepsA[axis] * shape[axis];
      atB -= stepsB[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

/** Element steps along the result's axes; 0 where an axis is repeated. */
function steps(own: number[], shape: number[]): number[] {
  const out = new Array<number>(shape.length).fill(0);
  let step = 1;
  for (let axis = own.length - 1; axis >= 0; axis--) {
    out[axis + shape.length - own.length] = own[axis] === 1 ? 0 : step;
    step *= own[axis];
  }
  return out;
}
