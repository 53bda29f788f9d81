// AssemblyScript. What each pixel adds to a sum over overlaps; the formula stands at OverlapCoefficients.
import { softmaxOnly } from './softmax';
import { PAD, ROW, STRIP, exponentials, inverse } from './strip';

/** `all`, `own`, `constant`: f32 per class; `out`: f32 per pixel. */
export function overlapMap(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  all: usize,
  own: usize,
  constant: usize,
  out: usize,
): void {
  for (let k: i32 = 0; k < pixels; k += STRIP) {
    softmaxOnly(z, stride, classes);
    for (let v: usize = 0; v < 64; v += 16) {
      let dot = f32x4.splat(0);
      let at = exponentials + v;
      for (let c: i32 = 0; c < classes; c++, at += ROW) {
        dot = f32x4.add(dot, f32x4.mul(v128.load(at), v128.load32_splat(all + (<usize>c << 2))));
      }
      v128.store(out + v, f32x4.mul(dot, v128.load(inverse + v)));
    }
    for (let lane: usize = 0; lane < 16; lane++) {
      const code = <usize>load<u16>(codes + 2 * lane);
      if (code < PAD) {
        const p = load<f32>(exponentials + code * ROW + 4 * lane) * load<f32>(inverse + 4 * lane);
        const more = p * load<f32>(own + (code << 2)) + load<f32>(constant + (code << 2));
        store<f32>(out + 4 * lane, load<f32>(out + 4 * lane) + more);
      }
    }
    z += 64;
    codes += 32;
    out += 64;
  }
}
