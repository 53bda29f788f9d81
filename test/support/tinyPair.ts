import type { InspectionJob } from '../../src/core/inspection/job.js';
import type { LossSettings } from '../../src/core/inspection/report.js';
import { analyseBytes } from './analysedFixture.js';
import { labelOf, logitsOf } from './pairFixture.js';

/** A small seeded pair whose every number can be found by hand. */
export interface TinyPair {
  classes: number;
  height: number;
  width: number;
  z(c: number, y: number, x: number): number;
  /** null: ignored. */
  label(y: number, x: number): number | null;
}

/** Objects of 6 × 9 pixels, mostly predicted right; the last class is absent, a thirteenth is ignored. */
export const TINY: TinyPair = {
  classes: 5,
  height: 24,
  width: 31,
  z: (c, y, x) => Math.fround(3 * Math.sin(c * 1.3 + y * 0.41 + x * 0.23) + (c === classAt(y, x) ? 2.5 : 0)),
  label: (y, x) => ((x * 5 + y) % 13 === 0 ? null : classAt(y, x)),
};

function classAt(y: number, x: number): number {
  return (Math.floor(x / 6) + Math.floor(y / 9)) % 4;
}

export function tinyBytes({ classes, height, width, z, label }: TinyPair): [Uint8Array, Uint8Array] {
  return [logitsOf(classes, height, width, z), labelOf(height, width, (y, x) => label(y, x) ?? 255)];
}

export function analyseTiny(pair: TinyPair, options: Partial<InspectionJob> = {}) {
  const [logits, labels] = tinyBytes(pair);
  return analyseBytes(logits, labels, { classes: { numClasses: pair.classes }, ...options });
}

export interface TinyPixel {
  y: number;
  x: number;
  p: number[];
  label: number | null;
  best: number;
}

/** Softmax and label of every pixel in float64, row by row. */
export function tinyPixels({ classes, height, width, z, label }: TinyPair): TinyPixel[] {
  return Array.from({ length: height * width }, (_, k) => {
    const [y, x] = [Math.floor(k / width), k % width];
    const e = Array.from({ length: classes }, (_unused, c) => Math.exp(z(c, y, x)));
    const sum = e.reduce((total, one) => total + one, 0);
    return { y, x, p: e.map(one => one / sum), label: label(y, x), best: e.indexOf(Math.max(...e)) };
  });
}

export interface TinyOverlap {
  i: Float64Array;
  p: Float64Array;
  y: Float64Array;
}

/** I, P and Y, the origin's way: P is not masked. */
export function tinyOverlap(pair: TinyPair): TinyOverlap {
  const [i, p, y] = [0, 1, 2].map(() => new Float64Array(pair.classes));
  for (const pixel of tinyPixels(pair)) {
    pixel.p.forEach((one, c) => {
      p[c] += one;
    });
    if (pixel.label !== null) {
      y[pixel.label]++;
      i[pixel.label] += pixel.p[pixel.label];
    }
  }
  return { i, p, y };
}

/** What one pixel adds to cross entropy, focal and the Dice loss of the origin, by their definitions. */
export function tinyAdds(pair: TinyPair, { weights, alpha, gamma, beta, smooth }: LossSettings) {
  const pixels = tinyPixels(pair);
  const weight = (c: number) => weights?.[c] ?? 1;
  const met = pixels.reduce((sum, { label }) => sum + (label === null ? 0 : weight(label)), 0);
  const { i, p, y } = tinyOverlap(pair);
  const b = beta * beta;
  const denominator = i.map((hit, c) => (1 + b) * hit + b * (y[c] - hit) + (p[c] - hit) + smooth);
  return pixels.map(({ p: own, label }) => {
    const loss = label === null ? 0 : -weight(label) * Math.log(own[label]);
    const false_ = own.reduce((sum, one, c) => sum + (c === label ? 0 : one / denominator[c]), 0);
    const missed = label === null ? 0 : (b * (1 - own[label])) / denominator[label];
    return {
      crossEntropy: loss / met,
      focal: ((alpha ?? 1) * (1 - Math.exp(-loss)) ** gamma * loss) / pixels.length,
      dice: (false_ + missed) / pair.classes,
    };
  });
}

/** d(CE + Dice) / d z of one pixel, by the chain rule through I and P. */
export function tinyGradient(pair: TinyPair, { weights, beta, smooth }: LossSettings) {
  const pixels = tinyPixels(pair);
  const weight = (c: number) => weights?.[c] ?? 1;
  const met = pixels.reduce((sum, { label }) => sum + (label === null ? 0 : weight(label)), 0);
  const { i, p, y } = tinyOverlap(pair);
  const b = beta * beta;
  const top = i.map(hit => (1 + b) * hit + smooth);
  const bottom = i.map((_, c) => p[c] + b * y[c] + smooth);
  const byI = i.map((_, c) => -(1 + b) / bottom[c] / pair.classes);
  const byP = i.map((_, c) => top[c] / bottom[c] ** 2 / pair.classes);
  return pixels.map(({ p: own, label }) => {
    const g = own.map((_, c) => byP[c] + (c === label ? byI[c] : 0));
    const dot = own.reduce((sum, one, c) => sum + one * g[c], 0);
    const a = label === null ? 0 : weight(label) / met;
    return own.map((one, c) => one * (g[c] - dot) + a * (one - (c === label ? 1 : 0)));
  });
}
