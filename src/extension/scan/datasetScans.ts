import type { DigestedOutcome } from '../../core/dataset/digest.js';
import type { Plan } from '../../core/dataset/plan.js';
import type { DatasetAnswer, DatasetParams, DatasetQuestion } from '../../core/dataset/questions.js';
import { type PlannedPair, scan } from '../../core/dataset/scan.js';
import { CancelledError, toProblem } from '../../core/errors.js';
import type { InspectionJob } from '../../core/inspection/job.js';
import { isWithin } from '../../core/pairing/paths.js';
import type { Log } from '../util/log.js';
import type { DatasetRecords } from '../workerClient.js';
import { evaluateSteadily } from './evaluateSteadily.js';
import { GatheredChanges } from './gatheredChanges.js';
import { isPassing, type OutcomeCache } from './outcomeCache.js';
import { recordTexts, unmatchedOf } from './recordTexts.js';
import { IDLE, type ScanFolder, ScanState } from './scanState.js';
import { coverage, joined } from './scope.js';
import type { ScannedDataset, ScannedPair, ScanPhase, ScanScope, ScansProgress, SkippedFolder } from './types.js';

/** What scans need of the editor and the workers. */
export interface ScansHost {
  /** The workspace folders as they are now. Throws InspectionError where settings of one are wrong. */
  folders(): ScanFolder[];
  plan(folder: ScanFolder, skipped: (folder: SkippedFolder) => void, signal: AbortSignal): Promise<Plan>;
  restate(pair: PlannedPair, folder: string): Promise<PlannedPair>;
  evaluate(job: InspectionJob, folder: string, signal: AbortSignal): Promise<DigestedOutcome>;
  ask<Q extends DatasetQuestion>(question: Q, records: DatasetRecords, signal?: AbortSignal): Promise<DatasetAnswer<Q>>;
  /** Resolves when the workers have nothing to do that somebody waits for. */
  free(): Promise<void>;
  /** Pairs at work at the same time. */
  concurrency: number;
  cache: OutcomeCache;
  log: Log;
  wait(milliseconds: number): Promise<void>;
  now(): number;
}

/** Summing up everything takes part of a second for thousands of pairs: while a scan runs it is done this seldom. */
const FINDINGS_MS = 10_000;

/**
 * The datasets of the workspace, the pairs in them and what is known of each. A scan finds them and evaluates those
 * that have changed, several at a time; views listen to `onDidChange` and read `datasets`. Holds sums, never maps, and
 * knows neither VS Code nor the workers.
 */
export class DatasetScans {
  private readonly state = new ScanState();
  private readonly changes = new GatheredChanges();
  private readonly skips = new Map<string, SkippedFolder>();
  private present: ScansProgress = IDLE;
  private running: { controller: AbortController; promise: Promise<void> } | undefined;
  private queued: { scope: ScanScope | undefined; promise: Promise<void> } | undefined;
  private gate: { promise: Promise<void>; open: () => void } | undefined;
  private readonly unsummed = new Set<string>();
  private summing: Promise<void> | undefined;
  private disposed = false;

  constructor(private readonly host: ScansHost) {}

  /** Something has changed; told together, and once more at the end of a scan. */
  readonly onDidChange = this.changes.event;

  /** Every dataset found so far. An object here is replaced when something of it changes, never altered. */
  get datasets(): readonly ScannedDataset[] {
    return this.state.list;
  }

  /** What was left out, with the reason. */
  get skipped(): readonly SkippedFolder[] {
    return [...this.skips.values()];
  }

  get progress(): ScansProgress {
    return this.present;
  }

  get busy(): boolean {
    return this.running !== undefined;
  }

  pair(key: string): ScannedPair | undefined {
    return this.state.pair(key);
  }

  /** The pairs that a file belongs to: as prediction, label, image or class list. */
  pairsWith(uri: string): ScannedPair[] {
    return this.state.pairs.filter(pair => [pair.prediction, pair.label, pair.image, pair.classesFile].includes(uri));
  }

  /**
   * Finds the datasets and evaluates what has changed. While one scan runs, another one waits and then covers
   * everything asked for meanwhile. Resolves when it is done or cancelled.
   */
  scan(scope?: ScanScope): Promise<void> {
    if (this.disposed) {
      return Promise.resolve();
    }
    if (this.queued) {
      this.queued.scope = joined(this.queued.scope, scope);
      return this.queued.promise;
    }
    if (this.running) {
      const queued = { scope, promise: this.running.promise.then(() => this.next()) };
      this.queued = queued;
      return queued.promise;
    }
    return this.start(scope);
  }

  /** Something was done with some files: pairs they belong to are evaluated again where they have changed since. */
  async follow(files: readonly string[]): Promise<void> {
    const known = new Set(files.flatMap(file => this.pairsWith(file)).filter(pair => pair.outcome));
    const changed: string[] = [];
    for (const { planned, label, prediction, outcome } of known) {
      const mayDiffer = outcome !== null && isPassing(outcome);
      if (mayDiffer || (await this.host.restate(planned, label)).identity !== planned.identity) {
        changed.push(prediction);
      }
    }
    if (changed.length > 0) {
      await this.scan({ files: changed });
    }
  }

  /** Pairs at work are finished, no other one is begun. */
  pause(): void {
    if (this.present.phase === 'evaluating' && !this.gate) {
      let open = () => {};
      const promise = new Promise<void>(resolve => {
        open = resolve;
      });
      this.gate = { promise, open };
      this.progressed({ phase: 'paused', rate: null, secondsLeft: null });
    }
  }

  resume(): void {
    if (this.gate) {
      this.gate.open();
      this.gate = undefined;
      this.progressed({ phase: 'evaluating' });
    }
  }

  /** Ends the running scan at once, and those that wait; outcomes stay. */
  cancel(): void {
    this.queued = undefined;
    this.running?.controller.abort();
    this.resume();
  }

  /** Forgets everything, what was kept for later scans included. */
  async clear(): Promise<void> {
    this.cancel();
    await this.running?.promise;
    this.state.clear();
    this.skips.clear();
    this.unsummed.clear();
    await this.host.cache.clear();
    this.progressed(IDLE);
    this.changes.add([], true);
    this.changes.tell();
  }

  /**
   * Asks about the pairs that have an outcome, of some datasets or all: totals, findings, the report. Their sums are
   * added up by a worker.
   */
  ask<Q extends DatasetQuestion>(
    question: Q,
    ids?: readonly string[],
    signal?: AbortSignal,
    params: DatasetParams = {},
  ): Promise<DatasetAnswer<Q>> {
    const datasets = this.datasets.filter(({ id }) => ids === undefined || ids.includes(id));
    return this.host.ask(
      question,
      { texts: recordTexts(datasets), unmatched: datasets.map(unmatchedOf), complete: this.skips.size === 0, params },
      signal,
    );
  }

  dispose(): void {
    this.disposed = true;
    this.cancel();
    this.changes.dispose();
  }

  private next(): Promise<void> {
    const { queued } = this;
    this.queued = undefined;
    return queued && !this.disposed ? this.start(queued.scope) : Promise.resolve();
  }

  private start(scope: ScanScope | undefined): Promise<void> {
    const controller = new AbortController();
    const promise = this.run(scope, controller.signal).finally(() => {
      this.running = undefined;
      this.gate = undefined;
      this.changes.tell();
    });
    this.running = { controller, promise };
    return promise;
  }

  private async run(scope: ScanScope | undefined, signal: AbortSignal): Promise<void> {
    this.progressed({ ...IDLE, phase: 'finding' });
    let phase: ScanPhase = 'done';
    try {
      const pairs = await this.find(scope, signal);
      // A file that has just changed was hardly ever seen as it is: not worth reading what is kept.
      if (pairs.some(pair => !pair.outcome)) {
        await this.host.cache.load();
      }
      this.progressed({ phase: 'evaluating', of: pairs.length });
      this.changes.tell();
      await this.evaluate(pairs, signal);
    } catch (error) {
      phase = 'cancelled';
      if (!(error instanceof CancelledError)) {
        this.host.log.error(error instanceof Error ? error : String(error));
      }
    }
    await this.sumUp();
    await this.host.cache.flush();
    this.progressed({ phase, rate: null, secondsLeft: null });
  }

  /** The pairs to be evaluated, in the order of their datasets. */
  private async find(scope: ScanScope | undefined, signal: AbortSignal): Promise<ScannedPair[]> {
    const known = scope && (await this.changedOnes(scope));
    if (known) {
      return known;
    }
    const wanted = coverage(scope);
    const folders = this.host.folders();
    this.state.keepOnly(folders);
    for (const folder of folders) {
      for (const uri of [...this.skips.keys()].filter(uri => isWithin(uri, folder.uri))) {
        this.skips.delete(uri);
      }
      const plan = await this.planOf(folder, signal);
      if (plan) {
        this.state.adopt(folder, plan, pair => wanted(filesOf(pair)));
        this.changes.add(
          this.datasets.map(({ id }) => id),
          true,
        );
      }
    }
    return this.state.pairs.filter(pair => wanted(filesOf(pair)));
  }

  /** Pairs of files that are known and still there need no search. null: a search is needed. */
  private async changedOnes({ folders, files = [] }: ScanScope): Promise<ScannedPair[] | null> {
    const byFile = new Map<string, ScannedPair[]>();
    for (const pair of this.state.pairs) {
      for (const file of filesOf(pair)) {
        byFile.set(file, [...(byFile.get(file) ?? []), pair]);
      }
    }
    if (folders?.length || files.some(file => !byFile.has(file))) {
      return null;
    }
    const pairs = new Set(files.flatMap(file => byFile.get(file) ?? []));
    for (const pair of pairs) {
      const planned = await this.host.restate(pair.planned, pair.label);
      const { prediction, label } = planned.job;
      if (prediction.modified === undefined || label.modified === undefined) {
        return null;
      }
      this.state.outdate(pair.key, planned);
    }
    return [...pairs].map(pair => this.state.pair(pair.key)).filter(pair => pair !== undefined);
  }

  private async planOf(folder: ScanFolder, signal: AbortSignal): Promise<Plan | null> {
    const skipped = (one: SkippedFolder) => {
      this.skips.set(one.folder, one);
      this.host.log.warn(`${one.folder} was left out: ${one.reason}`);
    };
    try {
      const plan = await this.host.plan(folder, skipped, signal);
      if (!plan.complete) {
        skipped({
          folder: folder.uri,
          code: 'too-many-files',
          reason: 'There are more files than are looked at; name the datasets in segmentationLoss.datasets.',
        });
      }
      return plan;
    } catch (error) {
      if (error instanceof CancelledError || signal.aborted) {
        throw new CancelledError();
      }
      const { code, message, hint } = toProblem(error);
      skipped({ folder: folder.uri, code, reason: `${message} ${hint}` });
      return null;
    }
  }

  private async evaluate(pairs: readonly ScannedPair[], signal: AbortSignal): Promise<void> {
    const { host } = this;
    // Within a scan a pair is named by its key, which is unique over datasets of the same name.
    const byKey = new Map(pairs.map(pair => [pair.key, pair]));
    const jobs = pairs.map(({ key, planned }) => ({ ...planned, prediction: key }));
    let summed = host.now();
    await scan<DigestedOutcome>(
      jobs,
      {
        concurrency: host.concurrency,
        ready: async () => {
          await this.gate?.promise;
          await host.free();
        },
        recall: job => {
          const outcome = this.recall(byKey.get(job.prediction) as ScannedPair);
          return outcome && { version: 1, ...job, outcome };
        },
        evaluate: async (_job, stop, { prediction: key }) => {
          const { planned, label } = byKey.get(key) as ScannedPair;
          const found = await evaluateSteadily(
            planned,
            {
              restate: one => host.restate(one, label),
              evaluate: job => host.evaluate(job, label, stop),
              wait: host.wait,
              now: host.now,
            },
            stop,
          );
          byKey.set(key, { ...(byKey.get(key) as ScannedPair), planned: found.pair });
          return found.outcome;
        },
        done: ({ prediction: key, outcome }, { done, recalled, failed, rate, secondsLeft }) => {
          this.settle(key, (byKey.get(key) as ScannedPair).planned, outcome);
          this.progressed({ done, recalled, failed, ...(this.gate ? {} : { rate, secondsLeft }) });
          if (host.now() - summed > FINDINGS_MS) {
            summed = Number.POSITIVE_INFINITY;
            void this.sumUp().then(() => {
              summed = host.now();
            });
          }
        },
      },
      signal,
    );
  }

  private recall({ key, planned, outcome, fresh }: ScannedPair): DigestedOutcome | null {
    if (outcome && fresh) {
      return isPassing(outcome) ? null : outcome;
    }
    return this.host.cache.recall(key, planned.identity);
  }

  private settle(key: string, planned: PlannedPair, outcome: DigestedOutcome): void {
    const before = this.state.pair(key);
    if (before?.outcome === outcome && before.fresh) {
      return;
    }
    const dataset = this.state.settle(key, planned, outcome);
    if (dataset !== undefined) {
      if (!isPassing(outcome)) {
        this.host.cache.keep(key, planned.identity, outcome);
      }
      this.unsummed.add(dataset);
      this.changes.add([dataset], false);
    }
  }

  /** What is to be said of whole datasets, for those of which a pair has changed. One at a time. */
  private sumUp(): Promise<void> {
    this.summing = (this.summing ?? Promise.resolve()).then(async () => {
      const ids = [...this.unsummed];
      this.unsummed.clear();
      for (const id of ids) {
        try {
          this.state.say(id, await this.ask('findings', [id]));
          this.changes.add([id], false);
        } catch (error) {
          this.unsummed.add(id);
          if (!(error instanceof CancelledError)) {
            this.host.log.error(error instanceof Error ? error : String(error));
          }
        }
      }
    });
    return this.summing;
  }

  private progressed(now: Partial<ScansProgress>): void {
    this.present = { ...this.present, ...now };
    this.changes.add([], false);
  }
}

function filesOf({ prediction, label, image, classesFile }: ScannedPair): string[] {
  return [prediction, label, image, classesFile].filter(file => file !== null);
}
