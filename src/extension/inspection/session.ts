import type { Choice } from '../../core/choice.js';
import { CancelledError, InspectionError, type Problem, toProblem } from '../../core/errors.js';
import type { InspectionJob, InspectionResult, Progress } from '../../core/inspection/job.js';
import type { Report } from '../../core/inspection/report.js';
import type { LabelProposal } from '../../core/labels/inference/types.js';
import type { Packed } from '../../shared/packing.js';
import type { Ask, PairNames, PanelAction, PanelSnapshot, ReadingOverride } from '../../shared/protocol.js';
import type { Question } from '../../shared/workerProtocol.js';
import type { AskOptions, RunOptions } from '../workerClient.js';
import { actionsFor } from './actions.js';
import { askAbout } from './askAbout.js';
import type { Pair } from './pair.js';
import { roleOf } from './roleOf.js';

export type Outcome = { report: Report } | { problem: Problem };

export interface SessionOptions {
  pair: Pair;
  reading?: ReadingOverride;
  /** Reads settings and files; called anew for every run. */
  makeJob: (pair: Pair, reading: ReadingOverride) => Promise<InspectionJob>;
  /** Asks the user, or remembers; undefined: there is no answer. `anew`: an earlier answer is to be replaced. */
  answer: (choice: Choice, pair: Pair, anew: boolean) => Promise<Partial<ReadingOverride> | undefined>;
  /** Whether the user did not want a reading of the label that is proposed. */
  isDeclined?: (pair: Pair, proposal: LabelProposal) => boolean;
  run: (job: InspectionJob, options: RunOptions) => Promise<InspectionResult>;
  /** Asks about the pair that a run kept open. */
  ask: (question: Question, options: AskOptions) => Promise<Packed>;
  /** The pair under this key will not be asked about any more. */
  close: (key: string) => void;
  displayName: (uri: string) => string;
  /** A new snapshot is there to be shown. */
  changed: () => void;
  /** A run has ended and was not replaced by a newer one or cancelled. */
  finished: (pair: Pair, outcome: Outcome, cause?: unknown) => void;
}

type View =
  | { state: 'loading'; step: string; fraction: number | null }
  | { state: 'error'; problem: Problem }
  | { state: 'ready'; id: number; key: string; job: InspectionJob; result: InspectionResult; stale: boolean };

/** Progress is shown at most this often. */
const PROGRESS_MS = 80;

/** An array of the prediction, one of the label, a sample, a kind: no pair needs more answers. */
const MOST_QUESTIONS = 4;

/** Keys of pairs that are kept open, unique among all sessions. */
let lastKey = 0;

/**
 * The life of one inspected pair: runs, re-runs and what the panel shows meanwhile. Only the newest run counts;
 * while it works, an earlier result stays visible as stale. Knows neither VS Code nor the worker.
 */
export class InspectionSession {
  private view: View = { state: 'loading', step: 'Starting', fraction: null };
  private current: AbortController | undefined;
  private latest: Promise<Outcome> | undefined;
  private lastId = 0;
  private shownAt = 0;
  private disposed = false;
  /** Whether the next question is put although its answer is remembered. */
  private anew = false;
  private comparison: { uri: string; key: string } | null = null;
  reading: ReadingOverride;
  pair: Pair;

  constructor(private readonly options: SessionOptions) {
    this.pair = options.pair;
    this.reading = options.reading ?? { kind: 'auto', layout: 'auto' };
  }

  /** Starts over; an older run is cancelled. Resolves with the outcome of the newest run, also if that comes later. */
  run(): Promise<Outcome> {
    this.current?.abort();
    const controller = new AbortController();
    this.current = controller;
    if (this.view.state === 'ready') {
      this.show({ ...this.view, stale: true });
    } else {
      this.show({ state: 'loading', step: 'Reading', fraction: null });
    }
    const attempt = this.attempt(controller);
    this.latest = attempt;
    return attempt;
  }

  /** Follows re-runs until one is the last, so that a caller never gets the answer to an outdated question. */
  async settled(): Promise<Outcome> {
    for (;;) {
      const waited = this.latest ?? this.run();
      const outcome = await waited;
      if (waited === this.latest) {
        return outcome;
      }
    }
  }

  cancel(): void {
    this.current?.abort();
  }

  setPair(pair: Pair): Promise<Outcome> {
    if (pair.prediction !== this.pair.prediction || pair.label !== this.pair.label) {
      // Samples and arrays were chosen for the files before.
      this.forgetAnswers();
    }
    this.pair = pair;
    this.closePair();
    this.closeComparison();
    this.comparison = null;
    this.view = { state: 'loading', step: 'Reading', fraction: null };
    return this.run();
  }

  setReading(reading: ReadingOverride): Promise<Outcome> {
    this.reading = reading;
    return this.run();
  }

  /** Puts the questions about the files again. */
  askAgain(): Promise<Outcome> {
    this.forgetAnswers();
    this.anew = true;
    return this.run();
  }

  /** Why there is no result, where there is none. */
  get problem(): Problem | null {
    return this.view.state === 'error' ? this.view.problem : null;
  }

  snapshot(): PanelSnapshot {
    const pair = this.names();
    switch (this.view.state) {
      case 'loading':
        return { pair, ...this.view };
      case 'error':
        return { pair, ...this.view, actions: this.actions(this.view.problem), offers: this.offers() };
      case 'ready': {
        const { id, stale, result } = this.view;
        return {
          state: 'ready',
          inspectionId: id,
          pair,
          report: result.report,
          layers: result.layers,
          picture: result.picture?.info ?? null,
          background: result.background,
          reading: this.reading,
          comparison: this.comparison && {
            id: this.comparison.key,
            prediction: this.options.displayName(this.comparison.uri),
          },
          offers: this.offers(),
          stale,
        };
      }
    }
  }

  /** The reading of the label that was taken unasked, and others, as report or failure have them; none declined. */
  offers(): LabelProposal[] {
    const { view, pair, options } = this;
    return proposalsOf(view).filter(proposal => !options.isDeclined?.(pair, proposal));
  }

  /** Shows the same again, with what has been said since. */
  refresh(): void {
    this.show(this.view);
  }

  /** The result a message of the panel talks about, or undefined when it talks about an older one. */
  result(inspectionId: number): InspectionResult | undefined {
    return this.view.state === 'ready' && this.view.id === inspectionId ? this.view.result : undefined;
  }

  /**
   * Answers a question about the current result. Throws inspection-outdated where it is about an earlier one, also
   * where a newer result came in the meantime.
   */
  async ask(asked: Pick<Ask, 'inspectionId' | 'question' | 'params'>, options: AskOptions = {}): Promise<Packed> {
    const view = this.readyView(asked.inspectionId);
    const pair = { key: view.key, job: () => this.jobAgain(view.job) };
    const { comparison } = this;
    const other = comparison && {
      key: comparison.key,
      job: () => this.options.makeJob({ ...this.pair, prediction: comparison.uri, image: null }, this.reading),
    };
    const { question, params } = asked;
    const answer = await askAbout({ question, params }, { pair, other }, this.options.ask, options);
    this.readyView(asked.inspectionId);
    return answer;
  }

  /** Another prediction of the same label to compare with; null: none any more. */
  compareWith(uri: string | null): void {
    this.closeComparison();
    this.comparison = uri === null ? null : { uri, key: `pair ${++lastKey}` };
    this.show(this.view);
  }

  /** The prediction that is compared with. */
  get comparedWith(): string | null {
    return this.comparison?.uri ?? null;
  }

  /** Its file may have changed as well: it is opened anew. */
  private renewComparison(): void {
    if (this.comparison) {
      this.closeComparison();
      this.comparison = { uri: this.comparison.uri, key: `pair ${++lastKey}` };
    }
  }

  private closeComparison(): void {
    if (this.comparison) {
      this.options.close(this.comparison.key);
    }
  }

  dispose(): void {
    this.disposed = true;
    this.current?.abort();
    this.closePair();
    this.closeComparison();
  }

  private readyView(inspectionId: number): Extract<View, { state: 'ready' }> {
    if (this.view.state !== 'ready' || this.view.id !== inspectionId) {
      throw new InspectionError(
        'inspection-outdated',
        'This was asked about an inspection that a newer one has replaced.',
        'Ask again.',
      );
    }
    return this.view;
  }

  /** The same job; bytes that went to the worker with it are read again. */
  private jobAgain(job: InspectionJob): Promise<InspectionJob> {
    const files = [job.prediction, job.label, job.image, job.classesFile];
    return files.some(file => file?.bytes) ? this.options.makeJob(this.pair, this.reading) : Promise.resolve(job);
  }

  private forgetAnswers(): void {
    const { kind, layout } = this.reading;
    this.reading = { kind, layout };
  }

  private closePair(): void {
    if (this.view.state === 'ready') {
      this.options.close(this.view.key);
    }
  }

  private async attempt(controller: AbortController): Promise<Outcome> {
    const { signal } = controller;
    const { pair } = this;
    const key = `pair ${++lastKey}`;
    try {
      const { job, result } = await this.runAnswered(pair, key, controller);
      this.closePair();
      this.renewComparison();
      this.show({ state: 'ready', id: ++this.lastId, key, job, result, stale: false });
      const outcome: Outcome = { report: result.report };
      this.options.finished(pair, outcome);
      return outcome;
    } catch (error) {
      this.options.close(key);
      const problem = toProblem(error);
      if (controller === this.current) {
        this.failed(problem, signal.aborted);
        if (!signal.aborted) {
          this.options.finished(pair, { problem }, InspectionError.is(error) ? undefined : error);
        }
      }
      return { problem };
    }
  }

  /** Runs, and where it needs an answer, again with it. */
  private async runAnswered(pair: Pair, key: string, controller: AbortController) {
    const { signal } = controller;
    const onProgress = (progress: Progress): void => this.progress(controller, progress);
    for (let asked = 0; ; asked++) {
      const job = await this.options.makeJob(pair, this.reading);
      throwIfAborted(signal);
      try {
        const result = await this.options.run(job, { signal, onProgress, keep: key });
        throwIfAborted(signal);
        return { job, result };
      } catch (error) {
        const choice = !signal.aborted && asked < MOST_QUESTIONS ? toProblem(error).choice : undefined;
        const answer = choice && (await this.options.answer(choice, pair, this.anew));
        throwIfAborted(signal);
        if (!answer) {
          throw error;
        }
        this.anew = false;
        this.reading = { ...this.reading, ...answer };
      }
    }
  }

  private failed(problem: Problem, cancelled: boolean): void {
    // After "cancel", an earlier result is still worth looking at, marked as stale.
    if (!(cancelled && this.view.state === 'ready')) {
      this.closePair();
      this.show({ state: 'error', problem });
    }
  }

  private progress(controller: AbortController, { step, fraction }: Progress): void {
    const now = Date.now();
    if (controller === this.current && this.view.state === 'loading' && now - this.shownAt >= PROGRESS_MS) {
      this.show({ state: 'loading', step, fraction });
    }
  }

  private show(view: View): void {
    this.view = view;
    this.shownAt = Date.now();
    if (!this.disposed) {
      this.options.changed();
    }
  }

  private actions(problem: Problem): PanelAction[] {
    return actionsFor(problem, roleOf(problem, this.pair, this.options.displayName));
  }

  private names(): PairNames {
    const name = (uri: string | null): string | null => (uri === null ? null : this.options.displayName(uri));
    const { prediction, label, image } = this.pair;
    return { prediction: this.options.displayName(prediction), label: name(label), image: name(image) };
  }
}

function proposalsOf(view: View): readonly LabelProposal[] {
  if (view.state === 'ready') {
    const { settings, labelProposals } = view.result.report;
    return settings.labelReading.taken ? [settings.labelReading.taken, ...labelProposals] : labelProposals;
  }
  return view.state === 'error' ? (view.problem.proposals ?? []) : [];
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new CancelledError();
  }
}
