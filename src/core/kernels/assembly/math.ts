// AssemblyScript. Single-precision exp and log on four lanes (after Cephes' expf and logf: relative error below 2e-7).

const LOG2E: f32 = 1.44269504088896341;
/** ln 2 in two parts, so that n·ln 2 stays exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
/** Powers of two below 2^LOWEST are raised to it: 2e-38, which no sum of ours can see. */
const LOWEST: f32 = -125.0;
const SQRT_HALF: f32 = 0.70710678118654752;
/** Adding it leaves the nearest integer in the lowest bits. */
const ROUND: f32 = 12582912.0;

// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(a, b), f32x4.splat(c));
}

/**
 * exp(x) for x <= 0 is 2^t with t = x · log2(e), and 2^t is 2^n · 2^f with n the integer nearest to t. In three steps, so
 * that a loop over many can be cut in two: each half is a short chain, and the processor works on more of them at once.
 * NaN stays NaN. The rounding of t makes a relative error of |x| · 6e-8, which p = exp(x) <= exp(-|x|) hides; the
 * polynomial one of at most 9e-8, of either sign.
 */
// @ts-ignore: decorator
@inline
export function exponent(x: v128): v128 {
  return f32x4.pmax(f32x4.mul(x, f32x4.splat(LOG2E)), f32x4.splat(LOWEST));
}

/** t with its fraction rounded off: n is in the lowest bits. */
// @ts-ignore: decorator
@inline
export function shiftedInteger(t: v128): v128 {
  return f32x4.add(t, f32x4.splat(ROUND));
}

/** f = t - n, exactly. */
// @ts-ignore: decorator
@inline
export function fraction(t: v128, shifted: v128): v128 {
  return f32x4.sub(t, f32x4.sub(shifted, f32x4.splat(ROUND)));
}

/** 2^n · 2^f: the minimax polynomial of degree 5 that is 1 at 0, by Estrin's scheme; n goes into the exponent's bits. */
// @ts-ignore: decorator
@inline
export function powerOfTwo(f: v128, shifted: v128): v128 {
  const z = f32x4.mul(f, f);
  const high = madd(f32x4.splat(1.3264727247275932e-3), f, 9.671512688155092e-3);
  const middle = madd(f32x4.splat(5.550733743573879e-2), f, 2.402224208463504e-1);
  const low = madd(f32x4.splat(6.931469775987177e-1), f, 1);
  const y = f32x4.add(f32x4.mul(f32x4.add(f32x4.mul(high, z), middle), z), low);
  return i32x4.add(y, i32x4.shl(shifted, 23));
}

/** exp(x) for x <= 0 in one go. */
// @ts-ignore: decorator
@inline
export function expNonPositive(x: v128): v128 {
  const t = exponent(x);
  const shifted = shiftedInteger(t);
  return powerOfTwo(fraction(t, shifted), shifted);
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

/** log(1 + x) for x >= 0 with full relative precision near 0, given 1 / (1 + x); NaN for NaN. */
// @ts-ignore: decorator
@inline
export function log1pNonNegative(x: v128, inverse: v128): v128 {
  const u = f32x4.add(f32x4.splat(1), x);
  const lost = f32x4.sub(x, f32x4.sub(u, f32x4.splat(1)));
  return f32x4.add(logPositive(u), f32x4.mul(lost, inverse));
}

/** Adds the four lanes of v to the two float64 lanes at `to`. */
// @ts-ignore: decorator
@inline
export function accumulate(to: usize, v: v128): void {
  const low = f64x2.promote_low_f32x4(v);
  const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
  v128.store(to, f64x2.add(v128.load(to), f64x2.add(low, high)));
}
