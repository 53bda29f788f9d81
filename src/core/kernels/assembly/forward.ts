// AssemblyScript. The one pass over a block of logits; see ../kernel.ts for the contract.
import { countConfusion, countSeveral, countSingle, storeArgmax } from './counts';
import { differenceAtLabel, softmaxStrip } from './softmax';
import { PAD, ROW, STRIP, atLabel, exponentials, ignoredMask, logSum, makeMasks, validMask } from './strip';
import { Sums, sumMixed, sumProbabilities, sumUniform, uniform } from './sums';

/**
 * One block of logits z [classes][stride bytes]: writes the log-probability at the label (0 where ignored)
 * and the argmax per pixel; adds to the sums. `pixels` is rounded up to strips, whose codes are PAD.
 */
// @ts-ignore: decorator
@inline
function run(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  logProbability: usize,
  argmax: usize,
  threshold: f32,
  sums: Sums,
  extended: bool,
): void {
  const e = exponentials;
  for (let k: i32 = 0; k < pixels; k += STRIP) {
    const seen = makeMasks(codes);
    for (let lane: usize = 0; lane < 16; lane++) {
      const code = <u32>load<u16>(codes + 2 * lane);
      store<f32>(atLabel + 4 * lane, code < PAD ? load<f32>(z + <usize>code * stride + 4 * lane) : 0);
    }
    softmaxStrip(z, stride, classes, codes, sums.differences, extended);
    for (let v: usize = 0; v < 64; v += 16) {
      const value = f32x4.sub(differenceAtLabel(v), v128.load(logSum + v));
      v128.store(logProbability + v, v128.and(value, v128.load(validMask + v)));
    }
    if (seen & 4) {
      sumProbabilities(e, classes, validMask, false, sums.p, sums.p2, extended);
    } else {
      if (seen & 1) {
        sumProbabilities(e, classes, validMask, true, sums.p, sums.p2, extended);
      }
      if (seen & 2) {
        sumProbabilities(e, classes, ignoredMask, true, sums.pIgnored, sums.p2Ignored, extended);
      }
    }
    storeArgmax(argmax);
    if (seen & 1) {
      if (uniform(codes)) {
        const code = <usize>load<u16>(codes);
        sumUniform(e + code * ROW, code, sums, extended);
      } else {
        sumMixed(e, codes, sums, extended);
      }
      countConfusion(codes, classes, sums.confusion);
    }
    if (threshold >= 0.5) {
      countSingle(codes, threshold, sums);
    } else {
      countSeveral(e, classes, codes, threshold, sums);
    }
    z += 64;
    codes += 32;
    logProbability += 64;
    argmax += 32;
  }
}

/** The sums that the origin's losses need. */
export function forward(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  logProbability: usize,
  argmax: usize,
  threshold: f32,
  sums: usize,
): void {
  run(z, stride, classes, pixels, codes, logProbability, argmax, threshold, changetype<Sums>(sums), false);
}

/** All sums: squares and label smoothing too. */
export function forwardExtended(
  z: usize,
  stride: usize,
  classes: i32,
  pixels: i32,
  codes: usize,
  logProbability: usize,
  argmax: usize,
  threshold: f32,
  sums: usize,
): void {
  run(z, stride, classes, pixels, codes, logProbability, argmax, threshold, changetype<Sums>(sums), true);
}
