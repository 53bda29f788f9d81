import type { BlockKernel, GradientRequest } from '../kernels/kernel.js';
import { makeKernel } from '../kernels/registry.js';
import type { LogitSource } from '../statistics/logitSource.js';
import { type GradientPart, noSlopes, type StatisticSlopes } from './evaluation.js';
import type { Frame } from './frame.js';

export interface StatisticsPiece {
  part: Extract<GradientPart, { kind: 'statistics' }>;
  lambda: number;
}

/**
 * dL/dlogits of every part that is a function of the pass's statistics, by the kernel's fused gradient: the parts'
 * slopes are added first, so that any number of terms costs one pass.
 */
export class StatisticsGradient {
  private readonly kernel: BlockKernel | null;
  private readonly source: LogitSource | null;
  private readonly atLabel: Float32Array;
  private request: GradientRequest | null = null;
  private requestOf = -1;

  constructor(
    private readonly frame: Frame,
    private readonly parts: readonly StatisticsPiece[],
  ) {
    this.kernel = parts.length > 0 ? makeKernel(frame.classes) : null;
    this.source = parts.length > 0 ? frame.source() : null;
    if (this.kernel && this.source) {
      this.kernel.given = this.source.given;
    }
    this.atLabel = new Float32Array(this.kernel?.capacity ?? 0);
  }

  /** Adds label row y of sample n to out[c · width + x]. */
  add(n: number, y: number, out: Float64Array): void {
    const { kernel, source, frame } = this;
    if (!kernel || !source) {
      return;
    }
    const { width, height, codes } = frame.label;
    const request = this.requestFor(n);
    for (let first = 0; first < width; first += kernel.capacity) {
      const count = Math.min(kernel.capacity, width - first);
      const pixel = (n * height + y) * width + first;
      source.load(n, y * width + first, count, kernel.logits, kernel.stride);
      kernel.codes.set(codes.subarray(pixel, pixel + count));
      this.fillAtLabel(pixel, count);
      kernel.gradient(count, request);
      for (let c = 0; c < frame.classes; c++) {
        const [from, to] = [c * kernel.stride, c * width + first];
        for (let k = 0; k < count; k++) {
          out[to + k] += kernel.logits[from + k];
        }
      }
    }
  }

  private fillAtLabel(pixel: number, count: number): void {
    this.atLabel.fill(0, 0, count);
    for (const { part, lambda } of this.parts) {
      for (let k = 0; part.atLabel && k < count; k++) {
        this.atLabel[k] += lambda * part.atLabel(pixel + k);
      }
    }
  }

  private requestFor(n: number): GradientRequest {
    if (!this.request || this.requestOf !== n) {
      this.request = { logProbability: this.atLabel, ...slopesOf(this.parts, n, this.frame.classes) };
      this.requestOf = n;
    }
    return this.request;
  }
}

/** The slopes of several parts as one. */
export function slopesOf(parts: readonly StatisticsPiece[], n: number, classes: number): StatisticSlopes {
  const sums = noSlopes(classes);
  for (const { part, lambda } of parts) {
    const slopes = part.slopes(n);
    for (const name of slopes ? (Object.keys(sums) as (keyof StatisticSlopes)[]) : []) {
      slopes?.[name].forEach((value, c) => {
        sums[name][c] += lambda * value;
      });
    }
  }
  return sums;
}
