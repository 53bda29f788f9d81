import { CancelledError, InspectionError } from '../errors.js';
import type { Inspection } from '../inspection/inspect.js';
import { baseName, type InspectionJob } from '../inspection/job.js';
import type { OpenPair } from '../inspection/openPair.js';
import type { PredictionView } from '../inspection/reading.js';
import type { Report } from '../inspection/report.js';
import type { ClassSpec } from '../labels/classSpec.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Statistics } from '../statistics/types.js';

/**
 * An inspected pair that stays open for questions: the files, the numbers of the report, and what was kept of the pass
 * per pixel. What a question needs beyond that is made when first needed, and kept where it is small.
 */
export class Analysed {
  readonly job: InspectionJob;
  readonly view: PredictionView;
  readonly label: LabelMap;
  readonly spec: ClassSpec;
  readonly numClasses: number;
  readonly stats: Statistics;
  readonly report: Report;
  /** Class id the error kinds take as background, -1 for none. */
  readonly background: number;
  private readonly made: Kept = new Map();
  private readonly lasts: Kept = new Map();

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

  /** What `make` gives, made once for this pair; what was cancelled is made again when asked for again. */
  cached<T>(key: string, make: () => Promise<T>): Promise<T> {
    return once(this.made, key, key, make);
  }

  /** The same for what is too large to keep more than one of: another key takes the place of the last. */
  last<T>(kind: string, key: string, make: () => Promise<T>): Promise<T> {
    return once(this.lasts, kind, key, make);
  }

  close(): void {
    this.lasts.clear();
    this.made.clear();
    this.pair.close();
  }
}

type Kept = Map<string, { key: string; value: Promise<unknown> }>;

async function once<T>(kept: Kept, place: string, key: string, make: () => Promise<T>): Promise<T> {
  const found = kept.get(place);
  if (found?.key === key) {
    try {
      return (await found.value) as T;
    } catch (error) {
      // Whoever began it did not want it any more; who asks now still does.
      if (error instanceof CancelledError) {
        return once(kept, place, key, make);
      }
      throw error;
    }
  }
  const value = make();
  const entry = { key, value };
  kept.set(place, entry);
  try {
    return await value;
  } catch (error) {
    if (kept.get(place) === entry) {
      kept.delete(place);
    }
    throw error;
  }
}

export function outside(what: string, found: number, count: number): InspectionError {
  return new InspectionError(
    'question-params',
    `There is no ${what} ${found}: there are ${count}, counted from 0.`,
    'Ask for one of these.',
  );
}
