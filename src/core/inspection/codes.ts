import { LOSS_CODE_INFINITE, LOSS_CODE_MAX, LOSS_CODE_NAN, SIGNED_NEGATIVE_INFINITE, SIGNED_ZERO } from './layers.js';

/** Numbers of a map as 16-bit codes, and the largest size a finite one has. */
export interface Coded {
  codes: Uint16Array;
  max: number;
}

/** Numbers from 0 as codes, linear from 0 to the largest finite value. */
export function lossCodes(map: Float32Array): Coded {
  const max = largestFinite(map);
  const scale = max > 0 ? LOSS_CODE_MAX / max : 0;
  const codes = new Uint16Array(map.length);
  for (let k = 0; k < map.length; k++) {
    const value = map[k];
    codes[k] = Number.isNaN(value)
      ? LOSS_CODE_NAN
      : value === Number.POSITIVE_INFINITY
        ? LOSS_CODE_INFINITE
        : // Sums of float32 may end a little below 0.
          Math.max(0, Math.round(value * scale));
  }
  return { codes, max };
}

/** Numbers of both signs as codes around SIGNED_ZERO, linear to the largest finite size. */
export function signedCodes(map: Float32Array): Coded {
  const max = largestFinite(map);
  const scale = max > 0 ? SIGNED_ZERO / max : 0;
  const codes = new Uint16Array(map.length);
  for (let k = 0; k < map.length; k++) {
    const value = map[k];
    if (Number.isFinite(value)) {
      codes[k] = SIGNED_ZERO + Math.round(value * scale);
    } else {
      codes[k] = Number.isNaN(value) ? LOSS_CODE_NAN : value > 0 ? LOSS_CODE_INFINITE : SIGNED_NEGATIVE_INFINITE;
    }
  }
  return { codes, max };
}

export function largestFinite(map: Float32Array): number {
  let max = 0;
  for (const value of map) {
    const size = Math.abs(value);
    if (size > max && size !== Number.POSITIVE_INFINITY) {
      max = size;
    }
  }
  return max;
}
