// AssemblyScript. Derivative of the pixel losses, and the length of a gradient.
import { PAD } from './strip';
import { power } from './pixelTerm';
import { expNonPositive } from './math';

/**
 * scale[label] · df/dlog p for the term of pixelTerm, `pixels` a multiple of 4; 0 at ignored pixels. With u = w · log p:
 *
 *   df/dlog p = factor · w · (gamma · u · e^u · (1 − e^u)^(gamma − 1) − (1 − e^u)^gamma)
 *
 * NaN where 0 < gamma < 1 and e^u = 1, as in torch: infinity times 0.
 */
export function pixelSlope(
  logProbability: usize,
  codes: usize,
  weights: usize,
  scales: usize,
  pixels: i32,
  factor: f32,
  gamma: f32,
  out: usize,
): void {
  const zero = f32x4.splat(0);
  for (let k: i32 = 0; k < pixels; k += 4) {
    let w = zero;
    let scale = zero;
    const four = load<u64>(codes);
    const code = <u32>(four & 0xffff);
    if (four == <u64>code * 0x0001000100010001) {
      if (code < PAD) {
        w = v128.load32_splat(weights + (<usize>code << 2));
        scale = v128.load32_splat(scales + (<usize>code << 2));
      }
    } else {
      w = gather(weights, codes);
      scale = gather(scales, codes);
    }
    const u = f32x4.mul(w, v128.load(logProbability));
    let slope = f32x4.splat(-1);
    if (gamma != 0) {
      // Exactly 0 far below, so that infinity times it is NaN, as in torch.
      const pt = v128.andnot(expNonPositive(u), f32x4.lt(u, f32x4.splat(-86)));
      const miss = f32x4.sub(f32x4.splat(1), pt);
      const first = power(miss, gamma);
      let less = f32x4.splat(1);
      if (gamma > 1) {
        less = power(miss, gamma - 1);
      } else if (gamma < 1) {
        less = f32x4.div(first, miss);
      }
      const second = f32x4.mul(f32x4.mul(f32x4.mul(u, f32x4.splat(gamma)), pt), less);
      slope = f32x4.sub(second, first);
    }
    slope = f32x4.mul(f32x4.mul(slope, w), f32x4.mul(scale, f32x4.splat(factor)));
    // Ignored pixels have scale 0, which 0 / 0 above must not undo.
    v128.store(out, v128.and(slope, valid(codes)));
    logProbability += 16;
    codes += 8;
    out += 16;
  }
}

// @ts-ignore: decorator
@inline
function valid(codes: usize): v128 {
  const lanes = i32x4.extend_low_i16x8_u(v128.load64_zero(codes));
  return i32x4.lt_u(lanes, i32x4.splat(PAD));
}

// @ts-ignore: decorator
@inline
function gather(values: usize, codes: usize): v128 {
  let out = f32x4.splat(0);
  out = f32x4.replace_lane(out, 0, at(values, load<u16>(codes)));
  out = f32x4.replace_lane(out, 1, at(values, load<u16>(codes, 2)));
  out = f32x4.replace_lane(out, 2, at(values, load<u16>(codes, 4)));
  return f32x4.replace_lane(out, 3, at(values, load<u16>(codes, 6)));
}

// @ts-ignore: decorator
@inline
function at(values: usize, code: u16): f32 {
  return <u32>code < PAD ? load<f32>(values + (<usize>code << 2)) : 0;
}

/** out = sqrt(Σ_c z²) per pixel; `pixels` a multiple of 4. */
export function magnitude(z: usize, stride: usize, classes: i32, pixels: i32, out: usize): void {
  for (let k: i32 = 0; k < pixels; k += 4) {
    let sum = f32x4.splat(0);
    let at = z;
    for (let c: i32 = 0; c < classes; c++, at += stride) {
      const g = v128.load(at);
      sum = f32x4.add(sum, f32x4.mul(g, g));
    }
    v128.store(out, f32x4.sqrt(sum));
    z += 16;
    out += 16;
  }
}
