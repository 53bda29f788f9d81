import { lossCodes } from '../../inspection/codes.js';
import { LOSS_CODE_INFINITE, LOSS_CODE_MAX } from '../../inspection/layers.js';

/** Which pixels of a map are of high loss. */
export interface HighLoss {
  /** 1 where it is. */
  mask: Uint8Array;
  /** The smallest loss among them; NaN where there is none. */
  threshold: number;
  pixels: number;
  /** Finite loss, on those pixels and on all. */
  sum: number;
  all: number;
}

/**
 * The costliest pixels that together hold `mass` of the summed loss; of equal ones, to 1/65533 of the largest, all or
 * none. Infinite ones are always among them, NaN never; sums are those of finite losses.
 */
export function highLoss(map: Float32Array, mass: number): HighLoss {
  const { codes } = lossCodes(map);
  const sums = new Float64Array(LOSS_CODE_MAX + 1);
  let all = 0;
  for (let k = 0; k < map.length; k++) {
    if (codes[k] <= LOSS_CODE_MAX) {
      sums[codes[k]] += map[k];
      all += map[k];
    }
  }
  let first = LOSS_CODE_MAX + 1;
  for (let held = 0; first > 1 && held < mass * all; ) {
    held += sums[--first];
  }
  const found: HighLoss = { mask: new Uint8Array(map.length), threshold: Number.NaN, pixels: 0, sum: 0, all };
  for (let k = 0; k < map.length; k++) {
    if (codes[k] >= first && codes[k] <= LOSS_CODE_INFINITE) {
      found.mask[k] = 1;
      found.pixels++;
      found.sum += codes[k] === LOSS_CODE_INFINITE ? 0 : map[k];
      found.threshold = found.threshold <= map[k] ? found.threshold : map[k];
    }
  }
  return found;
}
