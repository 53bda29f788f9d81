import { copyStrided } from '../formats/ndarray.js';
import type { PredictionView } from '../inspection/reading.js';
import { PROBABILITY_EPS } from '../kernels/kernel.js';

/**
 * Delivers logits row by row at the label's size, in float64: decoding, probabilities to logits, and bilinear
 * resizing (where the view asks for it in the other order), as torch does it: with align_corners = true (the default, the origin's) output i reads input
 * i · (in − 1) / (out − 1); with false it reads (i + ½) · in / out − ½, not below 0. With `only`, rows hold that one
 * class.
 */
export class LogitRows {
  readonly resized: boolean;
  /** Probabilities become logits after the resize. */
  private readonly late: boolean;
  private readonly columns: AxisWeights;
  private readonly lines: AxisWeights;
  private readonly first: number;
  private readonly classes: number;
  private readonly cache: { key: number; row: Float64Array }[];

  constructor(
    private readonly view: PredictionView,
    readonly height: number,
    private readonly width: number,
    alignCorners = true,
    only: number | null = null,
  ) {
    this.resized = view.height !== height || view.width !== width;
    this.late = this.resized && view.resizeProbabilities === true && view.kind === 'probabilities';
    this.columns = axisWeights(view.width, width, alignCorners);
    this.lines = axisWeights(view.height, height, alignCorners);
    this.first = only ?? 0;
    this.classes = only === null ? view.numClasses : 1;
    const length = this.classes * view.width;
    this.cache = [0, 1].map(() => ({ key: -1, row: new Float64Array(length) }));
  }

  /** Logits of label row y of sample n into out[c * width + x]. */
  read(n: number, y: number, out: Float64Array): void {
    if (!this.resized) {
      out.set(this.sourceRow(n, y, -1));
      return;
    }
    const [top, bottom, share] = [this.lines.left[y], this.lines.right[y], this.lines.share[y]];
    const upper = this.sourceRow(n, top, bottom);
    const lower = this.sourceRow(n, bottom, top);
    const { left, right, share: shares } = this.columns;
    for (let c = 0; c < this.classes; c++) {
      const from = c * this.view.width;
      const to = c * this.width;
      for (let x = 0; x < this.width; x++) {
        const [l, r, s] = [from + left[x], from + right[x], shares[x]];
        const above = (1 - s) * upper[l] + s * upper[r];
        const below = (1 - s) * lower[l] + s * lower[r];
        const value = (1 - share) * above + share * below;
        out[to + x] = this.late ? logitOf(value) : value;
      }
    }
  }

  /** The source row as [class, column], decoded once while neighbouring label rows need it. */
  private sourceRow(n: number, y: number, keep: number): Float64Array {
    const key = n * this.view.height + y;
    const found = this.cache.find(entry => entry.key === key);
    if (found) {
      return found.row;
    }
    const kept = n * this.view.height + keep;
    const entry = this.cache[0].key === kept ? this.cache[1] : this.cache[0];
    entry.key = key;
    this.decode(n, y, entry.row);
    return entry.row;
  }

  private decode(n: number, y: number, row: Float64Array): void {
    const { width } = this.view;
    for (let c = 0; c < this.classes; c++) {
      this.decodeClass(n, y, this.first + c, row.subarray(c * width, (c + 1) * width));
    }
  }

  private decodeClass(n: number, y: number, c: number, target: Float64Array): void {
    const { array, strides, channels, numClasses, kind } = this.view;
    // A single channel is the second of two classes; the first has no channel of its own.
    const channel = c - (numClasses - channels);
    const probabilities = kind === 'probabilities';
    if (channel < 0 && !probabilities) {
      target.fill(0);
      return;
    }
    const start = n * strides.sample + y * strides.row + Math.max(0, channel) * strides.channel;
    copyStrided(array, start, strides.column, target, target.length);
    for (let x = 0; probabilities && x < target.length; x++) {
      const p = channel < 0 ? 1 - target[x] : target[x];
      target[x] = this.late ? p : logitOf(p);
    }
  }
}

/** NaN stays NaN. */
function logitOf(probability: number): number {
  return Math.log(Math.max(probability, PROBABILITY_EPS));
}

/** Where each output position of a bilinear resize reads: (1 − share) · in[left] + share · in[right]. */
export interface AxisWeights {
  left: Int32Array;
  right: Int32Array;
  share: Float64Array;
}

export function axisWeights(source: number, target: number, alignCorners: boolean): AxisWeights {
  const left = new Int32Array(target);
  const right = new Int32Array(target);
  const share = new Float64Array(target);
  for (let x = 0; x < target; x++) {
    const aligned = target > 1 ? (x * (source - 1)) / (target - 1) : 0;
    const position = alignCorners ? aligned : Math.max(0, ((x + 0.5) * source) / target - 0.5);
    left[x] = Math.min(Math.floor(position), source - 1);
    right[x] = Math.min(left[x] + 1, source - 1);
    share[x] = position - left[x];
  }
  return { left, right, share };
}
