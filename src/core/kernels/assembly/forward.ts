// AssemblyScript. The one pass over a block of logits; see ../kernel.ts for the contract.
import { countCells, countSeveral, storeArgmax } from './counts';
import { labelValues, storeLogProbability } from './labelValues';
import { given, softmaxStrip } from './softmax';
import { ROW, STRIP, exponentials, ignoredMask, makeMasks, uniform, validMask } from './strip';
import { Sums, sumDifferences, sumMixed, sumProbabilities, sumUniform } from './sums';

/** Above every probability. */
const NEVER: f32 = 2;

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
  shares: bool,
): void {
  const e = exponentials;
  const single = threshold >= 0.5;
  for (let k: i32 = 0; k < pixels; k += STRIP) {
    const seen = makeMasks(codes);
    const same = uniform(codes);
    const code = <usize>load<u16>(codes);
    softmaxStrip(z, stride, classes, codes, shares);
    labelValues(z, stride, codes, same);
    storeLogProbability(logProbability, shares);
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
    if (seen & 1) {
      if (same) {
        sumUniform(e + code * ROW, code, sums, extended);
      } else {
        sumMixed(e, codes, sums, extended);
      }
      if (extended) {
        sumDifferences(z, stride, classes, sums.differences, shares);
      }
    }
    storeArgmax(argmax);
    countCells(codes, classes, single ? threshold : NEVER, sums.cells);
    if (!single) {
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
  if (given) {
    run(z, stride, classes, pixels, codes, logProbability, argmax, threshold, changetype<Sums>(sums), false, true);
  } else {
    run(z, stride, classes, pixels, codes, logProbability, argmax, threshold, changetype<Sums>(sums), false, false);
  }
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
  if (given) {
    run(z, stride, classes, pixels, codes, logProbability, argmax, threshold, changetype<Sums>(sums), true, true);
  } else {
    run(z, stride, classes, pixels, codes, logProbability, argmax, threshold, changetype<Sums>(sums), true, false);
  }
}
