import { LOSS_CODE_MAX, SIGNED_NEGATIVE_INFINITE, SIGNED_ZERO } from '../../core/inspection/layers.js';
import type { Scaling } from '../ui.js';
import { CODES } from './colors.js';
import type { Codes } from './scene.js';

/** Codes that stand for numbers: from 0, or around SIGNED_ZERO. */
export type NumberEncoding = 'loss' | 'signed';

/** How numbers are laid out on a colour map. */
export interface Scale {
  /** Place on the map, 0 to 1, of each code that stands for a finite number. */
  positions: Float32Array;
  /** The number at a place, as a share of the layer's largest size. */
  shareAt(position: number): number;
}

/** A log scale ends so many powers of ten below the largest number. */
const DECADES = 4;

export function lastCode(encoding: NumberEncoding): number {
  return encoding === 'loss' ? LOSS_CODE_MAX : SIGNED_NEGATIVE_INFINITE - 1;
}

/** The number of a code as a share of the layer's largest size: 0 to 1, or -1 to 1. */
export function shareOf(encoding: NumberEncoding, code: number): number {
  return encoding === 'loss' ? code / LOSS_CODE_MAX : (code - SIGNED_ZERO) / SIGNED_ZERO;
}

/**
 * The scale of a layer. Around 0 it is symmetric: equal sizes lie equally far from the middle.
 *
 * - linear: the place is the number
 * - log: the place is the number's logarithm, over DECADES powers of ten
 * - percentile: the place is the share of counted pixels with a smaller number
 *
 * @param counts how often each code occurs, for percentiles
 */
export function makeScale(encoding: NumberEncoding, scaling: Scaling, counts: Uint32Array): Scale {
  const size = sizeScale(encoding, scaling, counts);
  const positions = new Float32Array(CODES);
  const signed = encoding === 'signed';
  for (let code = 0; code <= lastCode(encoding); code++) {
    const share = shareOf(encoding, code);
    const place = size.place(Math.abs(share));
    positions[code] = signed ? 0.5 + (Math.sign(share) * place) / 2 : place;
  }
  return {
    positions,
    shareAt: position => {
      const side = 2 * position - 1;
      return signed ? Math.sign(side) * size.share(Math.abs(side)) : size.share(position);
    },
  };
}

/** Sizes (0 to 1) to places (0 to 1) and back. */
interface SizeScale {
  place(share: number): number;
  share(place: number): number;
}

function sizeScale(encoding: NumberEncoding, scaling: Scaling, counts: Uint32Array): SizeScale {
  switch (scaling) {
    case 'linear':
      return { place: share => share, share: place => place };
    case 'log':
      return {
        place: share => (share > 0 ? Math.max(0, 1 + Math.log10(share) / DECADES) : 0),
        share: place => (place > 0 ? 10 ** (DECADES * (place - 1)) : 0),
      };
    case 'percentile':
      return rankScale(encoding, counts);
  }
}

function rankScale(encoding: NumberEncoding, counts: Uint32Array): SizeScale {
  const steps = encoding === 'loss' ? LOSS_CODE_MAX : SIGNED_ZERO;
  const bySize = new Float64Array(steps + 1);
  for (let code = 0; code <= lastCode(encoding); code++) {
    bySize[Math.round(Math.abs(shareOf(encoding, code)) * steps)]! += counts[code]!;
  }
  let largest = steps;
  while (largest > 0 && bySize[largest] === 0) {
    largest--;
  }
  // Pixels with a smaller size, over all that are not of the largest: so that the largest is at 1.
  const ranks = new Float64Array(steps + 1);
  for (let size = 1; size <= steps; size++) {
    ranks[size] = ranks[size - 1]! + bySize[size - 1]!;
  }
  const all = ranks[largest]!;
  const place = (size: number) => (all > 0 ? Math.min(1, ranks[size]! / all) : 0);
  return {
    place: share => place(Math.round(share * steps)),
    // The largest size with at most so many below it: one that occurs.
    share: wanted => {
      let [low, high] = [0, largest];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (place(middle) <= wanted) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return low / steps;
    },
  };
}

/** How often each code occurs, at the pixels whose label counts. */
export function countCodes(codes: Codes, label: Codes | null, ignored: number): Uint32Array {
  const counts = new Uint32Array(CODES);
  for (let i = 0; i < codes.length; i++) {
    if (!label || label[i] !== ignored) {
      counts[codes[i]!]!++;
    }
  }
  return counts;
}
