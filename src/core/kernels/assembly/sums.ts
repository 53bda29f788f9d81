// AssemblyScript. The float64 sums of the pass, added strip by strip.
import { accumulate, logPositive } from './math';
import { valueAt } from './softmax';
import { PAD, ROW, inverse, logSum, top, validMask } from './strip';

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
  /** u32 [classes + 2][classes][2]: see `countCells`. */
  cells: usize;
  /** u32 per class, where `cells` cannot tell: pixels with p > threshold, valid, ignored, and at the class's own pixels. */
  hard: usize;
  hardIgnored: usize;
  hardIntersection: usize;
  /** One f64 pair: sum over valid pixels of log sum exp(z - top). */
  logSums: usize;
}

/** Sums p and, with `squared`, p² per class over the strip; `masked` leaves out the lanes that `mask` does not have. */
// @ts-ignore: decorator
@inline
export function sumProbabilities(
  e: usize,
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
  let at = e;
  for (let c: i32 = 0; c < classes; c++, at += ROW) {
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

/** Sums z - top over the valid pixels, per class. */
// @ts-ignore: decorator
@inline
export function sumDifferences(z: usize, stride: usize, classes: i32, differences: usize, shares: bool): void {
  for (let c: i32 = 0; c < classes; c++, z += stride, differences += 16) {
    let sum = f32x4.splat(0);
    for (let v: usize = 0; v < 64; v += 16) {
      const x = valueAt(z, v, shares);
      const m = v128.load(top + v);
      const difference = shares ? logPositive(f32x4.div(x, m)) : f32x4.sub(x, m);
      sum = f32x4.add(sum, v128.and(difference, v128.load(validMask + v)));
    }
    accumulate(differences, sum);
  }
}

/** Intersection, its square and log sum of a strip of one class: whole vectors. */
// @ts-ignore: decorator
@inline
export function sumUniform(e: usize, code: usize, sums: Sums, squared: bool): void {
  const p0 = f32x4.mul(v128.load(e), v128.load(inverse));
  const p1 = f32x4.mul(v128.load(e, 16), v128.load(inverse, 16));
  const p2 = f32x4.mul(v128.load(e, 32), v128.load(inverse, 32));
  const p3 = f32x4.mul(v128.load(e, 48), v128.load(inverse, 48));
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
export function sumMixed(e: usize, codes: usize, sums: Sums, squared: bool): void {
  for (let lane: usize = 0; lane < 16; lane++) {
    const code = <usize>load<u16>(codes + 2 * lane);
    if (code >= PAD) {
      continue;
    }
    const p = <f64>(load<f32>(e + code * ROW + 4 * lane) * load<f32>(inverse + 4 * lane));
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
