// AssemblyScript. The one pass over a block of logits; see ../kernel.ts for the contract.
import { accumulate, expNonPositive, log1pNonNegative } from './math';

/** Pixels handled together: 16 float32 of one class are one cache line. */
export const STRIP: i32 = 16;
export const IGNORED: u32 = 0xffff;
/** Label code of the lanes that fill up the last strip: they count nowhere. */
export const PAD: u32 = 0xfffe;

/** Scratch of one strip: 16 lanes of 32 bits each. */
// @ts-ignore: decorator
@lazy
const atLabel: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
const best: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
const top: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
export const inverse: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
const validMask: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
const ignoredMask: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
const logSum: usize = memory.data(64, 16);
/** Class that must be the argmax whatever the logits say, or -1. */
// @ts-ignore: decorator
@lazy
const forced: usize = memory.data(64, 16);

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

/** Builds the lane masks of 16 label codes; bit 0: any is valid, bit 1: any is ignored, bit 2: all are valid. */
// @ts-ignore: decorator
@inline
function makeMasks(codes: usize): i32 {
  const a = v128.load(codes);
  const b = v128.load(codes, 16);
  const pad = i16x8.splat(<i16>PAD);
  const ignored = i16x8.splat(<i16>IGNORED);
  const valid0 = i16x8.lt_u(a, pad);
  const valid1 = i16x8.lt_u(b, pad);
  const ignored0 = i16x8.eq(a, ignored);
  const ignored1 = i16x8.eq(b, ignored);
  v128.store(validMask, i32x4.extend_low_i16x8_s(valid0));
  v128.store(validMask, i32x4.extend_high_i16x8_s(valid0), 16);
  v128.store(validMask, i32x4.extend_low_i16x8_s(valid1), 32);
  v128.store(validMask, i32x4.extend_high_i16x8_s(valid1), 48);
  v128.store(ignoredMask, i32x4.extend_low_i16x8_s(ignored0));
  v128.store(ignoredMask, i32x4.extend_high_i16x8_s(ignored0), 16);
  v128.store(ignoredMask, i32x4.extend_low_i16x8_s(ignored1), 32);
  v128.store(ignoredMask, i32x4.extend_high_i16x8_s(ignored1), 48);
  const anyValid = v128.any_true(v128.or(valid0, valid1)) ? 1 : 0;
  const anyIgnored = v128.any_true(v128.or(ignored0, ignored1)) ? 2 : 0;
  return anyValid | anyIgnored | (i16x8.all_true(v128.and(valid0, valid1)) ? 4 : 0);
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
function softmaxStrip(z: usize, stride: usize, classes: i32, codes: usize, differences: usize, summed: bool): void {
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

/** Sums p and, with `squared`, p² per class over the strip; `masked` leaves out the lanes that `mask` does not have. */
// @ts-ignore: decorator
@inline
function sumProbabilities(
  z: usize,
  stride: usize,
  classes: i32,
  mask: usize,
  masked: bool,
  p: usize,
  squares: usize,
  squared: bool,
): void {
  const k0 = v128.load(mask);
  const k1 = v128.load(mask, 16);
  const k2 = v128.load(mask, 32);
  const k3 = v128.load(mask, 48);
  const i0 = v128.load(inverse);
  const i1 = v128.load(inverse, 16);
  const i2 = v128.load(inverse, 32);
  const i3 = v128.load(inverse, 48);
  let at = z;
  for (let c: i32 = 0; c < classes; c++, at += stride) {
    let p0 = f32x4.mul(v128.load(at), i0);
    let p1 = f32x4.mul(v128.load(at, 16), i1);
    let p2 = f32x4.mul(v128.load(at, 32), i2);
    let p3 = f32x4.mul(v128.load(at, 48), i3);
    if (masked) {
      p0 = v128.and(p0, k0);
      p1 = v128.and(p1, k1);
      p2 = v128.and(p2, k2);
      p3 = v128.and(p3, k3);
    }
    accumulate(p + (<usize>c << 4), f32x4.add(f32x4.add(p0, p1), f32x4.add(p2, p3)));
    if (squared) {
      const a = f32x4.add(f32x4.mul(p0, p0), f32x4.mul(p1, p1));
      const b = f32x4.add(f32x4.mul(p2, p2), f32x4.mul(p3, p3));
      accumulate(squares + (<usize>c << 4), f32x4.add(a, b));
    }
  }
}

/** Sums of one pass, all zero at the start; the host lays them out and reads them. */
@unmanaged
export class Sums {
  /** f64 pairs per class: p over valid and over ignored pixels, p² likewise, z - top over valid pixels. */
  p: usize;
  pIgnored: usize;
  p2: usize;
  p2Ignored: usize;
  differences: usize;
  /** Likewise: p at the class's own pixels, and its square. */
  intersection: usize;
  intersection2: usize;
  /** u32 [classes, classes]: label by argmax. */
  confusion: usize;
  /** u32 per class: pixels with p > threshold, valid and ignored; and such at the class's own pixels. */
  hard: usize;
  hardIgnored: usize;
  hardIntersection: usize;
  /** One f64 pair: sum over valid pixels of log sum exp(z - top). */
  logSums: usize;
}

/**
 * One block: z [classes][stride bytes] becomes exp(z - top); writes the log-probability at the label (0 where ignored)
 * and the argmax per pixel; adds to the sums. `pixels` is rounded up to strips, whose codes are PAD.
 */
// @ts-ignore: decorator
@inline
function run(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  logProbability: usize,
  argmax: usize,
  threshold: f32,
  sums: Sums,
  extended: bool,
): void {
  for (let k: i32 = 0; k < pixels; k += STRIP) {
    const seen = makeMasks(codes);
    for (let lane: usize = 0; lane < 16; lane++) {
      const code = <u32>load<u16>(codes + 2 * lane);
      store<f32>(atLabel + 4 * lane, code < PAD ? load<f32>(z + <usize>code * stride + 4 * lane) : 0);
    }
    softmaxStrip(z, stride, classes, codes, sums.differences, extended);
    for (let v: usize = 0; v < 64; v += 16) {
      const difference = f32x4.sub(v128.load(atLabel + v), v128.load(top + v));
      const value = f32x4.sub(difference, v128.load(logSum + v));
      v128.store(logProbability + v, v128.and(value, v128.load(validMask + v)));
    }
    if (seen & 4) {
      sumProbabilities(z, stride, classes, validMask, false, sums.p, sums.p2, extended);
    } else {
      if (seen & 1) {
        sumProbabilities(z, stride, classes, validMask, true, sums.p, sums.p2, extended);
      }
      if (seen & 2) {
        sumProbabilities(z, stride, classes, ignoredMask, true, sums.pIgnored, sums.p2Ignored, extended);
      }
    }
    storeArgmax(argmax);
    if (seen & 1) {
      if (uniform(codes)) {
        const code = <usize>load<u16>(codes);
        sumUniform(z + code * stride, code, sums, extended);
      } else {
        sumMixed(z, stride, codes, sums, extended);
      }
      countConfusion(codes, classes, sums.confusion);
    }
    if (threshold >= 0.5) {
      countSingle(codes, threshold, sums);
    } else {
      countSeveral(z, stride, classes, codes, threshold, sums);
    }
    z += 64;
    codes += 32;
    logProbability += 64;
    argmax += 32;
  }
}

/** True when all 16 label codes are equal, as they mostly are in real labels. */
// @ts-ignore: decorator
@inline
function uniform(codes: usize): bool {
  const first = i16x8.splat(load<i16>(codes));
  const same = v128.and(i16x8.eq(v128.load(codes), first), i16x8.eq(v128.load(codes, 16), first));
  return i16x8.all_true(same);
}

/** Intersection, its square and log sum of a strip of one class: whole vectors. */
// @ts-ignore: decorator
@inline
function sumUniform(z: usize, code: usize, sums: Sums, squared: bool): void {
  const p0 = f32x4.mul(v128.load(z), v128.load(inverse));
  const p1 = f32x4.mul(v128.load(z, 16), v128.load(inverse, 16));
  const p2 = f32x4.mul(v128.load(z, 32), v128.load(inverse, 32));
  const p3 = f32x4.mul(v128.load(z, 48), v128.load(inverse, 48));
  accumulate(sums.intersection + (code << 4), f32x4.add(f32x4.add(p0, p1), f32x4.add(p2, p3)));
  if (squared) {
    const a = f32x4.add(f32x4.mul(p0, p0), f32x4.mul(p1, p1));
    const b = f32x4.add(f32x4.mul(p2, p2), f32x4.mul(p3, p3));
    accumulate(sums.intersection2 + (code << 4), f32x4.add(a, b));
    const low = f32x4.add(v128.load(logSum), v128.load(logSum, 16));
    const high = f32x4.add(v128.load(logSum, 32), v128.load(logSum, 48));
    accumulate(sums.logSums, f32x4.add(low, high));
  }
}

/** The same pixel by pixel, where labels meet. */
// @ts-ignore: decorator
@inline
function sumMixed(z: usize, stride: usize, codes: usize, sums: Sums, squared: bool): void {
  for (let lane: usize = 0; lane < 16; lane++) {
    const code = <usize>load<u16>(codes + 2 * lane);
    if (code >= PAD) {
      continue;
    }
    const p = <f64>(load<f32>(z + code * stride + 4 * lane) * load<f32>(inverse + 4 * lane));
    addTo(sums.intersection + (code << 4), p);
    if (squared) {
      addTo(sums.intersection2 + (code << 4), p * p);
      addTo(sums.logSums, <f64>load<f32>(logSum + 4 * lane));
    }
  }
}

// @ts-ignore: decorator
@inline
function addTo(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}

/** The argmax as 16-bit ids. */
// @ts-ignore: decorator
@inline
function storeArgmax(argmax: usize): void {
  v128.store(argmax, i16x8.narrow_i32x4_u(v128.load(best), v128.load(best, 16)));
  v128.store(argmax, i16x8.narrow_i32x4_u(v128.load(best, 32), v128.load(best, 48)), 16);
}

/** Confusion of label and argmax over the valid pixels. */
// @ts-ignore: decorator
@inline
function countConfusion(codes: usize, classes: i32, confusion: usize): void {
  for (let lane: usize = 0; lane < 16; lane++) {
    const code = <usize>load<u16>(codes + 2 * lane);
    if (code < PAD) {
      count(confusion, code * <usize>classes + <usize>load<i32>(best + 4 * lane));
    }
  }
}

/** Counts p > threshold >= 1/2: at most one class of a pixel can be above, and it is the argmax with p = 1 / sum. */
// @ts-ignore: decorator
@inline
function countSingle(codes: usize, threshold: f32, sums: Sums): void {
  for (let v: usize = 0; v < 64; v += 16) {
    let above = i32x4.bitmask(f32x4.gt(v128.load(inverse + v), f32x4.splat(threshold)));
    while (above) {
      const lane = (<usize>ctz(above) << 2) + v;
      above &= above - 1;
      countAbove(load<u16>(codes + (lane >> 1)), load<i32>(best + lane), sums);
    }
  }
}

/** Counts p > threshold < 1/2, class by class. */
function countSeveral(z: usize, stride: usize, classes: i32, codes: usize, threshold: f32, sums: Sums): void {
  for (let v: usize = 0; v < 64; v += 16) {
    const scale = v128.load(inverse + v);
    let at = z + v;
    for (let c: i32 = 0; c < classes; c++, at += stride) {
      let above = i32x4.bitmask(f32x4.gt(f32x4.mul(v128.load(at), scale), f32x4.splat(threshold)));
      while (above) {
        const lane = (<usize>ctz(above) << 2) + v;
        above &= above - 1;
        countAbove(load<u16>(codes + (lane >> 1)), c, sums);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function countAbove(code: u16, c: i32, sums: Sums): void {
  if (<u32>code != PAD) {
    count(<u32>code == IGNORED ? sums.hardIgnored : sums.hard, <usize>c);
    if (<i32>code == c) {
      count(sums.hardIntersection, <usize>c);
    }
  }
}

// @ts-ignore: decorator
@inline
function count(counters: usize, index: usize): void {
  const at = counters + (index << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** The sums that the origin's losses need. */
export function forward(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  logProbability: usize,
  argmax: usize,
  threshold: f32,
  sums: usize,
): void {
  run(z, stride, classes, pixels, codes, logProbability, argmax, threshold, changetype<Sums>(sums), false);
}

/** All sums: squares and label smoothing too. */
export function forwardExtended(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  logProbability: usize,
  argmax: usize,
  threshold: f32,
  sums: usize,
): void {
  run(z, stride, classes, pixels, codes, logProbability, argmax, threshold, changetype<Sums>(sums), true);
}

/** Only what the gradient pass needs: z becomes exp(z - top), the inverse sums stay in `inverse`. */
export function softmaxOnly(z: usize, stride: usize, classes: i32): void {
  softmaxStrip(z, stride, classes, 0, 0, false);
}
