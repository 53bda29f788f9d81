// AssemblyScript. What is counted rather than summed: argmax, confusion, probabilities above the threshold.
import { IGNORED, PAD, ROW, best, inverse } from './strip';
import { Sums } from './sums';

/** The argmax as 16-bit ids. */
// @ts-ignore: decorator
@inline
export function storeArgmax(argmax: usize): void {
  v128.store(argmax, i16x8.narrow_i32x4_u(v128.load(best), v128.load(best, 16)));
  v128.store(argmax, i16x8.narrow_i32x4_u(v128.load(best, 32), v128.load(best, 48)), 16);
}

/** Confusion of label and argmax over the valid pixels. */
// @ts-ignore: decorator
@inline
export function countConfusion(codes: usize, classes: i32, confusion: usize): void {
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
export function countSingle(codes: usize, threshold: f32, sums: Sums): void {
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
export function countSeveral(e: usize, classes: i32, codes: usize, threshold: f32, sums: Sums): void {
  for (let v: usize = 0; v < 64; v += 16) {
    const scale = v128.load(inverse + v);
    let at = e + v;
    for (let c: i32 = 0; c < classes; c++, at += ROW) {
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
