import type { LabelMap } from '../labels/labelMap.js';
import type { Statistics } from './types.js';

/** Statistics of nothing yet, for a label of this size. */
export function emptyStatistics(label: LabelMap, numClasses: number): Statistics {
  const zeros = () => new Float64Array(numClasses);
  const labelPixels = zeros();
  return {
    numClasses,
    pixels: label.codes.length,
    valid: 0,
    label: labelPixels,
    soft: null,
    hard: { intersection: zeros(), prediction: zeros(), label: labelPixels },
    confusion: new Float64Array(numClasses * numClasses),
    lossByClass: new Map(),
    weight: 0,
    nonFinite: { nan: 0, infinite: 0, of: 0 },
    samples: [],
    argmax: new Uint16Array(0),
    logProbability: new Float32Array(0),
    maps: new Map(),
  };
}

/** Σ w_c · Y_c. A class that is not in the label takes no part, whatever its weight. */
export function weightMet(label: Float64Array, weights: readonly number[] | null): number {
  return label.reduce((sum, pixels, c) => (pixels > 0 ? sum + pixels * (weights?.[c] ?? 1) : sum), 0);
}
