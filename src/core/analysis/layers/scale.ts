import type { Coded } from '../../inspection/codes.js';
import { jsonNumber } from '../../inspection/jsonNumber.js';
import {
  LOSS_CODE_INFINITE,
  LOSS_CODE_MAX,
  LOSS_CODE_NAN,
  SIGNED_NEGATIVE_INFINITE,
  SIGNED_ZERO,
} from '../../inspection/layers.js';
import type { LayerScale } from '../layer.js';

const STEPS = 64;

/** How the numbers of a coded map are spread; exact to one code, which is all that can be shown. */
export function scaleOf(
  { codes, max }: Coded,
  map: Float32Array,
  signed: boolean,
  counts: (pixel: number) => boolean,
): LayerScale {
  const last = signed ? SIGNED_NEGATIVE_INFINITE - 1 : LOSS_CODE_MAX;
  const decode = (code: number) => (signed ? ((code - SIGNED_ZERO) / SIGNED_ZERO) * max : (code / LOSS_CODE_MAX) * max);
  const frequency = new Uint32Array(0x10000);
  let [sum, finite] = [0, 0];
  for (let k = 0; k < codes.length; k++) {
    if (counts(k)) {
      frequency[codes[k]]++;
      if (codes[k] <= last) {
        sum += map[k];
        finite++;
      }
    }
  }
  const infinite = frequency[LOSS_CODE_INFINITE] + (signed ? frequency[SIGNED_NEGATIVE_INFINITE] : 0);
  const nan = frequency[LOSS_CODE_NAN];
  const histogram = new Uint32Array(STEPS);
  const quantiles = [0, 0.01, 0.5, 0.99, 1].map(share => Math.max(1, Math.ceil(share * finite)));
  const found: number[] = [];
  for (let code = 0, seen = 0; code <= last; code++) {
    seen += frequency[code];
    histogram[Math.min(STEPS - 1, Math.floor((code / last) * STEPS))] += frequency[code];
    while (found.length < quantiles.length && seen >= quantiles[found.length]) {
      found.push(decode(code));
    }
  }
  const [min, p1, p50, p99, largest] = quantiles.map((_, k) => jsonNumber(found[k] ?? Number.NaN));
  return {
    pixels: finite + infinite + nan,
    min,
    p1,
    p50,
    p99,
    max: largest,
    mean: jsonNumber(sum / finite),
    nan,
    infinite,
    histogram,
  };
}
