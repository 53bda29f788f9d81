// AssemblyScript. dL/dlogits of one block; the formula stands at GradientRequest in ../kernel.ts.
import { softmaxOnly } from './softmax';
import { IGNORED, PAD, ROW, STRIP, exponentials, inverse } from './strip';

/**
 * z [classes][stride bytes] becomes dL/dz. `p`, `pIgnored`, `intersection`, `p2`, `p2Ignored`: f32 per class;
 * `logProbability`: f32 per pixel.
 */
export function gradient(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  logProbability: usize,
  p: usize,
  pIgnored: usize,
  intersection: usize,
  p2: usize,
  p2Ignored: usize,
): void {
  for (let k: i32 = 0; k < pixels; k += STRIP) {
    softmaxOnly(z, stride, classes);
    for (let v: usize = 0; v < 64; v += 16) {
      vector(z + v, stride, classes, codes + (v >> 1), logProbability + v, v, p, pIgnored, intersection, p2, p2Ignored);
    }
    z += 64;
    codes += 32;
    logProbability += 64;
  }
}

/** Four pixels: codes and derivatives differ by lane, so that lane masks choose between valid and ignored. */
// @ts-ignore: decorator
@inline
function vector(
  z: usize,
  stride: usize,
  classes: i32,
  codes: usize,
  logProbability: usize,
  v: usize,
  p: usize,
  pIgnored: usize,
  intersection: usize,
  p2: usize,
  p2Ignored: usize,
): void {
  const scale = v128.load(inverse + v);
  const lanes = i32x4.extend_low_i16x8_u(v128.load64_zero(codes));
  const ignored = i32x4.eq(lanes, i32x4.splat(IGNORED));
  const a = v128.andnot(v128.load(logProbability), i32x4.ge_u(lanes, i32x4.splat(PAD)));
  let dot = f32x4.splat(0);
  let from = exponentials + v;
  for (let c: i32 = 0; c < classes; c++, from += ROW) {
    const q = f32x4.mul(v128.load(from), scale);
    dot = f32x4.add(dot, f32x4.mul(q, derivative(c, q, lanes, ignored, p, pIgnored, intersection, p2, p2Ignored)));
  }
  let at = z;
  from = exponentials + v;
  for (let c: i32 = 0; c < classes; c++, at += stride, from += ROW) {
    const q = f32x4.mul(v128.load(from), scale);
    const g = derivative(c, q, lanes, ignored, p, pIgnored, intersection, p2, p2Ignored);
    const own = v128.and(i32x4.eq(lanes, i32x4.splat(c)), f32x4.splat(1));
    const region = f32x4.mul(q, f32x4.sub(g, dot));
    v128.store(at, f32x4.add(region, f32x4.mul(a, f32x4.sub(own, q))));
  }
}

/** g_c for four pixels. */
// @ts-ignore: decorator
@inline
function derivative(
  c: i32,
  q: v128,
  lanes: v128,
  ignored: v128,
  p: usize,
  pIgnored: usize,
  intersection: usize,
  p2: usize,
  p2Ignored: usize,
): v128 {
  const at = <usize>c << 2;
  const first = v128.bitselect(v128.load32_splat(pIgnored + at), v128.load32_splat(p + at), ignored);
  const second = v128.bitselect(v128.load32_splat(p2Ignored + at), v128.load32_splat(p2 + at), ignored);
  const own = v128.and(i32x4.eq(lanes, i32x4.splat(c)), v128.load32_splat(intersection + at));
  return f32x4.add(f32x4.add(first, own), f32x4.mul(f32x4.add(q, q), second));
}
