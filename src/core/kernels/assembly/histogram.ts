// AssemblyScript. Histograms of the probabilities of a block, for scores over all thresholds.
import { softmaxOnly } from './softmax';
import { IGNORED, PAD, ROW, STRIP, exponentials, inverse } from './strip';

/**
 * Counts p of every class into u32 [classes][bins + 1]: bin 0 is p = 0 (or NaN), bin k is (k-1)/bins < p <= k/bins.
 * `valid`: pixels that count, whatever their label; `ignored`: the others; `own`: the class's own label pixels.
 */
export function histogram(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  bins: i32,
  valid: usize,
  ignored: usize,
  own: usize,
): void {
  const row = (<usize>bins + 1) << 2;
  for (let k: i32 = 0; k < pixels; k += STRIP) {
    softmaxOnly(z, stride, classes);
    for (let v: usize = 0; v < 64; v += 16) {
      const scale = f32x4.mul(v128.load(inverse + v), f32x4.splat(<f32>bins));
      let at = exponentials + v;
      let offset: usize = 0;
      for (let c: i32 = 0; c < classes; c++, at += ROW, offset += row) {
        const bin = i32x4.trunc_sat_f32x4_s(f32x4.ceil(f32x4.mul(v128.load(at), scale)));
        add(codes + (v >> 1), c, i32x4.extract_lane(bin, 0), offset, valid, ignored, own);
        add(codes + (v >> 1) + 2, c, i32x4.extract_lane(bin, 1), offset, valid, ignored, own);
        add(codes + (v >> 1) + 4, c, i32x4.extract_lane(bin, 2), offset, valid, ignored, own);
        add(codes + (v >> 1) + 6, c, i32x4.extract_lane(bin, 3), offset, valid, ignored, own);
      }
    }
    z += 64;
    codes += 32;
  }
}

// @ts-ignore: decorator
@inline
function add(code: usize, c: i32, bin: i32, offset: usize, valid: usize, ignored: usize, own: usize): void {
  const id = <u32>load<u16>(code);
  const at = offset + (<usize>bin << 2);
  if (id == PAD) {
    return;
  }
  const counters = (id == IGNORED ? ignored : valid) + at;
  store<u32>(counters, load<u32>(counters) + 1);
  if (id == <u32>c) {
    store<u32>(own + at, load<u32>(own + at) + 1);
  }
}
