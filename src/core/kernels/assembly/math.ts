// AssemblyScript. Single-precision exp and log on four lanes (after Cephes' expf and logf: relative error below 2e-7).

const LOG2E: f32 = 1.44269504088896341;
/** ln 2 in two parts, so that x - n·ln 2 stays exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
const LOWEST: f32 = -86.0;
const SQRT_HALF: f32 = 0.70710678118654752;
/** Adding it leaves the nearest integer in the lowest bits. */
const ROUND: f32 = 12582912.0;

// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(a, b), f32x4.splat(c));
}

/** exp(x) for x <= 0; 4e-38 below -86 (which no sum of ours can see), NaN for NaN. */
// @ts-ignore: decorator
@inline
export function expNonPositive(x: v128): v128 {
  const clamped = f32x4.pmax(x, f32x4.splat(LOWEST));
  const shifted = f32x4.add(f32x4.mul(clamped, f32x4.splat(LOG2E)), f32x4.splat(ROUND));
  const n = f32x4.sub(shifted, f32x4.splat(ROUND));
  let r = f32x4.sub(clamped, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  // exp(r) = 1 + r + r² q(r), q the minimax polynomial of degree 4 on |r| <= ln 2 / 2: relative error 4e-9, so rounding
  // is all that remains. Evaluated by Estrin's scheme: a shorter chain than Horner's.
  const z = f32x4.mul(r, r);
  const high = f32x4.add(madd(f32x4.splat(8.36874544620514e-3), r, 4.166838899254799e-2), f32x4.mul(z, f32x4.splat(1.3814540579915047e-3)));
  const low = madd(f32x4.splat(1.666652113199234e-1), r, 4.999999403953552e-1);
  const tail = f32x4.add(f32x4.mul(high, z), low);
  const y = f32x4.add(f32x4.mul(tail, z), f32x4.add(r, f32x4.splat(1)));
  // Times 2^n: n goes straight into the exponent's bits.
  return i32x4.add(y, i32x4.shl(shifted, 23));
}

/** log(x) for normal x > 0; -inf for 0 (and below the normal range), NaN for NaN. */
// @ts-ignore: decorator
@inline
export function logPositive(x: v128): v128 {
  const nan = f32x4.ne(x, x);
  const zero = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  let exponent = i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126));
  let m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const small = f32x4.lt(m, f32x4.splat(SQRT_HALF));
  exponent = i32x4.add(exponent, small);
  m = f32x4.sub(f32x4.add(m, v128.and(m, small)), f32x4.splat(1));
  const e = f32x4.convert_i32x4_s(exponent);
  const z = f32x4.mul(m, m);
  const z2 = f32x4.mul(z, z);
  const a = madd(f32x4.splat(-1.1514610310e-1), m, 1.1676998740e-1);
  const b = madd(f32x4.splat(-1.2420140846e-1), m, 1.4249322787e-1);
  const c = madd(f32x4.splat(-1.6668057665e-1), m, 2.0000714765e-1);
  const d = madd(f32x4.splat(-2.4999993993e-1), m, 3.3333331174e-1);
  const top = f32x4.add(f32x4.mul(f32x4.splat(7.0376836292e-2), z), a);
  const high = f32x4.add(f32x4.mul(top, z), b);
  const low = f32x4.add(f32x4.mul(c, z), d);
  let y = f32x4.add(f32x4.mul(high, z2), low);
  y = f32x4.mul(f32x4.mul(y, m), z);
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(LN2_LOW)));
  y = f32x4.sub(y, f32x4.mul(z, f32x4.splat(0.5)));
  y = f32x4.add(f32x4.add(m, y), f32x4.mul(e, f32x4.splat(LN2_HIGH)));
  y = v128.bitselect(f32x4.splat(-Infinity), y, zero);
  return v128.or(y, nan);
}

/** log(1 + x) for x >= 0 with full relative precision near 0; NaN for NaN. */
// @ts-ignore: decorator
@inline
export function log1pNonNegative(x: v128): v128 {
  const u = f32x4.add(f32x4.splat(1), x);
  const lost = f32x4.sub(x, f32x4.sub(u, f32x4.splat(1)));
  return f32x4.add(logPositive(u), f32x4.div(lost, u));
}

/** Adds the four lanes of v to the two float64 lanes at `to`. */
// @ts-ignore: decorator
@inline
export function accumulate(to: usize, v: v128): void {
  const low = f64x2.promote_low_f32x4(v);
  const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
  v128.store(to, f64x2.add(v128.load(to), f64x2.add(low, high)));
}
