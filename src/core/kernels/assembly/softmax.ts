// AssemblyScript. The softmax of one strip.
import { exponent, fraction, powerOfTwo, shiftedInteger } from './math';
import { PAD, ROW, best, exponentials, exponents, forced, inverse, rest, top } from './strip';

/** Blocks hold probabilities, which stand for the logits log(max(p, LEAST)). */
export let given: bool = false;
/** The float32 below 1e-7, so that the one above is above it here as well. */
const LEAST: f32 = 9.9999994e-8;

export function setGiven(probabilities: bool): void {
  given = probabilities;
}

/** What a softmax compares: the logit, or the probability not below LEAST. NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function valueAt(at: usize, offset: usize, shares: bool): v128 {
  const x = v128.load(at + offset);
  return shares ? f32x4.pmax(x, f32x4.splat(LEAST)) : x;
}

/** NaN and infinite logits met. */
export let nanCount: u32 = 0;
export let infiniteCount: u32 = 0;

/** Scratch of `settleTies`. */
// @ts-ignore: decorator
@lazy
const moreLargest: usize = memory.data(16, 16);

export function resetCounts(): void {
  nanCount = 0;
  infiniteCount = 0;
}

/** Largest value of 16 pixels; true when a value is not finite and `settle` must look. */
// @ts-ignore: decorator
@inline
function findTop(z: usize, stride: usize, classes: i32, shares: bool): bool {
  let m0 = valueAt(z, 0, shares);
  let m1 = valueAt(z, 16, shares);
  let m2 = valueAt(z, 32, shares);
  let m3 = valueAt(z, 48, shares);
  // A sum is finite where all its terms are; where it overflows, `settle` finds nothing to settle.
  let odd0 = m0;
  let odd1 = m1;
  let odd2 = m2;
  let odd3 = m3;
  let at = z + stride;
  for (let c: i32 = 1; c < classes; c++, at += stride) {
    const x0 = valueAt(at, 0, shares);
    const x1 = valueAt(at, 16, shares);
    const x2 = valueAt(at, 32, shares);
    const x3 = valueAt(at, 48, shares);
    odd0 = f32x4.add(odd0, x0);
    odd1 = f32x4.add(odd1, x1);
    odd2 = f32x4.add(odd2, x2);
    odd3 = f32x4.add(odd3, x3);
    m0 = f32x4.pmax(m0, x0);
    m1 = f32x4.pmax(m1, x1);
    m2 = f32x4.pmax(m2, x2);
    m3 = f32x4.pmax(m3, x3);
  }
  v128.store(top, m0);
  v128.store(top, m1, 16);
  v128.store(top, m2, 32);
  v128.store(top, m3, 48);
  // x - x is 0 for every finite x and NaN for the others.
  const odd01 = f32x4.add(f32x4.sub(odd0, odd0), f32x4.sub(odd1, odd1));
  const odd23 = f32x4.add(f32x4.sub(odd2, odd2), f32x4.sub(odd3, odd3));
  const odd = f32x4.add(odd01, odd23);
  return v128.any_true(f32x4.ne(odd, odd));
}

/** The rare strip with NaN or infinities: counts them; NaN is the largest logit, the first NaN or +inf the argmax. */
function settle(z: usize, stride: usize, classes: i32, codes: usize): void {
  for (let lane: usize = 0; lane < 64; lane += 4) {
    const counted = codes && <u32>load<u16>(codes + (lane >> 1)) != PAD;
    let found = -1;
    let largest: f32 = -Infinity;
    for (let c: i32 = 0; c < classes; c++) {
      let x = load<f32>(z + lane + <usize>c * stride);
      const nan = x != x;
      if (counted && x - x != 0) {
        nan ? nanCount++ : infiniteCount++;
      }
      if (given && x < LEAST) {
        x = LEAST;
      }
      if ((nan && largest == largest) || x > largest) {
        largest = x;
        found = c;
      }
    }
    store<f32>(top + lane, largest);
    store<i32>(forced + lane, found < 0 ? 0 : found);
  }
}

/**
 * exp(z - top) per class into `exponentials`. In two loops, each of a short chain: fraction and shifted integer of the
 * base-2 logarithm, and their power.
 */
// @ts-ignore: decorator
@inline
function exponentiate(z: usize, stride: usize, classes: i32): void {
  const m0 = v128.load(top);
  const m1 = v128.load(top, 16);
  const m2 = v128.load(top, 32);
  const m3 = v128.load(top, 48);
  let to = exponentials;
  let integers = exponents;
  for (let c: i32 = 0; c < classes; c++, z += stride, to += ROW, integers += ROW) {
    const t0 = exponent(f32x4.sub(v128.load(z), m0));
    const t1 = exponent(f32x4.sub(v128.load(z, 16), m1));
    const t2 = exponent(f32x4.sub(v128.load(z, 32), m2));
    const t3 = exponent(f32x4.sub(v128.load(z, 48), m3));
    const n0 = shiftedInteger(t0);
    const n1 = shiftedInteger(t1);
    const n2 = shiftedInteger(t2);
    const n3 = shiftedInteger(t3);
    v128.store(integers, n0);
    v128.store(integers, n1, 16);
    v128.store(integers, n2, 32);
    v128.store(integers, n3, 48);
    v128.store(to, fraction(t0, n0));
    v128.store(to, fraction(t1, n1), 16);
    v128.store(to, fraction(t2, n2), 32);
    v128.store(to, fraction(t3, n3), 48);
  }
  to = exponentials;
  integers = exponents;
  const end = to + <usize>classes * ROW;
  // Asked at the end whether to go on: V8 moves constants only out of loops whose body always runs.
  do {
    v128.store(to, powerOfTwo(v128.load(to), v128.load(integers)));
    v128.store(to, powerOfTwo(v128.load(to, 16), v128.load(integers, 16)), 16);
    v128.store(to, powerOfTwo(v128.load(to, 32), v128.load(integers, 32)), 32);
    v128.store(to, powerOfTwo(v128.load(to, 48), v128.load(integers, 48)), 48);
    to += ROW;
    integers += ROW;
  } while (to < end);
}

/** The same of probabilities p, where exp(log p - log top) is p / top. */
// @ts-ignore: decorator
@inline
function divide(z: usize, stride: usize, classes: i32): void {
  let to = exponentials;
  for (let c: i32 = 0; c < classes; c++, z += stride, to += ROW) {
    for (let v: usize = 0; v < 64; v += 16) {
      v128.store(to + v, f32x4.div(valueAt(z, v, true), v128.load(top + v)));
    }
  }
}

/** In a lane of `largest`: one exponential that is 1, above the sum of their ids. */
const ONE_LARGEST: i32 = 1 << 16;

/** Sums the exponentials below 1 and finds the others; then see `finish`. */
// @ts-ignore: decorator
@inline
function normalise(z: usize, stride: usize, classes: i32, shares: bool): void {
  const zero = f32x4.splat(0);
  let largest0 = zero;
  let largest1 = zero;
  let largest2 = zero;
  let largest3 = zero;
  let sum0 = zero;
  let sum1 = zero;
  let sum2 = zero;
  let sum3 = zero;
  let at = exponentials;
  for (let c: i32 = 0; c < classes; c++, at += ROW) {
    const one = i32x4.splat(ONE_LARGEST + c);
    const e0 = v128.load(at);
    const e1 = v128.load(at, 16);
    const e2 = v128.load(at, 32);
    const e3 = v128.load(at, 48);
    const here0 = f32x4.eq(e0, f32x4.splat(1));
    const here1 = f32x4.eq(e1, f32x4.splat(1));
    const here2 = f32x4.eq(e2, f32x4.splat(1));
    const here3 = f32x4.eq(e3, f32x4.splat(1));
    largest0 = i32x4.add(largest0, v128.and(one, here0));
    largest1 = i32x4.add(largest1, v128.and(one, here1));
    largest2 = i32x4.add(largest2, v128.and(one, here2));
    largest3 = i32x4.add(largest3, v128.and(one, here3));
    sum0 = f32x4.add(sum0, v128.andnot(e0, here0));
    sum1 = f32x4.add(sum1, v128.andnot(e1, here1));
    sum2 = f32x4.add(sum2, v128.andnot(e2, here2));
    sum3 = f32x4.add(sum3, v128.andnot(e3, here3));
  }
  finish(z, stride, classes, 0, sum0, largest0, shares);
  finish(z + 16, stride, classes, 16, sum1, largest1, shares);
  finish(z + 32, stride, classes, 32, sum2, largest2, shares);
  finish(z + 48, stride, classes, 48, sum3, largest3, shares);
}

/**
 * Leaves the argmax in `best`, the sum of all exponentials but one largest in `rest`, 1 / (1 + rest) in `inverse`. The
 * largest is exactly 1, and left out: log1p of the rest keeps small losses precise. An infinite logit makes the whole
 * softmax NaN, as in torch: inf - inf.
 */
// @ts-ignore: decorator
@inline
function finish(z: usize, stride: usize, classes: i32, v: usize, sum: v128, largest: v128, shares: bool): void {
  const m = v128.load(top + v);
  let others = f32x4.add(sum, f32x4.sub(m, m));
  v128.store(best + v, v128.and(largest, i32x4.splat(ONE_LARGEST - 1)));
  // With one exponential that is 1 the upper half is 1 and the lower its id.
  if (v128.any_true(i32x4.ne(i32x4.shr_u(largest, 16), i32x4.splat(1)))) {
    others = f32x4.add(others, settleTies(z, stride, classes, v, shares));
  }
  v128.store(rest + v, others);
  v128.store(inverse + v, f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), others)));
}

/**
 * The rare vector with several exponentials of 1 in a lane, from logits that are equal or nearly so: the first largest
 * logit is the argmax; returns how many more there are.
 */
function settleTies(z: usize, stride: usize, classes: i32, v: usize, shares: bool): v128 {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const largest = load<f32>(top + v + lane);
    let found = 0;
    let others: f32 = -1;
    for (let c = classes - 1; c >= 0; c--) {
      const x = load<f32>(z + lane + <usize>c * stride);
      if ((shares && x < LEAST ? LEAST : x) == largest) {
        found = c;
      }
      if (load<f32>(exponentials + v + lane + <usize>c * ROW) == 1) {
        others += 1;
      }
    }
    store<i32>(best + v + lane, found);
    store<f32>(moreLargest + lane, others);
  }
  return v128.load(moreLargest);
}

/**
 * The softmax of a strip of logits or, with `shares`, of probabilities: `exponentials`, `top`, and what `finish` leaves.
 * `codes`: whose NaN and infinities are counted; 0: nobody's.
 */
// @ts-ignore: decorator
@inline
export function softmaxStrip(z: usize, stride: usize, classes: i32, codes: usize, shares: bool): void {
  const odd = findTop(z, stride, classes, shares);
  if (odd) {
    settle(z, stride, classes, codes);
  }
  if (shares) {
    divide(z, stride, classes);
  } else {
    exponentiate(z, stride, classes);
  }
  normalise(z, stride, classes, shares);
  if (odd) {
    memory.copy(best, forced, 64);
  }
}

/** The softmax of a strip, whatever the block holds. */
export function softmaxOnly(z: usize, stride: usize, classes: i32): void {
  if (given) {
    softmaxStrip(z, stride, classes, 0, true);
  } else {
    softmaxStrip(z, stride, classes, 0, false);
  }
}
