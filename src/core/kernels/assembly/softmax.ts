// AssemblyScript. The softmax of one strip.
import { accumulate, expNonPositive, log1pNonNegative } from './math';
import { PAD, ROW, best, exponentials, forced, inverse, logSum, top, validMask } from './strip';

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

/** Largest logit of 16 pixels; true when a value is not finite and `settle` must look. */
// @ts-ignore: decorator
@inline
function findTop(z: usize, stride: usize, classes: i32): bool {
  let m0 = v128.load(z);
  let m1 = v128.load(z, 16);
  let m2 = v128.load(z, 32);
  let m3 = v128.load(z, 48);
  // A sum is finite where all its terms are; where it overflows, `settle` finds nothing to settle.
  let odd0 = m0;
  let odd1 = m1;
  let odd2 = m2;
  let odd3 = m3;
  let at = z + stride;
  for (let c: i32 = 1; c < classes; c++, at += stride) {
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const x2 = v128.load(at, 32);
    const x3 = v128.load(at, 48);
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
      const x = load<f32>(z + lane + <usize>c * stride);
      const nan = x != x;
      if (counted && x - x != 0) {
        nan ? nanCount++ : infiniteCount++;
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
 * argmax in `best`. With `summed`, adds z - top over valid pixels per class at `differences`.
 */
// @ts-ignore: decorator
@inline
function softmaxVectors(z: usize, stride: usize, classes: i32, v: usize, differences: usize, summed: bool): void {
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
    const d0 = f32x4.sub(v128.load(at), m0);
    const d1 = f32x4.sub(v128.load(at, 16), m1);
    if (summed) {
      const valid0 = v128.and(d0, v128.load(validMask + v));
      const valid1 = v128.and(d1, v128.load(validMask + v, 16));
      accumulate(differences + (<usize>c << 4), f32x4.add(valid0, valid1));
    }
    const one = i32x4.splat(ONE_LARGEST + c);
    const here0 = f32x4.eq(d0, zero);
    const here1 = f32x4.eq(d1, zero);
    largest0 = i32x4.add(largest0, v128.and(one, here0));
    largest1 = i32x4.add(largest1, v128.and(one, here1));
    const e0 = expNonPositive(d0);
    const e1 = expNonPositive(d1);
    v128.store(to, e0);
    v128.store(to, e1, 16);
    sum0 = f32x4.add(sum0, v128.andnot(e0, here0));
    sum1 = f32x4.add(sum1, v128.andnot(e1, here1));
  }
  finish(z + v, stride, classes, v, m0, sum0, largest0);
  finish(z + v + 16, stride, classes, v + 16, m1, sum1, largest1);
}

/**
 * One largest term is exactly 1 and is left out: log1p of the rest keeps small losses precise. An infinite logit makes
 * the whole softmax NaN, as in torch: inf - inf.
 */
// @ts-ignore: decorator
@inline
function finish(z: usize, stride: usize, classes: i32, v: usize, m: v128, sum: v128, largest: v128): void {
  let rest = f32x4.add(sum, f32x4.sub(m, m));
  v128.store(best + v, v128.and(largest, i32x4.splat(ONE_LARGEST - 1)));
  // With one largest logit the upper half is 1 and the lower its id.
  if (v128.any_true(i32x4.ne(i32x4.shr_u(largest, 16), i32x4.splat(1)))) {
    rest = f32x4.add(rest, settleTies(z, stride, classes, v));
  }
  v128.store(inverse + v, f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), rest)));
  v128.store(logSum + v, log1pNonNegative(rest));
}

/** The rare vector with several largest logits in a lane: the first is the argmax; returns how many more there are. */
function settleTies(z: usize, stride: usize, classes: i32, v: usize): v128 {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const largest = load<f32>(top + v + lane);
    let found = 0;
    let others: f32 = -1;
    for (let c = classes - 1; c >= 0; c--) {
      if (load<f32>(z + lane + <usize>c * stride) == largest) {
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
export function softmaxStrip(z: usize, stride: usize, classes: i32, codes: usize, differences: usize, summed: bool): void {
  const odd = findTop(z, stride, classes);
  if (odd) {
    settle(z, stride, classes, codes);
  }
  softmaxVectors(z, stride, classes, 0, differences, summed);
  softmaxVectors(z, stride, classes, 32, differences, summed);
  if (odd) {
    memory.copy(best, forced, 64);
  }
}

/** Only what the other passes need: exp(z - top) in `exponentials`, the inverse sums in `inverse`. */
export function softmaxOnly(z: usize, stride: usize, classes: i32): void {
  softmaxStrip(z, stride, classes, 0, 0, false);
}
