import { IGNORED_CODE } from '../inspection/layers.js';
import type { PredictionView } from '../inspection/reading.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Checkpoint } from '../statistics/blocks.js';
import { LogitRows } from '../statistics/logitRows.js';
import { type LogitSource, logitSource } from '../statistics/logitSource.js';
import { type PassResult, runPass } from '../statistics/pass.js';

/** What a loss is evaluated on. */
export interface FrameOptions {
  view: PredictionView;
  label: LabelMap;
  /** Class weights; all 1 where none are given. */
  weights: readonly number[];
  alignCorners: boolean;
  /** Run every pass with the sums that only some losses need, so that all losses share it. */
  shareExtended: boolean;
  checkpoint: Checkpoint;
}

/**
 * One prediction against one label under one resize rule and one way of reading ignored pixels: the passes over the
 * logits, made when first needed and kept, and what is counted from the label alone.
 */
export class Frame {
  readonly view: PredictionView;
  readonly label: LabelMap;
  readonly weights: readonly number[];
  readonly classes: number;
  readonly samples: number;
  readonly perSample: number;
  readonly pixels: number;
  readonly valid: number;
  /** Label pixels [samples, classes], and ignored pixels of each sample. */
  readonly counts: Float64Array;
  readonly ignored: Float64Array;
  private readonly passes = new Map<string, Promise<PassResult>>();
  private readonly shared = new Map<string, Promise<unknown>>();

  constructor(private readonly options: FrameOptions) {
    const { view, label } = options;
    this.view = view;
    this.label = label;
    this.weights = options.weights;
    this.classes = view.numClasses;
    this.samples = label.samples;
    this.perSample = label.height * label.width;
    this.pixels = label.codes.length;
    this.counts = new Float64Array(this.samples * this.classes);
    this.ignored = new Float64Array(this.samples);
    for (let k = 0; k < this.pixels; k++) {
      const n = Math.floor(k / this.perSample);
      const code = label.codes[k];
      if (code === IGNORED_CODE) {
        this.ignored[n]++;
      } else {
        this.counts[n * this.classes + code]++;
      }
    }
    this.valid = this.pixels - this.ignored.reduce((sum, one) => sum + one, 0);
  }

  /** True where the prediction is a single logit a pixel. */
  get single(): boolean {
    return this.view.channels === 1;
  }

  /** Σ_V w_y; a class that is not in the label takes no part, whatever its weight. */
  get weight(): number {
    return this.counts.reduce(
      (sum, pixels, k) => (pixels > 0 ? sum + pixels * this.weights[k % this.classes] : sum),
      0,
    );
  }

  isValid(pixel: number): boolean {
    return this.label.codes[pixel] !== IGNORED_CODE;
  }

  /** The pass over the logits; one with more sums serves where fewer are asked for. */
  pass(wanted: { threshold?: number; extended?: boolean } = {}): Promise<PassResult> {
    const extended = wanted.extended || this.options.shareExtended;
    const any = wanted.threshold === undefined;
    for (const [key, pass] of this.passes) {
      const [threshold, sums] = key.split(' ');
      if ((any || threshold === String(wanted.threshold)) && (sums === 'extended' || !extended)) {
        return pass;
      }
    }
    const threshold = wanted.threshold ?? 0.5;
    const { view, label, alignCorners, checkpoint } = this.options;
    const pass = runPass(view, label, { threshold, extended, terms: [], alignCorners }, checkpoint);
    const key = `${threshold} ${extended ? 'extended' : 'plain'}`;
    this.passes.set(key, pass);
    pass.catch(() => this.passes.delete(key));
    return pass;
  }

  /** What `make` gives, made once for this frame: losses that differ in their last step only share the rest. */
  cached<T>(key: string, make: () => Promise<T>): Promise<T> {
    const found = this.shared.get(key) as Promise<T> | undefined;
    if (found) {
      return found;
    }
    const made = make();
    this.shared.set(key, made);
    // What was cancelled is made again when asked for again.
    made.catch(() => this.shared.delete(key));
    return made;
  }

  private rows(only: number | null = null): LogitRows {
    return new LogitRows(this.view, this.label.height, this.label.width, this.options.alignCorners, only);
  }

  source(): LogitSource {
    return logitSource(this.view, this.label.height, this.label.width, this.options.alignCorners);
  }

  get alignCorners(): boolean {
    return this.options.alignCorners;
  }

  /** Visits the logits row by row: row[c · width + x], of label row y of sample n. */
  async eachRow(visit: (n: number, y: number, row: Float64Array) => void): Promise<void> {
    const { height, width } = this.label;
    const rows = this.rows();
    const row = new Float64Array(this.classes * width);
    let since = performance.now();
    for (let n = 0; n < this.samples; n++) {
      for (let y = 0; y < height; y++) {
        rows.read(n, y, row);
        visit(n, y, row);
        if (performance.now() - since > 40) {
          await this.options.checkpoint((n * height + y) * width, this.pixels);
          since = performance.now();
        }
      }
    }
  }

  /** log Σ_c exp(z_c) of every pixel, in float64; with it one class's probabilities need no other class. */
  logSumExp(): Promise<Float64Array> {
    return this.cached('logSumExp', async () => {
      const { width, height } = this.label;
      const sums = new Float64Array(this.pixels);
      await this.eachRow((n, y, row) => {
        for (let x = 0; x < width; x++) {
          let top = row[x];
          for (let at = x; at < row.length; at += width) {
            top = Math.max(top, row[at]);
          }
          let sum = 0;
          for (let at = x; at < row.length; at += width) {
            sum += Math.exp(row[at] - top);
          }
          sums[(n * height + y) * width + x] = top + Math.log(sum);
        }
      });
      return sums;
    });
  }

  /** Probabilities of one class at every pixel of one sample. */
  async classPlane(n: number, code: number, logSums: Float64Array): Promise<Float64Array> {
    const { width, height } = this.label;
    const rows = this.rows(code);
    const row = new Float64Array(width);
    const plane = new Float64Array(this.perSample);
    for (let y = 0; y < height; y++) {
      rows.read(n, y, row);
      for (let x = 0; x < width; x++) {
        const pixel = y * width + x;
        plane[pixel] = Math.exp(row[x] - logSums[n * this.perSample + pixel]);
      }
    }
    await this.options.checkpoint(n, this.samples);
    return plane;
  }
}
