// AssemblyScript. The softmax of one strip, in place.
import { accumulate, expNonPositive, log1pNonNegative } from './math';
import { PAD, best, forced, inverse, logSum, top, validMask } from './strip';

/** NaN and infinite logits met. */
export let nanCount: u32 = 0;
export let infiniteCount: u32 = 0;

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
  const zero = f32x4.splat(0);
  // x · 0 is 0 for every finite x and NaN for the others.
  let odd0 = f32x4.mul(m0, zero);
  let odd1 = f32x4.mul(m1, zero);
  let odd2 = f32x4.mul(m2, zero);
  let odd3 = f32x4.mul(m3, zero);
  let at = z + stride;
  for (let c: i32 = 1; c < classes; c++, at += stride) {
    const x0 = v128.load(at);
    const x1 = v128.load(at, 16);
    const x2 = v128.load(at, 32);
    const x3 = v128.load(at, 48);
    odd0 = f32x4.add(odd0, f32x4.mul(x0, zero));
    odd1 = f32x4.add(odd1, f32x4.mul(x1, zero));
    odd2 = f32x4.add(odd2, f32x4.mul(x2, zero));
    odd3 = f32x4.add(odd3, f32x4.mul(x3, zero));
    m0 = f32x4.pmax(m0, x0);
    m1 = f32x4.pmax(m1, x1);
    m2 = f32x4.pmax(m2, x2);
    m3 = f32x4.pmax(m3, x3);
  }
  v128.store(top, m0);
  v128.store(top, m1, 16);
  v128.store(top, m2, 32);
  v128.store(top, m3, 48);
  const odd = f32x4.add(f32x4.add(odd0, odd1), f32x4.add(odd2, odd3));
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

/**
 * Eight pixels: z becomes exp(z - top) per class; leaves 1 / sum in `inverse`, log(sum) in `logSum`, the argmax in
 * `best`. With `summed`, adds z - top over valid pixels per class at `differences`.
 */
// @ts-ignore: decorator
@inline
function softmaxVectors(z: usize, stride: usize, classes: i32, v: usize, differences: usize, summed: bool): void {
  const m0 = v128.load(top + v);
  const m1 = v128.load(top + v, 16);
  const zero = f32x4.splat(0);
  let index0 = i32x4.splat(0);
  let index1 = i32x4.splat(0);
  let ties0 = i32x4.splat(0);
  let ties1 = i32x4.splat(0);
  let sum0 = zero;
  let sum1 = zero;
  // Downwards, so that the first of equal maxima is the last one noted.
  let at = z + v + <usize>(classes - 1) * stride;
  for (let c: i32 = classes - 1; c >= 0; c--, at -= stride) {
    const d0 = f32x4.sub(v128.load(at), m0);
    const d1 = f32x4.sub(v128.load(at, 16), m1);
    if (summed) {
      const valid0 = v128.and(d0, v128.load(validMask + v));
      const valid1 = v128.and(d1, v128.load(validMask + v, 16));
      accumulate(differences + (<usize>c << 4), f32x4.add(valid0, valid1));
    }
    const id = i32x4.splat(c);
    const largest0 = f32x4.eq(d0, zero);
    const largest1 = f32x4.eq(d1, zero);
    index0 = v128.bitselect(id, index0, largest0);
    index1 = v128.bitselect(id, index1, largest1);
    ties0 = i32x4.sub(ties0, largest0);
    ties1 = i32x4.sub(ties1, largest1);
    const e0 = expNonPositive(d0);
    const e1 = expNonPositive(d1);
    v128.store(at, e0);
    v128.store(at, e1, 16);
    sum0 = f32x4.add(sum0, v128.andnot(e0, largest0));
    sum1 = f32x4.add(sum1, v128.andnot(e1, largest1));
  }
  finish(v, m0, sum0, ties0);
  finish(v + 16, m1, sum1, ties1);
  v128.store(best + v, index0);
  v128.store(best + v, index1, 16);
}

/**
 * One largest term is exactly 1 and is left out: log1p of the rest keeps small losses precise. An infinite logit makes
 * the whole softmax NaN, as in torch: inf - inf.
 */
// @ts-ignore: decorator
@inline
function finish(v: usize, m: v128, sum: v128, ties: v128): void {
  const others = f32x4.convert_i32x4_s(i32x4.sub(ties, i32x4.splat(1)));
  const rest = f32x4.add(f32x4.add(sum, others), f32x4.sub(m, m));
  v128.store(inverse + v, f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), rest)));
  v128.store(logSum + v, log1pNonNegative(rest));
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

/** Only what the gradient pass needs: z becomes exp(z - top), the inverse sums stay in `inverse`. */
export function softmaxOnly(z: usize, stride: usize, classes: i32): void {
  softmaxStrip(z, stride, classes, 0, 0, false);
}
