// AssemblyScript. The softmax of one strip.
import { accumulate, expNonPositive, log1pNonNegative, logPositive } from './math';
import { PAD, ROW, atLabel, best, exponentials, forced, inverse, logSum, top, validMask } from './strip';

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

/** In a lane of `largest`: one largest logit, above the sum of their ids. */
const ONE_LARGEST: i32 = 1 << 16;

/**
 * Eight pixels: exp(z - top) per class into `exponentials`; leaves 1 / sum in `inverse`, log(sum) in `logSum`, the
 * argmax in `best`. With `summed`, adds z - top over valid pixels per class at `differences`. With `shares` the values
 * are probabilities, and exp(log p - log top) is p / top.
 */
// @ts-ignore: decorator
@inline
function softmaxVectors(
  z: usize,
  stride: usize,
  classes: i32,
  v: usize,
  differences: usize,
  summed: bool,
  shares: bool,
): void {
  const m0 = v128.load(top + v);
  const m1 = v128.load(top + v, 16);
  const zero = f32x4.splat(0);
  let largest0 = zero;
  let largest1 = zero;
  let sum0 = zero;
  let sum1 = zero;
  let at = z + v;
  let to = exponentials + v;
  for (let c: i32 = 0; c < classes; c++, at += stride, to += ROW) {
    const x0 = valueAt(at, 0, shares);
    const x1 = valueAt(at, 16, shares);
    const one = i32x4.splat(ONE_LARGEST + c);
    const here0 = f32x4.eq(x0, m0);
    const here1 = f32x4.eq(x1, m1);
    largest0 = i32x4.add(largest0, v128.and(one, here0));
    largest1 = i32x4.add(largest1, v128.and(one, here1));
    const d0 = f32x4.sub(x0, m0);
    const d1 = f32x4.sub(x1, m1);
    const e0 = shares ? f32x4.div(x0, m0) : expNonPositive(d0);
    const e1 = shares ? f32x4.div(x1, m1) : expNonPositive(d1);
    if (summed) {
      const valid0 = v128.and(shares ? logPositive(e0) : d0, v128.load(validMask + v));
      const valid1 = v128.and(shares ? logPositive(e1) : d1, v128.load(validMask + v, 16));
      accumulate(differences + (<usize>c << 4), f32x4.add(valid0, valid1));
    }
    v128.store(to, e0);
    v128.store(to, e1, 16);
    sum0 = f32x4.add(sum0, v128.andnot(e0, here0));
    sum1 = f32x4.add(sum1, v128.andnot(e1, here1));
  }
  finish(z + v, stride, classes, v, m0, sum0, largest0, shares);
  finish(z + v + 16, stride, classes, v + 16, m1, sum1, largest1, shares);
}

/**
 * One largest term is exactly 1 and is left out: log1p of the rest keeps small losses precise. An infinite logit makes
 * the whole softmax NaN, as in torch: inf - inf.
 */
// @ts-ignore: decorator
@inline
function finish(
  z: usize,
  stride: usize,
  classes: i32,
  v: usize,
  m: v128,
  sum: v128,
  largest: v128,
  shares: bool,
): void {
  let rest = f32x4.add(sum, f32x4.sub(m, m));
  v128.store(best + v, v128.and(largest, i32x4.splat(ONE_LARGEST - 1)));
  // With one largest logit the upper half is 1 and the lower its id.
  if (v128.any_true(i32x4.ne(i32x4.shr_u(largest, 16), i32x4.splat(1)))) {
    rest = f32x4.add(rest, settleTies(z, stride, classes, v, shares));
  }
  v128.store(inverse + v, f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), rest)));
  v128.store(logSum + v, log1pNonNegative(rest));
}

/** The rare vector with several largest logits in a lane: the first is the argmax; returns how many more there are. */
function settleTies(z: usize, stride: usize, classes: i32, v: usize, shares: bool): v128 {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const largest = load<f32>(top + v + lane);
    let found = 0;
    let others: f32 = -1;
    for (let c = classes - 1; c >= 0; c--) {
      const x = load<f32>(z + lane + <usize>c * stride);
      if ((shares && x < LEAST ? LEAST : x) == largest) {
        found = c;
        others += 1;
      }
    }
    store<i32>(best + v + lane, found);
    store<f32>(moreLargest + lane, others);
  }
  return v128.load(moreLargest);
}

// @ts-ignore: decorator
@inline
function stripOf(
  z: usize,
  stride: usize,
  classes: i32,
  codes: usize,
  differences: usize,
  summed: bool,
  shares: bool,
): void {
  const odd = findTop(z, stride, classes, shares);
  if (odd) {
    settle(z, stride, classes, codes);
  }
  softmaxVectors(z, stride, classes, 0, differences, summed, shares);
  softmaxVectors(z, stride, classes, 32, differences, summed, shares);
  if (odd) {
    memory.copy(best, forced, 64);
  }
}

/** The strip of given probabilities; apart, so that the other way stays short. */
function givenStrip(z: usize, stride: usize, classes: i32, codes: usize, differences: usize, summed: bool): void {
  stripOf(z, stride, classes, codes, differences, summed, true);
}

// @ts-ignore: decorator
@inline
export function softmaxStrip(z: usize, stride: usize, classes: i32, codes: usize, differences: usize, summed: bool): void {
  if (given) {
    givenStrip(z, stride, classes, codes, differences, summed);
  } else {
    stripOf(z, stride, classes, codes, differences, summed, false);
  }
}

/** Only what the other passes need: exp(z - top) in `exponentials`, the inverse sums in `inverse`. */
export function softmaxOnly(z: usize, stride: usize, classes: i32): void {
  softmaxStrip(z, stride, classes, 0, 0, false);
}

/** z - top of four pixels, from the values at their labels and their largest. */
// @ts-ignore: decorator
@inline
export function differenceAtLabel(v: usize): v128 {
  const largest = v128.load(top + v);
  return given
    ? logPositive(f32x4.div(valueAt(atLabel, v, true), largest))
    : f32x4.sub(v128.load(atLabel + v), largest);
}
