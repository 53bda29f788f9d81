// AssemblyScript. The log-probability at the label.
import { log1pNonNegative, logPositive } from './math';
import { valueAt } from './softmax';
import { PAD, atLabel, inverse, logSum, rest, top, validMask } from './strip';

/** The value at each pixel's label into `atLabel`, where there is a label; `same`: all 16 codes are equal. */
// @ts-ignore: decorator
@inline
export function labelValues(z: usize, stride: usize, codes: usize, same: bool): void {
  if (same) {
    const code = <u32>load<u16>(codes);
    if (code < PAD) {
      const row = z + <usize>code * stride;
      v128.store(atLabel, v128.load(row));
      v128.store(atLabel, v128.load(row, 16), 16);
      v128.store(atLabel, v128.load(row, 32), 32);
      v128.store(atLabel, v128.load(row, 48), 48);
    }
  } else {
    for (let lane: usize = 0; lane < 16; lane++) {
      const code = <u32>load<u16>(codes + 2 * lane);
      if (code < PAD) {
        store<f32>(atLabel + 4 * lane, load<f32>(z + <usize>code * stride + 4 * lane));
      }
    }
  }
}

/** log p at the label, 0 where there is none, into 16 floats; log sum exp(z - top) into `logSum`. */
// @ts-ignore: decorator
@inline
export function storeLogProbability(to: usize, shares: bool): void {
  for (let v: usize = 0; v < 64; v += 16) {
    const sum = log1pNonNegative(v128.load(rest + v), v128.load(inverse + v));
    v128.store(logSum + v, sum);
    const largest = v128.load(top + v);
    const difference = shares
      ? logPositive(f32x4.div(valueAt(atLabel, v, true), largest))
      : f32x4.sub(v128.load(atLabel + v), largest);
    v128.store(to + v, v128.and(f32x4.sub(difference, sum), v128.load(validMask + v)));
  }
}
