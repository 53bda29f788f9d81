// AssemblyScript. The pixel losses of the focal family: cross entropy is gamma 0, factor 1.
import { accumulate, expNonPositive, logPositive } from './math';
import { PAD } from './strip';

/**
 * f = factor · (1 − exp(−ℓ))^gamma · ℓ with ℓ = −weight[label] · log p, for `pixels` (a multiple of 4).
 * Writes the map (0 at ignored pixels) and adds each class's sum to the f64 pair at `byClass`.
 */
export function pixelTerm(
  logProbability: usize,
  codes: usize,
  weights: usize,
  pixels: i32,
  factor: f32,
  gamma: f32,
  out: usize,
  byClass: usize,
): void {
  for (let k: i32 = 0; k < pixels; k += 4) {
    const four = load<u64>(codes);
    const code = <u32>(four & 0xffff);
    // Four pixels of one class, as nearly all are in real labels.
    if (four == <u64>code * 0x0001000100010001) {
      if (code < PAD) {
        const w = v128.load32_splat(weights + (<usize>code << 2));
        const value = evaluate(f32x4.mul(w, v128.load(logProbability)), factor, gamma);
        v128.store(out, value);
        accumulate(byClass + (<usize>code << 4), value);
      } else {
        v128.store(out, f32x4.splat(0));
      }
    } else {
      mixed(logProbability, codes, weights, factor, gamma, out, byClass);
    }
    logProbability += 16;
    codes += 8;
    out += 16;
  }
}

/** Four pixels of several classes. */
function mixed(
  logProbability: usize,
  codes: usize,
  weights: usize,
  factor: f32,
  gamma: f32,
  out: usize,
  byClass: usize,
): void {
  const c0 = <u32>load<u16>(codes);
  const c1 = <u32>load<u16>(codes, 2);
  const c2 = <u32>load<u16>(codes, 4);
  const c3 = <u32>load<u16>(codes, 6);
  let w = f32x4.splat(weightAt(weights, c0));
  w = f32x4.replace_lane(w, 1, weightAt(weights, c1));
  w = f32x4.replace_lane(w, 2, weightAt(weights, c2));
  w = f32x4.replace_lane(w, 3, weightAt(weights, c3));
  const value = evaluate(f32x4.mul(w, v128.load(logProbability)), factor, gamma);
  store<f32>(out, add(byClass, c0, f32x4.extract_lane(value, 0)));
  store<f32>(out, add(byClass, c1, f32x4.extract_lane(value, 1)), 4);
  store<f32>(out, add(byClass, c2, f32x4.extract_lane(value, 2)), 8);
  store<f32>(out, add(byClass, c3, f32x4.extract_lane(value, 3)), 12);
}

/** The term of four pixels, from weight · log p. */
// @ts-ignore: decorator
@inline
function evaluate(scaled: v128, factor: f32, gamma: f32): v128 {
  let value = f32x4.neg(scaled);
  if (gamma != 0) {
    const base = f32x4.sub(f32x4.splat(1), expNonPositive(scaled));
    value = f32x4.mul(value, power(base, gamma));
  }
  return f32x4.mul(value, f32x4.splat(factor));
}

// @ts-ignore: decorator
@inline
function weightAt(weights: usize, code: u32): f32 {
  return code < PAD ? load<f32>(weights + (<usize>code << 2)) : 0;
}

// @ts-ignore: decorator
@inline
function add(byClass: usize, code: u32, value: f32): f32 {
  if (code >= PAD) {
    return 0;
  }
  const at = byClass + (<usize>code << 4);
  store<f64>(at, load<f64>(at) + <f64>value);
  return value;
}

/** base^gamma for base in [0, 1] and gamma > 0. */
// @ts-ignore: decorator
@inline
export function power(base: v128, gamma: f32): v128 {
  if (gamma == 2) {
    return f32x4.mul(base, base);
  }
  if (gamma == 1) {
    return base;
  }
  if (gamma == 0.5) {
    return f32x4.sqrt(base);
  }
  if (gamma == 3) {
    return f32x4.mul(f32x4.mul(base, base), base);
  }
  return expNonPositive(f32x4.mul(logPositive(base), f32x4.splat(gamma)));
}
