import type { Overview } from '../../core/dataset/overview.js';
import type { PixelChanges } from '../../core/dataset/pixelChanges.js';
import type { DatasetAnswer, DatasetParams, DatasetQuestion } from '../../core/dataset/questions.js';
import { CancelledError, type Problem, toProblem } from '../../core/errors.js';
import type { PairName, ScanStatus } from '../../shared/datasetReportProtocol.js';
import type { DatasetScans } from '../scan/datasetScans.js';
import type { ScannedPair } from '../scan/types.js';
import { Disposables } from '../util/disposables.js';

export interface ReportSourceOptions {
  scans: Pick<DatasetScans, 'datasets' | 'progress' | 'busy' | 'onDidChange' | 'ask'>;
  status(status: ScanStatus): void;
  overview(overview: Overview | null): void;
  problem(problem: Problem): void;
  now(): number;
}

/** Summing up takes a worker's time: while a scan runs it gets at most a third of it. */
const [LEAST_MS, SHARE] = [1000, 3];
const IDLE_MS = 50;

/** What the report is made of: follows the scans, and is asked anew when something has changed. */
export class ReportSource {
  private readonly owned = new Disposables();
  private timer: NodeJS.Timeout | undefined;
  private asking: AbortController | null = null;
  private stale = true;
  private hidden = false;
  private lastMs = 0;
  private last: Overview | null | undefined;
  private baselines: string[] = [];
  private readonly changes = new Map<string, PixelChanges>();

  constructor(private readonly options: ReportSourceOptions) {
    this.owned.add(
      options.scans.onDidChange(({ datasets, structure }) => {
        this.options.status(this.status);
        if (datasets.size > 0 || structure) {
          this.renew();
        } else if (!options.scans.busy && this.stale) {
          this.schedule();
        }
      }),
    );
  }

  /** Nobody looks: nothing is summed up until the next `show`. */
  hide(): void {
    this.hidden = true;
  }

  /** Everything there is, at once; and what is newer when it is there. */
  show(): void {
    this.hidden = false;
    this.options.status(this.status);
    if (this.last !== undefined) {
      this.options.overview(this.last);
    }
    if (this.stale) {
      this.schedule();
    }
  }

  setBaseline(model: string | null): void {
    this.baselines = model === null ? [] : [model];
    this.renew();
  }

  /** Pixels of two models that were compared one by one. */
  add(changes: PixelChanges): void {
    this.changes.set([changes.dataset, changes.a, changes.b, changes.label].join('\n'), changes);
  }

  renew(): void {
    this.stale = true;
    this.schedule();
  }

  ask<Q extends DatasetQuestion>(question: Q, signal?: AbortSignal): Promise<DatasetAnswer<Q>> {
    return this.options.scans.ask(question, undefined, signal, this.params);
  }

  /** The pair that a report names. */
  find({ dataset, model, prediction }: PairName): ScannedPair | undefined {
    for (const one of this.options.scans.datasets) {
      const pair = one.name === dataset && one.pairs.find(each => each.model === model && each.name === prediction);
      if (pair) {
        return pair;
      }
    }
    return undefined;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.owned.dispose();
  }

  private get params(): DatasetParams {
    return { baselines: this.baselines, changes: [...this.changes.values()] };
  }

  private get status(): ScanStatus {
    const { phase, done, of, failed, rate, secondsLeft } = this.options.scans.progress;
    return { phase, done, of, failed, rate, secondsLeft };
  }

  private schedule(): void {
    if (this.timer === undefined && !this.asking && !this.hidden && !this.owned.disposed) {
      const wait = this.options.scans.busy ? Math.max(LEAST_MS, SHARE * this.lastMs) : IDLE_MS;
      this.timer = setTimeout(() => {
        this.timer = undefined;
        void this.make();
      }, wait);
    }
  }

  private async make(): Promise<void> {
    const { scans, now } = this.options;
    const controller = new AbortController();
    const start = now();
    this.asking = controller;
    this.stale = false;
    try {
      const some = scans.datasets.some(({ pairs }) => pairs.some(({ outcome }) => outcome !== null));
      this.last = some ? await this.ask('overview', controller.signal) : null;
      this.options.overview(this.last);
    } catch (error) {
      if (!(error instanceof CancelledError) && !controller.signal.aborted) {
        this.options.problem(toProblem(error));
      }
    } finally {
      this.lastMs = now() - start;
      this.asking = null;
      if (this.stale) {
        this.schedule();
      }
    }
  }
}
