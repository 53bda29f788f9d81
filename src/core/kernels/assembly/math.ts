// AssemblyScript. Single-precision exp and log on four lanes (after Cephes' expf and logf: relative error below 2e-7).

const LOG2E: f32 = 1.44269504088896341;
/** ln 2 in two parts, so that n·ln 2 stays exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
/** Powers of two below 2^LOWEST are raised to it: 2e-38, which no sum of ours can see. */
const LOWEST: f32 = -125.0;
const SQRT_HALF_BITS: i32 = 0x3f3504f3;
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

/** log(x) for normal x > 0 is e · ln 2 + log(1 + m) with 1 + m in [sqrt(1/2), sqrt(2)): the bits of e. */
// @ts-ignore: decorator
@inline
export function logExponent(x: v128): v128 {
  return i32x4.shr_s(i32x4.sub(x, i32x4.splat(SQRT_HALF_BITS)), 23);
}

/** m, from x and the bits of e. */
// @ts-ignore: decorator
@inline
export function logMantissa(x: v128, exponentBits: v128): v128 {
  return f32x4.sub(i32x4.sub(x, i32x4.shl(exponentBits, 23)), f32x4.splat(1));
}

/** e · ln 2 + log(1 + m). */
// @ts-ignore: decorator
@inline
export function logOf(m: v128, exponentBits: v128): v128 {
  const e = f32x4.convert_i32x4_s(exponentBits);
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
  return f32x4.add(f32x4.add(m, y), f32x4.mul(e, f32x4.splat(LN2_HIGH)));
}

// @ts-ignore: decorator
@inline
function logNormal(x: v128): v128 {
  const e = logExponent(x);
  return logOf(logMantissa(x, e), e);
}

/** log(x) for normal x > 0; -inf for 0 (and below the normal range), NaN for NaN. */
// @ts-ignore: decorator
@inline
export function logPositive(x: v128): v128 {
  const zero = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const y = v128.bitselect(f32x4.splat(-Infinity), logNormal(x), zero);
  return v128.or(y, f32x4.ne(x, x));
}

/** log(1 + x) for x >= 0 with full relative precision near 0, given 1 / (1 + x); NaN for NaN. */
// @ts-ignore: decorator
@inline
export function log1pNonNegative(x: v128, inverse: v128): v128 {
  const u = f32x4.add(f32x4.splat(1), x);
  const lost = f32x4.sub(x, f32x4.sub(u, f32x4.splat(1)));
  // NaN comes back through `lost`.
  return f32x4.add(logNormal(u), f32x4.mul(lost, inverse));
}

/** Adds the four lanes of v to the two float64 lanes at `to`. */
// @ts-ignore: decorator
@inline
export function accumulate(to: usize, v: v128): void {
  const low = f64x2.promote_low_f32x4(v);
  const high = f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
  v128.store(to, f64x2.add(v128.load(to), f64x2.add(low, high)));
}
