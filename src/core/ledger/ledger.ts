import { labelDistance } from '../distance/labelDistance.js';
import {
  CONFUSED,
  CORRECT,
  ERROR_KINDS,
  type ErrorKind,
  errorKind,
  FALSE,
  IGNORED,
  MISSED,
} from '../inspection/errorTypes.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import type { LabelMap } from '../labels/labelMap.js';

/** The total loss taken apart in three ways; each split, with `ignored`, sums to `total`. */
export interface Ledger {
  total: number;
  /** Pixels nearer than this to another label are "boundary". */
  boundaryWidth: number;
  /** What ignored pixels add: their probability is false positive in the origin's Dice. */
  ignored: number;
  byClass: { id: number; value: number }[];
  /** Label to prediction (argmax), the costliest first; pairs that do not occur are left out. */
  byPair: { label: number; prediction: number; pixels: number; value: number }[];
  byError: { kind: ErrorKind; band: Band; pixels: number; value: number }[];
}

export type Band = 'boundary' | 'interior';

/**
 * Sums the contributions of the pixels; `contributions` sums to the total.
 *
 * @param distances as labelDistance gives them for all samples, where they are known already
 */
export function makeLedger(
  contributions: Float64Array,
  label: LabelMap,
  prediction: Uint16Array,
  numClasses: number,
  background: number,
  boundaryWidth: number,
  distances?: Float32Array,
): Ledger {
  const byClass = new Float64Array(numClasses);
  const pairs = new Map<number, { pixels: number; value: number }>();
  const errors = [CORRECT, MISSED, FALSE, CONFUSED].map(() => [
    { pixels: 0, value: 0 },
    { pixels: 0, value: 0 },
  ]);
  let ignored = 0;
  let lastKey = -1;
  let pair = { pixels: 0, value: 0 };
  const perSample = label.width * label.height;
  for (let n = 0; n < label.samples; n++) {
    const codes = label.codes.subarray(n * perSample, (n + 1) * perSample);
    const distance =
      distances?.subarray(n * perSample, (n + 1) * perSample) ?? labelDistance(codes, label.width, label.height);
    for (let k = 0; k < perSample; k++) {
      const at = n * perSample + k;
      const value = contributions[at];
      const code = codes[k];
      if (code === IGNORED_CODE) {
        ignored += value;
        continue;
      }
      byClass[code] += value;
      const key = code * 0x10000 + prediction[at];
      // Neighbours mostly are of the same pair.
      if (key !== lastKey) {
        lastKey = key;
        pair = pairs.get(key) ?? { pixels: 0, value: 0 };
        pairs.set(key, pair);
      }
      pair.pixels++;
      pair.value += value;
      const cell = errors[errorKind(code, prediction[at], -1, background)][distance[k] <= boundaryWidth ? 0 : 1];
      cell.pixels++;
      cell.value += value;
    }
  }
  return {
    total: byClass.reduce((sum, value) => sum + value, ignored),
    boundaryWidth,
    ignored,
    byClass: Array.from(byClass, (value, id) => ({ id, value })),
    byPair: [...pairs]
      .map(([key, pair]) => ({ label: Math.floor(key / 0x10000), prediction: key % 0x10000, ...pair }))
      .sort((a, b) => b.value - a.value),
    byError: ERROR_KINDS.slice(0, IGNORED).flatMap((kind, k) =>
      (['boundary', 'interior'] as const).map((band, b) => ({ kind, band, ...errors[k][b] })),
    ),
  };
}
