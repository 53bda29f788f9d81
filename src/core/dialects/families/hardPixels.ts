import { IGNORED_CODE } from '../../inspection/layers.js';
import { type HardPixelConventions, hardPixels } from '../../losses/hardPixels.js';
import type { Family } from '../evaluation.js';

/** OHEM and top-k cross entropy: the mean of −w_y · log p_y over the pixels that are hard enough. */
export const hard: Family<HardPixelConventions> = {
  relabels: () => false,
  reads: () => false,
  async evaluate(conventions, frame) {
    const { logProbability } = await frame.pass();
    const { codes } = frame.label;
    const { mask, divisor } = hardPixels(conventions, logProbability, k => frame.isValid(k), frame.lossSamples);
    const weight = (code: number) => (conventions.weights === 'none' ? 1 : frame.weights[code]);
    const parts = new Float64Array(frame.classes);
    for (let k = 0; k < mask.length; k++) {
      if (mask[k]) {
        parts[codes[k]] -= (weight(codes[k]) * logProbability[k]) / divisor;
      }
    }
    const sum = parts.reduce((total, part) => total + part, 0);
    // The mean of no pixel at all, where there were some to choose from, is 0 / 0.
    const value = frame.valid > 0 && divisor === 0 ? Number.NaN : sum;
    const kept = (k: number) => mask[k] === 1 && codes[k] !== IGNORED_CODE;
    return {
      value,
      parts,
      map: () => Float32Array.from(mask, (_, k) => (kept(k) ? -weight(codes[k]) * logProbability[k] : 0)),
      gradient: () => [
        {
          kind: 'statistics',
          slopes: () => null,
          atLabel: k => (kept(k) ? -weight(codes[k]) / divisor : 0),
        },
      ],
    };
  },
};
