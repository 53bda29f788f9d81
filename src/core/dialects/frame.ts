import { IGNORED_CODE } from '../inspection/layers.js';
import type { PredictionView } from '../inspection/reading.js';
import { Kept } from '../kept.js';
import { labelCountsOf } from '../labels/labelCounts.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Checkpoint } from '../statistics/blocks.js';
import { type LogitSource, logitSource } from '../statistics/logitSource.js';
import type { PassResult, PixelTerm } from '../statistics/pass.js';
import { evaluateTerm, type TermSums } from '../statistics/whatIf.js';
import type { Passes, WantedPass } from './passes.js';

/** What a loss is evaluated on. */
export interface FrameOptions {
  passes: Passes;
  /** Class weights; all 1 where none are given. */
  weights: readonly number[];
  /** A single logit is two classes, 0 and z, as the report reads it; else it is a prediction of its own kind. */
  binaryAsTwo: boolean;
  /** Run every pass with the sums that only some losses need, so that all losses share it. */
  shareExtended: boolean;
  checkpoint: Checkpoint;
}

/**
 * One prediction against one label under one resize rule and one way of reading ignored pixels, with weights: what
 * losses are evaluated on, and what is counted from the label alone.
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
  private readonly kept = new Kept();

  constructor(private readonly options: FrameOptions) {
    const { view, label } = options.passes;
    this.view = view;
    this.label = label;
    this.weights = options.weights;
    this.classes = view.numClasses;
    this.samples = label.samples;
    this.perSample = label.height * label.width;
    this.pixels = label.codes.length;
    const { counts, ignored } = labelCountsOf(label, this.classes);
    this.counts = counts;
    this.ignored = ignored;
    this.valid = this.pixels - this.ignored.reduce((sum, one) => sum + one, 0);
  }

  /** True where the loss sees a single logit a pixel. */
  get single(): boolean {
    return this.view.channels === 1 && !(this.options.binaryAsTwo && this.classes > 1);
  }

  /** Samples in the eyes of a loss: the slices of a volume are one. */
  get lossSamples(): number {
    return this.view.volume ? 1 : this.samples;
  }

  /** The scope of a loss: of a volume, what is taken sample by sample is taken over all of it. */
  scope<S extends string>(declared: S): S | 'batch' {
    return this.view.volume ? 'batch' : declared;
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
  pass(wanted: WantedPass = {}): Promise<PassResult> {
    const { passes, shareExtended, checkpoint } = this.options;
    return passes.pass({ ...wanted, extended: wanted.extended || shareExtended }, checkpoint);
  }

  /** Sums of a pixel loss by class, from the pass's log-probabilities. */
  termSums(term: PixelTerm): Promise<TermSums> {
    return this.options.passes.termSums(term, this.options.checkpoint);
  }

  /** The same pixel by pixel. */
  async termMap(logProbability: Float32Array, term: PixelTerm): Promise<Float32Array> {
    const { label, classes, options } = this;
    return (await evaluateTerm({ numClasses: classes }, label, logProbability, term, options.checkpoint)).map;
  }

  /** What `make` gives, made once for this frame: losses that differ in their last step only share the rest. */
  cached<T>(key: string, make: () => Promise<T>): Promise<T> {
    return this.kept.cached(key, make);
  }

  source(): LogitSource {
    return logitSource(this.view, this.label.height, this.label.width, this.alignCorners);
  }

  get alignCorners(): boolean {
    return this.options.passes.alignCorners;
  }

  /** Visits the logits row by row: row[c · width + x], of label row y of sample n. */
  eachRow(visit: (n: number, y: number, row: Float64Array) => void): Promise<void> {
    return this.options.passes.eachRow(this.options.checkpoint, visit);
  }

  /** log Σ_c exp(z_c) of every pixel, in float64; with it one class's probabilities need no other class. */
  logSumExp(): Promise<Float64Array> {
    return this.options.passes.logSumExp(this.options.checkpoint);
  }

  /** Probabilities of one class at every pixel of one sample. */
  async classPlane(n: number, code: number, logSums: Float64Array): Promise<Float64Array> {
    const { width, height } = this.label;
    const rows = this.options.passes.rows(code);
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
