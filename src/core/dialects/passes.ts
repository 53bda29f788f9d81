import type { PredictionView } from '../inspection/reading.js';
import { Kept } from '../kept.js';
import type { Histograms } from '../kernels/kernel.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Checkpoint } from '../statistics/blocks.js';
import { histogramPass } from '../statistics/curves.js';
import { LogitRows } from '../statistics/logitRows.js';
import { type PassResult, type PixelTerm, runPass } from '../statistics/pass.js';
import { sumTerm, type TermSums } from '../statistics/whatIf.js';

/** Sums that a pass may have beyond the usual ones. */
export interface WantedPass {
  /** Of the hard counts; absent: any. */
  threshold?: number;
  extended?: boolean;
}

/**
 * The passes over one prediction against one label under one resize rule, made when first needed and kept. They know
 * nothing of losses or weights, so all losses share them.
 */
export class Passes {
  private readonly kept = new Kept();
  private readonly known: { threshold: number; extended: boolean }[] = [];
  /** What every pass finds again. */
  private readings = 0;
  private perPixel: Pick<PassResult, 'logProbability' | 'argmax'> | null = null;

  /** How often the logits have been read from end to end, or one class of them. */
  get timesRead(): number {
    return this.readings;
  }

  constructor(
    readonly view: PredictionView,
    readonly label: LabelMap,
    readonly alignCorners: boolean,
  ) {}

  /** Takes a pass that was made elsewhere, with its results per pixel. */
  seed(pass: PassResult, threshold: number): void {
    const { logProbability, argmax } = pass;
    this.perPixel = { logProbability, argmax };
    this.known.push({ threshold, extended: false });
    void this.kept.cached(keyOf({ threshold, extended: false }), async () => pass);
  }

  /** The pass over the logits; one with more sums serves where fewer are asked for. */
  pass({ threshold, extended = false }: WantedPass, checkpoint: Checkpoint): Promise<PassResult> {
    let wanted = this.known.find(
      one => (threshold === undefined || one.threshold === threshold) && (one.extended || !extended),
    );
    if (!wanted) {
      wanted = { threshold: threshold ?? 0.5, extended };
      this.known.push(wanted);
    }
    const options = wanted;
    return this.kept.cached(keyOf(options), () => this.run(options, checkpoint));
  }

  private async run(options: Required<WantedPass>, checkpoint: Checkpoint): Promise<PassResult> {
    const { view, label, alignCorners, perPixel } = this;
    this.readings++;
    const keep = { logProbability: !perPixel, argmax: !perPixel, maps: false };
    const pass = await runPass(view, label, { ...options, terms: [], alignCorners, keep }, checkpoint);
    this.perPixel ??= { logProbability: pass.logProbability, argmax: pass.argmax };
    return { ...pass, ...this.perPixel };
  }

  /** Sums of a pixel loss. The latest are kept, and for good those of −log p, which many losses begin with. */
  async termSums(term: PixelTerm, checkpoint: Checkpoint): Promise<TermSums> {
    const { logProbability } = await this.pass({}, checkpoint);
    const make = () => sumTerm(this.view, this.label, logProbability, term, checkpoint);
    const key = JSON.stringify([term.gamma, term.factor, term.weights]);
    return term.gamma === 0 && term.factor === 1 && !term.weights
      ? this.kept.cached('negative log', make)
      : this.kept.last(`term ${term.gamma > 0}`, key, make);
  }

  /** Histograms of the probabilities, over the batch. */
  histograms(checkpoint: Checkpoint): Promise<Histograms> {
    return this.kept.cached('histograms', () => {
      this.readings++;
      return histogramPass(this.view, this.label, checkpoint);
    });
  }

  rows(only: number | null = null): LogitRows {
    this.readings++;
    return new LogitRows(this.view, this.label.height, this.label.width, this.alignCorners, only);
  }

  /** Visits the logits row by row: row[c · width + x], of label row y of sample n. */
  async eachRow(checkpoint: Checkpoint, visit: (n: number, y: number, row: Float64Array) => void): Promise<void> {
    const { samples, height, width, codes } = this.label;
    const rows = this.rows();
    const row = new Float64Array(this.view.numClasses * width);
    let since = performance.now();
    for (let n = 0; n < samples; n++) {
      for (let y = 0; y < height; y++) {
        rows.read(n, y, row);
        visit(n, y, row);
        if (performance.now() - since > 40) {
          await checkpoint((n * height + y) * width, codes.length);
          since = performance.now();
        }
      }
    }
  }

  /** log Σ_c exp(z_c) of every pixel, in float64; with it one class's probabilities need no other class. */
  logSumExp(checkpoint: Checkpoint): Promise<Float64Array> {
    return this.kept.cached('logSumExp', async () => {
      const { height, width, codes } = this.label;
      const sums = new Float64Array(codes.length);
      await this.eachRow(checkpoint, (n, y, row) => {
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
}

function keyOf({ threshold, extended }: Required<WantedPass>): string {
  return `pass ${threshold} ${extended}`;
}
