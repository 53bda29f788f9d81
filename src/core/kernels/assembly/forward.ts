// AssemblyScript. The one pass over a block of logits; see ../kernel.ts for the contract.
import { accumulate, expNonPositive, log1pNonNegative } from './math';

/** Pixels handled together: 16 float32 of one class are one cache line. */
export const STRIP: i32 = 16;
export const IGNORED: u32 = 0xffff;
/** Label code of the lanes that fill up the last strip: they count nowhere. */
export const PAD: u32 = 0xfffe;

/** Scratch of one strip: [16] f32 each. */
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
export const validMask: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
export const ignoredMask: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
const logSum: usize = memory.data(64, 16);

/** NaN and infinite logits met. */
export let nanCount: u32 = 0;
export let infiniteCount: u32 = 0;

export function resetCounts(): void {
  nanCount = 0;
  infiniteCount = 0;
}

/** Counts the values of four pixels one by one; only where there is something to count. */
function countNonFinite(z: usize, stride: usize, classes: i32, codes: usize): void {
  for (let lane: usize = 0; lane < 4; lane++) {
    if (<u32>load<u16>(codes + 2 * lane) == PAD) {
      continue;
    }
    for (let c: i32 = 0; c < classes; c++) {
      const x = load<f32>(z + 4 * lane + <usize>c * stride);
      if (x != x) {
        nanCount++;
      } else if (x - x != 0) {
        infiniteCount++;
      }
    }
  }
}

/** Largest logit and its first class for 16 pixels; NaN counts as the largest, the first NaN wins. */
function findTop(z: usize, stride: usize, classes: i32, codes: usize): void {
  for (let v: usize = 0; v < 64; v += 16) {
    let m = v128.load(z + v);
    let index = i32x4.splat(0);
    // x · 0 is 0 for every finite x and NaN for the others.
    let other = f32x4.mul(m, f32x4.splat(0));
    let at = z + v + stride;
    for (let c: i32 = 1; c < classes; c++, at += stride) {
      const x = v128.load(at);
      const more = f32x4.gt(x, m);
      index = v128.bitselect(i32x4.splat(c), index, more);
      other = f32x4.add(other, f32x4.mul(x, f32x4.splat(0)));
      m = f32x4.max(x, m);
    }
    v128.store(top + v, m);
    v128.store(best + v, index);
    if (v128.any_true(f32x4.ne(other, other))) {
      if (codes) {
        countNonFinite(z + v, stride, classes, codes + (v >> 1));
      }
      for (let lane: usize = 0; lane < 16; lane += 4) {
        for (let c: i32 = 0; c < classes; c++) {
          const x = load<f32>(z + v + lane + <usize>c * stride);
          if (x != x) {
            store<i32>(best + v + lane, c);
            break;
          }
        }
      }
    }
  }
}

/** Builds the lane masks of 16 label codes; returns bit 0 when any is valid, bit 1 when any is ignored. */
// @ts-ignore: decorator
@inline
export function makeMasks(codes: usize): i32 {
  let seen = 0;
  for (let k: usize = 0; k < 16; k++) {
    const code = <u32>load<u16>(codes + 2 * k);
    const valid = code < PAD;
    const ignored = code == IGNORED;
    store<u32>(validMask + 4 * k, valid ? 0xffffffff : 0);
    store<u32>(ignoredMask + 4 * k, ignored ? 0xffffffff : 0);
    seen |= (valid ? 1 : 0) | (ignored ? 2 : 0);
  }
  return seen;
}

/** z becomes exp(z - top) per class; leaves 1 / sum in `inverse` and log(sum) in `logSum`. */
// @ts-ignore: decorator
@inline
export function softmaxStrip(z: usize, stride: usize, classes: i32, differences: usize, sumDifferences: bool): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const m0 = v128.load(top);
  const m1 = v128.load(top, 16);
  const m2 = v128.load(top, 32);
  const m3 = v128.load(top, 48);
  const b0 = v128.load(best);
  const b1 = v128.load(best, 16);
  const b2 = v128.load(best, 32);
  const b3 = v128.load(best, 48);
  let at = z;
  for (let c: i32 = 0; c < classes; c++, at += stride) {
    const id = i32x4.splat(c);
    const d0 = f32x4.sub(v128.load(at), m0);
    const d1 = f32x4.sub(v128.load(at, 16), m1);
    const d2 = f32x4.sub(v128.load(at, 32), m2);
    const d3 = f32x4.sub(v128.load(at, 48), m3);
    if (sumDifferences) {
      const a = f32x4.add(v128.and(d0, v128.load(validMask)), v128.and(d1, v128.load(validMask, 16)));
      const b = f32x4.add(v128.and(d2, v128.load(validMask, 32)), v128.and(d3, v128.load(validMask, 48)));
      accumulate(differences + (<usize>c << 4), f32x4.add(a, b));
    }
    const e0 = expNonPositive(d0);
    const e1 = expNonPositive(d1);
    const e2 = expNonPositive(d2);
    const e3 = expNonPositive(d3);
    v128.store(at, e0);
    v128.store(at, e1, 16);
    v128.store(at, e2, 32);
    v128.store(at, e3, 48);
    // The largest term is exactly 1 and is left out: log1p of the rest keeps small losses precise.
    s0 = f32x4.add(s0, v128.andnot(e0, i32x4.eq(b0, id)));
    s1 = f32x4.add(s1, v128.andnot(e1, i32x4.eq(b1, id)));
    s2 = f32x4.add(s2, v128.andnot(e2, i32x4.eq(b2, id)));
    s3 = f32x4.add(s3, v128.andnot(e3, i32x4.eq(b3, id)));
  }
  finish(0, s0);
  finish(16, s1);
  finish(32, s2);
  finish(48, s3);
}

// @ts-ignore: decorator
@inline
function finish(v: usize, rest: v128): void {
  const one = f32x4.splat(1);
  const m = v128.load(top + v);
  // An infinite logit makes the whole softmax NaN, as in torch: inf - inf.
  const sum = f32x4.add(rest, f32x4.sub(m, m));
  v128.store(inverse + v, f32x4.div(one, f32x4.add(one, sum)));
  v128.store(logSum + v, log1pNonNegative(sum));
}

/** Sums p and, if wanted, p² per class over the strip, masked; one float64 pair per class at p (and squares). */
// @ts-ignore: decorator
@inline
function sumMasked(z: usize, stride: usize, classes: i32, mask: usize, p: usize, squares: usize, squared: bool): void {
  const i0 = v128.and(v128.load(inverse), v128.load(mask));
  const i1 = v128.and(v128.load(inverse, 16), v128.load(mask, 16));
  const i2 = v128.and(v128.load(inverse, 32), v128.load(mask, 32));
  const i3 = v128.and(v128.load(inverse, 48), v128.load(mask, 48));
  let at = z;
  for (let c: i32 = 0; c < classes; c++, at += stride) {
    // A NaN probability must stay out where the mask says so: 0 * NaN is NaN, so the mask is applied to both.
    const p0 = f32x4.mul(v128.and(v128.load(at), v128.load(mask)), i0);
    const p1 = f32x4.mul(v128.and(v128.load(at, 16), v128.load(mask, 16)), i1);
    const p2 = f32x4.mul(v128.and(v128.load(at, 32), v128.load(mask, 32)), i2);
    const p3 = f32x4.mul(v128.and(v128.load(at, 48), v128.load(mask, 48)), i3);
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
  /** f64 per class: p at the class's own pixels, and its square. */
  intersection: usize;
  intersection2: usize;
  /** u32 [classes, classes]: label by argmax. */
  confusion: usize;
  /** u32 per class: pixels with p > threshold, valid and ignored; and such at the class's own pixels. */
  hard: usize;
  hardIgnored: usize;
  hardIntersection: usize;
  /** f64: sum over valid pixels of log sum exp(z - top). */
  logSums: f64;
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
    findTop(z, stride, classes, codes);
    for (let lane: usize = 0; lane < 16; lane++) {
      const code = <u32>load<u16>(codes + 2 * lane);
      store<f32>(atLabel + 4 * lane, code < PAD ? load<f32>(z + <usize>code * stride + 4 * lane) : 0);
    }
    softmaxStrip(z, stride, classes, sums.differences, extended);
    for (let v: usize = 0; v < 64; v += 16) {
      const difference = f32x4.sub(v128.load(atLabel + v), v128.load(top + v));
      const value = f32x4.sub(difference, v128.load(logSum + v));
      v128.store(logProbability + v, v128.and(value, v128.load(validMask + v)));
    }
    if (seen & 1) {
      sumMasked(z, stride, classes, validMask, sums.p, sums.p2, extended);
    }
    if (seen & 2) {
      sumMasked(z, stride, classes, ignoredMask, sums.pIgnored, sums.p2Ignored, extended);
    }
    countStrip(z, stride, classes, codes, argmax, threshold, sums);
    z += 64;
    codes += 32;
    logProbability += 64;
    argmax += 32;
  }
}

/** What is counted pixel by pixel: intersection, confusion, argmax, and p above the threshold. */
function countStrip(
  z: usize,
  stride: usize,
  classes: i32,
  codes: usize,
  argmax: usize,
  threshold: f32,
  sums: Sums,
): void {
  // At most one class of a pixel can be above one half, and it is the argmax.
  const single = threshold >= 0.5;
  for (let lane: usize = 0; lane < 16; lane++) {
    const code = <u32>load<u16>(codes + 2 * lane);
    const index = <usize>load<i32>(best + 4 * lane);
    const scale = load<f32>(inverse + 4 * lane);
    store<u16>(argmax + 2 * lane, <u16>index);
    if (code == PAD) {
      continue;
    }
    const valid = code != IGNORED;
    if (valid) {
      const p = <f64>(load<f32>(z + <usize>code * stride + 4 * lane) * scale);
      const sum = sums.intersection + (<usize>code << 3);
      store<f64>(sum, load<f64>(sum) + p);
      const sum2 = sums.intersection2 + (<usize>code << 3);
      store<f64>(sum2, load<f64>(sum2) + p * p);
      const cell = sums.confusion + ((<usize>code * <usize>classes + index) << 2);
      store<u32>(cell, load<u32>(cell) + 1);
      sums.logSums += <f64>load<f32>(logSum + 4 * lane);
    }
    const hard = valid ? sums.hard : sums.hardIgnored;
    if (single) {
      // exp(0) is 1: the probability of the argmax is the inverse sum itself.
      if (scale > threshold) {
        count(hard, index);
        if (<u32>index == code) {
          count(sums.hardIntersection, index);
        }
      }
    } else {
      for (let c: usize = 0; c < <usize>classes; c++) {
        if (load<f32>(z + c * stride + 4 * lane) * scale > threshold) {
          count(hard, c);
          if (<u32>c == code) {
            count(sums.hardIntersection, c);
          }
        }
      }
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
  findTop(z, stride, classes, 0);
  softmaxStrip(z, stride, classes, 0, false);
}
