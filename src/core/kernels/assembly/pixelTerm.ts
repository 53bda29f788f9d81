// AssemblyScript. The pixel losses of the focal family: cross entropy is gamma 0, factor 1.
import { accumulate, expNonPositive, logPositive } from './math';
import { PAD, STRIP, uniform } from './strip';

/**
 * f = factor · (1 − exp(−ℓ))^gamma · ℓ with ℓ = −weight[label] · log p, for `pixels` (whole strips).
 * Writes the map (0 at ignored pixels) and adds each class's sum to the f64 pair at `byClass`.
 *
 * Loops without a branch keep their constants in registers, and short ones overlap: hence several, one after the other.
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
  if (gamma != 0) {
    weigh(logProbability, codes, weights, pixels, out);
    modulate(out, pixels, gamma);
  }
  const end = out + (<usize>pixels << 2);
  for (; out < end; out += 64, logProbability += 64, codes += 32) {
    if (!uniform(codes)) {
      mixed(logProbability, codes, weights, factor, gamma != 0, out, byClass);
      continue;
    }
    const code = <u32>load<u16>(codes);
    if (code >= PAD) {
      memory.fill(out, 0, 64);
      continue;
    }
    const scale = f32x4.splat(-factor * load<f32>(weights + (<usize>code << 2)));
    let sum = f32x4.splat(0);
    for (let v: usize = 0; v < 64; v += 16) {
      let value = f32x4.mul(scale, v128.load(logProbability + v));
      value = gamma != 0 ? f32x4.mul(value, v128.load(out + v)) : value;
      v128.store(out + v, value);
      sum = f32x4.add(sum, value);
    }
    accumulate(byClass + (<usize>code << 4), sum);
  }
}

/** The last step for a strip of several classes; `modulated`: `out` holds the factors of `modulate`. */
function mixed(
  logProbability: usize,
  codes: usize,
  weights: usize,
  factor: f32,
  modulated: bool,
  out: usize,
  byClass: usize,
): void {
  for (let lane: usize = 0; lane < 16; lane++, out += 4) {
    const code = <usize>load<u16>(codes + 2 * lane);
    let value: f32 = 0;
    if (code < PAD) {
      value = -factor * load<f32>(weights + (code << 2)) * load<f32>(logProbability + 4 * lane);
      value = modulated ? value * load<f32>(out) : value;
      const at = byClass + (code << 4);
      store<f64>(at, load<f64>(at) + <f64>value);
    }
    store<f32>(out, value);
  }
}

/** out = weight[label] · log p; 0 at ignored pixels. */
function weigh(logProbability: usize, codes: usize, weights: usize, pixels: i32, out: usize): void {
  for (let k: i32 = 0; k < pixels; k += STRIP, out += 64, logProbability += 64, codes += 32) {
    if (uniform(codes)) {
      const w = f32x4.splat(weightAt(weights, load<u16>(codes)));
      for (let v: usize = 0; v < 64; v += 16) {
        v128.store(out + v, f32x4.mul(w, v128.load(logProbability + v)));
      }
    } else {
      for (let lane: usize = 0; lane < 16; lane++) {
        const w = weightAt(weights, load<u16>(codes + 2 * lane));
        store<f32>(out + 4 * lane, w * load<f32>(logProbability + 4 * lane));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function weightAt(weights: usize, code: u16): f32 {
  return <u32>code < PAD ? load<f32>(weights + (<usize>code << 2)) : 0;
}

/** out = (1 − exp(out))^gamma. */
function modulate(out: usize, pixels: i32, gamma: f32): void {
  const end = out + (<usize>pixels << 2);
  if (gamma == 2) {
    for (let at = out; at < end; at += 16) {
      v128.store(at, power(miss(at), 2));
    }
    return;
  }
  for (let at = out; at < end; at += 16) {
    v128.store(at, miss(at));
  }
  if (gamma == 1 || gamma == 0.5 || gamma == 3) {
    for (let at = out; at < end; at += 16) {
      v128.store(at, power(v128.load(at), gamma));
    }
    return;
  }
  for (let at = out; at < end; at += 16) {
    v128.store(at, f32x4.mul(logPositive(v128.load(at)), f32x4.splat(gamma)));
  }
  for (let at = out; at < end; at += 16) {
    v128.store(at, expNonPositive(v128.load(at)));
  }
}

// @ts-ignore: decorator
@inline
function miss(at: usize): v128 {
  return f32x4.sub(f32x4.splat(1), expNonPositive(v128.load(at)));
}

/** Σ of the terms of pixels whose log-probability is above `least`. */
export function sumAbove(term: usize, logProbability: usize, pixels: i32, least: f32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let k: i32 = 0; k < pixels; k += 4, term += 16, logProbability += 16) {
    const counted = f32x4.gt(v128.load(logProbability), f32x4.splat(least));
    const value = v128.and(v128.load(term), counted);
    low = f64x2.add(low, f64x2.promote_low_f32x4(value));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i32>(value, value, 2, 3, 2, 3)));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
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
