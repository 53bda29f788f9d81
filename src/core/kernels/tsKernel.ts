import { IGNORED_CODE } from '../inspection/layers.js';
import {
  BINS,
  type BlockKernel,
  emptyHistograms,
  emptySums,
  type GradientRequest,
  type Histograms,
  type OverlapCoefficients,
  type PassSums,
  PROBABILITY_EPS,
  STRIP,
} from './kernel.js';

/** The kernel in plain TypeScript and float64: the fallback without WebAssembly SIMD, and its second oracle. */
export class TsKernel implements BlockKernel {
  readonly name = 'typescript';
  given = false;
  readonly capacity: number;
  readonly stride: number;
  readonly logits: Float32Array;
  readonly codes: Uint16Array;
  readonly logProbability: Float32Array;
  readonly argmax: Uint16Array;
  readonly term: Float32Array;
  private readonly p: Float64Array;
  private sums: PassSums;
  private histograms: Histograms;

  constructor(
    readonly numClasses: number,
    capacity: number,
  ) {
    this.capacity = Math.ceil(capacity / STRIP) * STRIP;
    this.stride = this.capacity;
    this.logits = new Float32Array(numClasses * this.stride);
    this.codes = new Uint16Array(this.capacity);
    this.logProbability = new Float32Array(this.capacity);
    this.argmax = new Uint16Array(this.capacity);
    this.term = new Float32Array(this.capacity);
    this.p = new Float64Array(numClasses);
    this.sums = emptySums(numClasses);
    this.histograms = emptyHistograms(numClasses);
  }

  forward(pixels: number, threshold: number, extended: boolean): void {
    const { sums, p, numClasses } = this;
    for (let k = 0; k < pixels; k++) {
      this.countNonFinite(k);
      const { best, top, logSum } = this.softmax(k);
      this.argmax[k] = best;
      const code = this.codes[k];
      const valid = code !== IGNORED_CODE;
      const [sum, squares, hard] = valid
        ? [sums.p, sums.p2, sums.hard]
        : [sums.pIgnored, sums.p2Ignored, sums.hardIgnored];
      for (let c = 0; c < numClasses; c++) {
        sum[c] += p[c];
        if (extended) {
          squares[c] += p[c] * p[c];
        }
        // Compared in float32, as the other kernel does: two logits equal but for rounding are both at one half.
        if (Math.fround(p[c]) > threshold) {
          hard[c]++;
          if (c === code) {
            sums.hardIntersection[c]++;
          }
        }
        if (extended && valid) {
          sums.differences[c] += this.logit(c, k) - top;
        }
      }
      this.logProbability[k] = 0;
      if (valid) {
        this.logProbability[k] = this.logit(code, k) - top - logSum;
        sums.intersection[code] += p[code];
        sums.intersection2[code] += p[code] * p[code];
        sums.confusion[code * numClasses + best]++;
        sums.logSums += logSum;
      }
    }
  }

  private countNonFinite(k: number): void {
    for (let c = 0; c < this.numClasses; c++) {
      const z = this.logits[c * this.stride + k];
      if (Number.isNaN(z)) {
        this.sums.nan++;
      } else if (!Number.isFinite(z)) {
        this.sums.infinite++;
      }
    }
  }

  /** The logit of class c at pixel k; float32 as given, or the logarithm of a probability. */
  private logit(c: number, k: number): number {
    const value = this.logits[c * this.stride + k];
    return this.given ? Math.log(Math.max(value, PROBABILITY_EPS)) : value;
  }

  /** Leaves the probabilities of pixel k in `p`. */
  private softmax(k: number): { best: number; top: number; logSum: number } {
    const { numClasses, p } = this;
    let best = 0;
    let top = this.logit(0, k);
    for (let c = 1; c < numClasses && !Number.isNaN(top); c++) {
      const z = this.logit(c, k);
      if (!(z <= top)) {
        top = z;
        best = c;
      }
    }
    // The largest term is exactly 1; log1p of the rest keeps small losses precise. inf - inf makes all NaN.
    let rest = top - top;
    for (let c = 0; c < numClasses; c++) {
      p[c] = Math.exp(this.logit(c, k) - top);
      if (c !== best) {
        rest += p[c];
      }
    }
    const scale = 1 / (1 + rest);
    for (let c = 0; c < numClasses; c++) {
      p[c] *= scale;
    }
    return { best, top, logSum: Math.log1p(rest) };
  }

  pixelTerm(pixels: number, weights: Float32Array, factor: number, gamma: number, byClass: Float64Array): void {
    for (let k = 0; k < pixels; k++) {
      const code = this.codes[k];
      if (code === IGNORED_CODE) {
        this.term[k] = 0;
        continue;
      }
      const loss = -weights[code] * this.logProbability[k];
      const value = factor * (gamma === 0 ? 1 : (-Math.expm1(-loss)) ** gamma) * loss;
      this.term[k] = value;
      byClass[code] += value;
    }
  }

  easySum(pixels: number, least: number): number {
    let sum = 0;
    for (let k = 0; k < pixels; k++) {
      sum += this.logProbability[k] > least ? this.term[k] : 0;
    }
    return sum;
  }

  pixelSlope(pixels: number, weights: Float32Array, scale: Float64Array, factor: number, gamma: number): void {
    for (let k = 0; k < pixels; k++) {
      const code = this.codes[k];
      if (code === IGNORED_CODE) {
        this.term[k] = 0;
        continue;
      }
      const u = weights[code] * this.logProbability[k];
      const miss = -Math.expm1(u);
      const slope = gamma === 0 ? -1 : gamma * u * Math.exp(u) * miss ** (gamma - 1) - miss ** gamma;
      this.term[k] = scale[code] * factor * weights[code] * slope;
    }
  }

  magnitude(pixels: number): void {
    for (let k = 0; k < pixels; k++) {
      let sum = 0;
      for (let c = 0; c < this.numClasses; c++) {
        sum += this.logits[c * this.stride + k] ** 2;
      }
      this.term[k] = Math.sqrt(sum);
    }
  }

  overlapMap(pixels: number, { all, own, constant }: OverlapCoefficients): void {
    for (let k = 0; k < pixels; k++) {
      this.softmax(k);
      const code = this.codes[k];
      let sum = code === IGNORED_CODE ? 0 : this.p[code] * own[code] + constant[code];
      for (let c = 0; c < this.numClasses; c++) {
        sum += this.p[c] * all[c];
      }
      this.term[k] = sum;
    }
  }

  histogram(pixels: number): void {
    const { valid, ignored, own } = this.histograms;
    for (let k = 0; k < pixels; k++) {
      this.softmax(k);
      const code = this.codes[k];
      for (let c = 0; c < this.numClasses; c++) {
        const bin = Math.ceil(Math.fround(this.p[c]) * BINS) || 0;
        const at = c * (BINS + 1) + bin;
        (code === IGNORED_CODE ? ignored : valid)[at]++;
        if (c === code) {
          own[at]++;
        }
      }
    }
  }

  takeHistograms(): Histograms {
    const taken = this.histograms;
    this.histograms = emptyHistograms(this.numClasses);
    return taken;
  }

  gradient(pixels: number, request: GradientRequest): void {
    const { p, numClasses, stride, logits } = this;
    const g = new Float64Array(numClasses);
    for (let k = 0; k < pixels; k++) {
      this.softmax(k);
      const code = this.codes[k];
      const valid = code !== IGNORED_CODE;
      const [first, second] = valid ? [request.p, request.p2] : [request.pIgnored, request.p2Ignored];
      let dot = 0;
      for (let c = 0; c < numClasses; c++) {
        g[c] = first[c] + 2 * p[c] * second[c] + (c === code ? request.intersection[c] : 0);
        dot += p[c] * g[c];
      }
      const a = request.logProbability[k];
      for (let c = 0; c < numClasses; c++) {
        logits[c * stride + k] = p[c] * (g[c] - dot) + (valid ? a * ((c === code ? 1 : 0) - p[c]) : 0);
      }
    }
  }

  takeSums(): PassSums {
    const taken = this.sums;
    this.sums = emptySums(this.numClasses);
    return taken;
  }
}
