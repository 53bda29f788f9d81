// AssemblyScript. What a strip of 16 pixels is, and its scratch memory.

/** Pixels handled together: 16 float32 of one class are one cache line. */
export const STRIP: i32 = 16;
export const IGNORED: u32 = 0xffff;
/** Label code of the lanes that fill up the last strip: they count nowhere. */
export const PAD: u32 = 0xfffe;

/** Scratch of one strip: 16 lanes of 32 bits each. */
// @ts-ignore: decorator
@lazy
export const atLabel: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
export const best: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
export const top: usize = memory.data(64, 16);
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
export const rest: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
export const logSum: usize = memory.data(64, 16);
// @ts-ignore: decorator
@lazy
export const cellOf: usize = memory.data(64, 16);
/** Class that must be the argmax whatever the logits say, or -1. */
// @ts-ignore: decorator
@lazy
export const forced: usize = memory.data(64, 16);

/**
 * exp(z - top) of a strip, [classes][16] f32: small enough to stay in the first-level cache, so that the logits are only
 * read. `exponents` of the same size is scratch on the way there. The host reserves both.
 */
export let exponentials: usize = 0;
export let exponents: usize = 0;

export function setExponentials(at: usize, scratch: usize): void {
  exponentials = at;
  exponents = scratch;
}

/** Bytes from one class to the next there. */
export const ROW: usize = 64;

/** Builds the lane masks of 16 label codes; bit 0: any is valid, bit 1: any is ignored, bit 2: all are valid. */
// @ts-ignore: decorator
@inline
export function makeMasks(codes: usize): i32 {
  const a = v128.load(codes);
  const b = v128.load(codes, 16);
  const pad = i16x8.splat(<i16>PAD);
  const ignored = i16x8.splat(<i16>IGNORED);
  const valid0 = i16x8.lt_u(a, pad);
  const valid1 = i16x8.lt_u(b, pad);
  const ignored0 = i16x8.eq(a, ignored);
  const ignored1 = i16x8.eq(b, ignored);
  v128.store(validMask, i32x4.extend_low_i16x8_s(valid0));
  v128.store(validMask, i32x4.extend_high_i16x8_s(valid0), 16);
  v128.store(validMask, i32x4.extend_low_i16x8_s(valid1), 32);
  v128.store(validMask, i32x4.extend_high_i16x8_s(valid1), 48);
  v128.store(ignoredMask, i32x4.extend_low_i16x8_s(ignored0));
  v128.store(ignoredMask, i32x4.extend_high_i16x8_s(ignored0), 16);
  v128.store(ignoredMask, i32x4.extend_low_i16x8_s(ignored1), 32);
  v128.store(ignoredMask, i32x4.extend_high_i16x8_s(ignored1), 48);
  const anyValid = v128.any_true(v128.or(valid0, valid1)) ? 1 : 0;
  const anyIgnored = v128.any_true(v128.or(ignored0, ignored1)) ? 2 : 0;
  return anyValid | anyIgnored | (i16x8.all_true(v128.and(valid0, valid1)) ? 4 : 0);
}

/** True when all 16 label codes are equal, as they mostly are in real labels. */
// @ts-ignore: decorator
@inline
export function uniform(codes: usize): bool {
  const first = i16x8.splat(load<i16>(codes));
  const same = v128.and(i16x8.eq(v128.load(codes), first), i16x8.eq(v128.load(codes, 16), first));
  return i16x8.all_true(same);
}
