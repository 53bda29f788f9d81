import { DialectContext, passesKey } from '../dialects/context.js';
import { Passes } from '../dialects/passes.js';
import { InspectionError } from '../errors.js';
import type { Inspection } from '../inspection/inspect.js';
import { baseName, type InspectionJob } from '../inspection/job.js';
import type { OpenPair } from '../inspection/openPair.js';
import type { PredictionView } from '../inspection/reading.js';
import type { Report } from '../inspection/report.js';
import { Kept } from '../kept.js';
import type { ClassSpec } from '../labels/classSpec.js';
import type { StoredLabel } from '../labels/labelMap.js';
import type { Checkpoint } from '../statistics/blocks.js';
import type { Statistics } from '../statistics/types.js';

/** The passes as the report has them: as given, resized with align_corners true, ignored pixels as they are. */
const REPORTED = passesKey('given', true, false);

/**
 * An inspected pair that stays open for questions: the files, the numbers of the report, and what was kept of the pass
 * per pixel. What a question needs beyond that is made when first needed, and kept where it is small.
 */
export class Analysed {
  readonly job: InspectionJob;
  readonly view: PredictionView;
  readonly label: StoredLabel;
  readonly spec: ClassSpec;
  readonly numClasses: number;
  readonly stats: Statistics;
  /** How prediction and label lie in their files, and what was made of the label's values. */
  readonly stored: OpenPair['stored'];
  readonly labelReading: OpenPair['labelReading'];
  readonly report: Report;
  /** Class id the error kinds take as background, -1 for none. */
  readonly background: number;
  /** What questions made and may need again; small things by `cached`, one large thing of a kind by `last`. */
  readonly kept = new Kept();

  private readonly passesByKey = new Map<string, Passes>();

  constructor(
    job: InspectionJob,
    private readonly pair: OpenPair,
    { stats, report, background }: Inspection,
  ) {
    this.job = job;
    this.stats = stats;
    this.report = report;
    this.background = background;
    this.label = pair.label;
    this.stored = pair.stored;
    this.labelReading = pair.labelReading;
    this.spec = pair.spec;
    this.numClasses = pair.numClasses;
    // A mask's view does not know of classes.
    this.view = { ...pair.view, numClasses: pair.numClasses };
  }

  /** True where there are no probabilities. */
  get isMask(): boolean {
    return this.view.kind === 'mask';
  }

  get perSample(): number {
    return this.label.width * this.label.height;
  }

  /** Bytes that grow with the label, roughly. */
  get size(): number {
    return this.label.codes.length * 8 + (this.view.array.streamed ? 0 : this.view.array.data.byteLength);
  }

  /** Throws question-needs-probabilities for a mask. */
  needProbabilities(): void {
    if (this.isMask) {
      throw new InspectionError(
        'question-needs-probabilities',
        `${baseName(this.job.prediction)} is a mask without probabilities, so there is no answer to this.`,
        'Save logits: np.save("prediction.npy", logits).',
      );
    }
  }

  /** Throws question-params unless there is such a class. */
  needClass(id: number): void {
    if (!(id >= 0 && id < this.numClasses)) {
      throw outside('class', id, this.numClasses);
    }
  }

  /** Throws question-params unless there is such a sample. */
  needSample(sample: number): void {
    if (!(sample >= 0 && sample < this.label.samples)) {
      throw outside('sample', sample, this.label.samples);
    }
  }

  /** The passes over the logits as the report read them, the report's own among them. */
  get passes(): Passes {
    return this.passesOf(REPORTED, () => new Passes(this.view, this.label, true));
  }

  /**
   * What losses are evaluated on, with these weights; passes over the logits are shared with every other question.
   * Throws question-needs-probabilities for a mask.
   */
  context(weights: readonly number[] | null, checkpoint: Checkpoint): DialectContext {
    this.needProbabilities();
    return new DialectContext({
      view: this.view,
      label: this.label,
      weights,
      ignoreIndex: this.spec.ignoreIndex,
      checkpoint,
      asReported: true,
      passes: (key, make) => (key === REPORTED ? this.passes : this.passesOf(key, make)),
    });
  }

  /** Whether the passes of this key are those of the report: what was kept of them serves. */
  isOwn(key: string): boolean {
    return key === REPORTED;
  }

  /** Whether a context means the passes of the report by this key. */
  isReported(key: string): boolean {
    // A single class is two in the eyes of a library.
    return key === REPORTED && this.numClasses > 1;
  }

  /** Those of the report stay; of others the latest only, since they keep results per pixel. */
  private passesOf(key: string, make: () => Passes): Passes {
    const found = this.passesByKey.get(key);
    if (found) {
      return found;
    }
    const made = make();
    if (key === REPORTED) {
      const { samples, logProbability, argmax } = this.stats;
      made.seed({ samples, logProbability, argmax, terms: new Map(), kernel: 'typescript' }, this.job.loss.threshold);
    }
    for (const other of [...this.passesByKey.keys()].filter(name => name !== REPORTED)) {
      this.passesByKey.delete(other);
    }
    this.passesByKey.set(key, made);
    return made;
  }

  close(): void {
    this.passesByKey.clear();
    this.kept.clear();
    this.pair.close();
  }
}

export function outside(what: string, found: number, count: number): InspectionError {
  return new InspectionError(
    'question-params',
    `There is no ${what} ${found}: there are ${count}, counted from 0.`,
    'Ask for one of these.',
  );
}
