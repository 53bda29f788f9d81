import type { DigestedOutcome } from '../../src/core/dataset/digest.js';
import type { Plan } from '../../src/core/dataset/plan.js';
import { identityOf, type PlannedPair } from '../../src/core/dataset/scan.js';
import { CancelledError } from '../../src/core/errors.js';
import { DEFAULT_LOSS, type InspectionJob } from '../../src/core/inspection/job.js';
import type { Totals } from '../../src/core/inspection/report.js';
import { DatasetScans, type ScansHost } from '../../src/extension/scan/datasetScans.js';
import { NO_CACHE } from '../../src/extension/scan/outcomeCache.js';
import type { SkippedFolder } from '../../src/extension/scan/types.js';

/** A file as the fake file system has it. */
interface FakeFile {
  size: number;
  modified: number;
}

export const TOTALS: Totals = {
  crossEntropy: 1,
  focal: 1,
  dice: 1,
  fScore: 0,
  total: 2,
  meanIoU: 0.5,
  meanIoUOrigin: 0.5,
  pixelAccuracy: 0.5,
};

export function digested(
  changes: Partial<{ totals: Partial<Totals>; iou: number[]; lossSum: number }> = {},
): DigestedOutcome {
  const ok = {
    kind: 'logits' as const,
    labelSize: [4, 4] as [number, number],
    classes: ['a', 'b'],
    iou: changes.iou ?? [0.5, 0.5],
    lossSum: changes.lossSum ?? 16,
    totals: { ...TOTALS, ...changes.totals },
    findings: [],
  };
  return { ok, text: JSON.stringify({ ok }) };
}

export function failed(code: string): DigestedOutcome {
  const outcome = { problem: { code, message: `${code} it is.`, hint: 'Do something.' }, role: 'prediction' as const };
  return { ...outcome, text: JSON.stringify(outcome) };
}

const SETTINGS = { classes: {}, loss: DEFAULT_LOSS, kind: 'auto', layout: 'auto' } as const;

/**
 * A workspace /w with one dataset "d" of a model "m": predictions/k.npy beside labels/k.png, held in memory, and
 * workers that answer as told.
 */
export class FakeWorkspace {
  readonly files = new Map<string, FakeFile>();
  /** Names of the predictions that were evaluated, in order. */
  readonly evaluated: string[] = [];
  readonly asked: string[][] = [];
  plans = 0;
  time = 1e12;
  outcome: (name: string, signal: AbortSignal) => DigestedOutcome | Promise<DigestedOutcome> = () => digested();
  scans: DatasetScans;

  constructor(
    pairs: number,
    public changes: Partial<ScansHost> = {},
  ) {
    for (let k = 0; k < pairs; k++) {
      this.write(`/w/predictions/${k}.npy`);
      this.write(`/w/labels/${k}.png`);
    }
    this.scans = new DatasetScans(this.host());
  }

  write(path: string, age = 60_000): void {
    this.files.set(path, { size: (this.files.get(path)?.size ?? 0) + 1, modified: this.time - age });
  }

  /** A second window, or the same one after a reload: nothing in memory, the same cache. */
  reopened(): DatasetScans {
    this.scans = new DatasetScans(this.host());
    return this.scans;
  }

  private restated(pair: PlannedPair): PlannedPair {
    const paths = [pair.job.prediction.path, pair.job.label.path] as string[];
    const [prediction, label] = paths.map(path => {
      const file = this.files.get(path);
      return { name: path, path, ...(file && { modified: file.modified }) };
    });
    const states = paths.map(path => {
      const file = this.files.get(path);
      return file ? { path, ...file } : null;
    });
    return { ...pair, identity: identityOf(states, SETTINGS, '1'), job: { ...pair.job, prediction, label } };
  }

  /** Replaced to say what cannot be looked into. */
  planWith: (skipped: (folder: SkippedFolder) => void) => Plan = () => this.plan();

  private plan(): Plan {
    this.plans++;
    const stems = [...this.files.keys()].flatMap(path => /^\/w\/predictions\/(.+)\.npy$/.exec(path)?.[1] ?? []);
    const paired = stems.filter(stem => this.files.has(`/w/labels/${stem}.png`));
    const pairs = paired.map((stem): PlannedPair => {
      const job = {
        ...SETTINGS,
        prediction: { name: '', path: `/w/predictions/${stem}.npy` },
        label: { name: '', path: `/w/labels/${stem}.png` },
      } as InspectionJob;
      const names = { prediction: `predictions/${stem}.npy`, label: `labels/${stem}.png`, image: null };
      return this.restated({ dataset: 'd', model: 'm', ...names, identity: '', job });
    });
    const predictions = stems.filter(stem => !paired.includes(stem)).map(stem => `predictions/${stem}.npy`);
    const unmatched = [{ dataset: 'd', root: '', predictions, labels: [], ambiguous: [] }];
    return { pairs, configured: [], unmatched, complete: true };
  }

  private host(): ScansHost {
    return {
      folders: () => [{ uri: 'file:///w', path: '/w', prefix: '', withPath: path => `file://${path}` }],
      plan: async (_folder, skipped) => this.planWith(skipped),
      restate: async pair => this.restated(pair),
      evaluate: async (job, _file, signal) => {
        const name = job.prediction.path?.slice('/w/predictions/'.length) ?? '';
        this.evaluated.push(name);
        const outcome = await this.outcome(name, signal);
        if (signal.aborted) {
          throw new CancelledError();
        }
        return outcome;
      },
      ask: async (_question, { texts }) => {
        this.asked.push([...texts]);
        return [] as never;
      },
      free: async () => {},
      concurrency: 2,
      cache: NO_CACHE,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      wait: async milliseconds => {
        this.time += milliseconds;
        await new Promise(setImmediate);
      },
      now: () => this.time,
      ...this.changes,
    };
  }
}
