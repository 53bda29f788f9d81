import { emptySums, type PassSums } from '../../kernels/kernel.js';
import type { GradientPart } from '../evaluation.js';
import type { Frame } from '../frame.js';
import type { StatisticsPart } from './regionStatistics.js';

/** The region sums of the pass with p = σ(z) of every class by itself (multi-label), in float64, row by row. */
export async function sigmoidSums(frame: Frame, threshold: number): Promise<PassSums[]> {
  const { width, height, codes } = frame.label;
  const samples = Array.from({ length: frame.samples }, () => emptySums(frame.classes));
  await frame.eachRow((n, y, row) => {
    const sums = samples[n];
    for (let x = 0; x < width; x++) {
      const pixel = (n * height + y) * width + x;
      const valid = frame.isValid(pixel);
      const [first, second, hard] = valid
        ? [sums.p, sums.p2, sums.hard]
        : [sums.pIgnored, sums.p2Ignored, sums.hardIgnored];
      for (let c = 0; c < frame.classes; c++) {
        const p = 1 / (1 + Math.exp(-row[c * width + x]));
        const above = p > threshold ? 1 : 0;
        first[c] += p;
        second[c] += p * p;
        hard[c] += above;
        if (c === codes[pixel]) {
          sums.intersection[c] += p;
          sums.hardIntersection[c] += above;
        }
      }
    }
  });
  return samples;
}

/** dL/dz_c = p_c · (1 − p_c) · dL/dp_c from the slopes of the sums. */
export function sigmoidRegionGradient(frame: Frame, { slopes }: StatisticsPart): GradientPart {
  const { width, height, codes } = frame.label;
  return {
    kind: 'rows',
    add(n, y, row, out) {
      const own = slopes(n);
      for (let x = 0; own && x < width; x++) {
        const pixel = (n * height + y) * width + x;
        const [first, second] = frame.isValid(pixel) ? [own.p, own.p2] : [own.pIgnored, own.p2Ignored];
        for (let c = 0; c < frame.classes; c++) {
          const p = 1 / (1 + Math.exp(-row[c * width + x]));
          const slope = first[c] + 2 * p * second[c] + (c === codes[pixel] ? own.intersection[c] : 0);
          out[c * width + x] += p * (1 - p) * slope;
        }
      }
    },
  };
}
