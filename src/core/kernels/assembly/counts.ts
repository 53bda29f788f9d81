// AssemblyScript. What is counted rather than summed: argmax, confusion, probabilities above the threshold.
import { IGNORED, PAD, ROW, best, cellOf, inverse } from './strip';
import { Sums } from './sums';

/** The argmax as 16-bit ids. */
// @ts-ignore: decorator
@inline
export function storeArgmax(argmax: usize): void {
  v128.store(argmax, i16x8.narrow_i32x4_u(v128.load(best), v128.load(best, 16)));
  v128.store(argmax, i16x8.narrow_i32x4_u(v128.load(best, 32), v128.load(best, 48)), 16);
}

/**
 * Counts each pixel in one cell of u32 [label][argmax][p > threshold], the rows being the classes, padding, and ignored
 * pixels. For a threshold from 1/2 up this is all there is to count: only the argmax can be above it, with p = 1 / sum.
 */
// @ts-ignore: decorator
@inline
export function countCells(codes: usize, classes: i32, threshold: f32, cells: usize): void {
  for (let v: usize = 0; v < 64; v += 16) {
    const code = i32x4.extend_low_i16x8_u(v128.load64_zero(codes + (v >> 1)));
    const special = i32x4.gt_s(code, i32x4.splat(PAD - 1));
    const row = i32x4.sub(code, v128.and(special, i32x4.splat(PAD - classes)));
    const pair = i32x4.add(i32x4.mul(row, i32x4.splat(classes)), v128.load(best + v));
    const above = f32x4.gt(v128.load(inverse + v), f32x4.splat(threshold));
    // A mask is -1 where it is set.
    const cell = i32x4.sub(i32x4.shl(pair, 1), above);
    v128.store(cellOf + v, i32x4.add(i32x4.shl(cell, 2), i32x4.splat(<i32>cells)));
  }
  const first = v128.load32_splat(cellOf);
  const same01 = v128.and(i32x4.eq(first, v128.load(cellOf)), i32x4.eq(first, v128.load(cellOf, 16)));
  const same23 = v128.and(i32x4.eq(first, v128.load(cellOf, 32)), i32x4.eq(first, v128.load(cellOf, 48)));
  if (i32x4.all_true(v128.and(same01, same23))) {
    const cell = <usize>load<u32>(cellOf);
    store<u32>(cell, load<u32>(cell) + 16);
  } else {
    for (let lane: usize = 0; lane < 64; lane += 4) {
      const cell = <usize>load<u32>(cellOf + lane);
      store<u32>(cell, load<u32>(cell) + 1);
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
