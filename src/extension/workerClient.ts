import type { ArrayQuestion } from '../core/arrays/openArray.js';
import type { DigestedOutcome } from '../core/dataset/digest.js';
import type { PairQuestion } from '../core/dataset/pairQuestions.js';
import type { DatasetAnswer, DatasetParams, DatasetQuestion } from '../core/dataset/questions.js';
import type { Unmatched } from '../core/dataset/record.js';
import { CancelledError } from '../core/errors.js';
import type { FileRef, InspectionJob, InspectionResult, Progress } from '../core/inspection/job.js';
import type { Packed } from '../shared/packing.js';
import type { FromWorker, Question, ToWorker } from '../shared/workerProtocol.js';
import type { Log } from './util/log.js';
import { fromWire, workerFailure } from './workerErrors.js';

/** The part of a `worker_threads` Worker in use; tests hand in one that is not a thread. */
export interface WorkerLike {
  postMessage(message: ToWorker, transfer: ArrayBuffer[]): void;
  terminate(): unknown;
  on(event: 'message', listener: (message: FromWorker) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface WorkerClientOptions {
  start: () => WorkerLike;
  log: Log;
  /** The thread is ended after so long without work; it holds tfjs, its tensors, and the pairs that are open. */
  idleMs?: number;
  /** The same while no pair is open in it. */
  unusedMs?: number;
  /** A cancelled request that is not answered within this time has hung: the thread is replaced. */
  patienceMs?: number;
}

export interface RunOptions {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
  /** Keeps the inspected pair open for questions, under this key. */
  keep?: string;
}

export interface AskOptions {
  /** What is known of the answer so far. */
  onPartial?: (answer: Packed) => void;
  signal?: AbortSignal;
}

/** The records of a scan, each as JSON. */
export interface DatasetRecords {
  texts: Iterable<string>;
  unmatched: Unmatched[];
  complete: boolean;
  params?: DatasetParams;
}

/** What is answered, exactly once. */
type Request = Extract<ToWorker, { type: 'inspect' | 'ask' | 'digest' | 'dataset' | 'pair' | 'array' }>;
type Found = InspectionResult | Packed | DigestedOutcome | string;

/** Long enough to read what the panel says; pairs that were open are opened again by the next question. */
const IDLE_MS = 180_000;

/** Panels closed and opened again, or files of a training run, find the thread still there. */
const UNUSED_MS = 10_000;

interface Pending {
  request: Request;
  resolve: (found: Found) => void;
  reject: (error: Error) => void;
  onProgress?: (progress: Progress) => void;
  onPartial?: (answer: Packed) => void;
}

/**
 * Inspections in one worker thread: started on the first request, ended when idle, replaced after a crash.
 * Every request is answered exactly once, also when the thread dies or the client is disposed.
 */
export class WorkerClient {
  private worker: WorkerLike | undefined;
  private readonly pending = new Map<number, Pending>();
  /** Cancelled requests whose answer is still owed by the thread. */
  private readonly owed = new Set<number>();
  private idleTimer: NodeJS.Timeout | undefined;
  /** Keys of the pairs that may be open in the thread. */
  private readonly kept = new Set<string>();
  /** Requests that are being sent bit by bit. */
  private sending = 0;
  private lastId = 0;
  private disposed = false;

  constructor(private readonly options: WorkerClientOptions) {}

  run(job: InspectionJob, { onProgress, signal, keep }: RunOptions = {}): Promise<InspectionResult> {
    const request: Request = { type: 'inspect', id: ++this.lastId, job, keep: keep ?? null };
    if (keep !== undefined) {
      this.kept.add(keep);
    }
    return this.send(request, { onProgress }, signal) as Promise<InspectionResult>;
  }

  /** A question about a pair. Rejects with pair-closed where the pair is not open here and came without its job. */
  ask(question: Question, { onPartial, signal }: AskOptions = {}): Promise<Packed> {
    for (const { key } of [question.pair, question.other].filter(pair => !!pair)) {
      this.kept.add(key);
    }
    return this.send({ type: 'ask', id: ++this.lastId, ...question }, { onPartial }, signal) as Promise<Packed>;
  }

  /** The sums of a pair for its dataset; what is wrong with the pair is an outcome. */
  digest(job: InspectionJob, signal?: AbortSignal): Promise<DigestedOutcome> {
    return this.send({ type: 'digest', id: ++this.lastId, job }, {}, signal) as Promise<DigestedOutcome>;
  }

  /** A question about the records of a scan, which are sent bit by bit. */
  async askDataset<Q extends DatasetQuestion>(
    question: Q,
    { texts, unmatched, complete, params = {} }: DatasetRecords,
    signal?: AbortSignal,
  ): Promise<DatasetAnswer<Q>> {
    const id = ++this.lastId;
    let count = 0;
    this.keepBusy();
    this.sending++;
    try {
      for (const part of partsOf(texts)) {
        if (this.disposed || signal?.aborted) {
          this.worker?.postMessage({ type: 'cancel', id }, []);
          throw new CancelledError();
        }
        this.worker ??= this.startWorker();
        this.worker.postMessage({ type: 'records', id, texts: part }, []);
        count += part.length;
        await new Promise(setImmediate);
      }
    } finally {
      this.sending--;
      this.restIfIdle();
    }
    const text = await this.send({ type: 'dataset', id, question, count, unmatched, complete, params }, {}, signal);
    return JSON.parse(text as string);
  }

  /** What a file of arrays holds. */
  askArray(question: ArrayQuestion, signal?: AbortSignal): Promise<Packed> {
    return this.send({ type: 'array', id: ++this.lastId, question }, {}, signal) as Promise<Packed>;
  }

  /** What a report asks about a pair. */
  askPair(question: PairQuestion, signal?: AbortSignal): Promise<Packed> {
    return this.send({ type: 'pair', id: ++this.lastId, question }, {}, signal) as Promise<Packed>;
  }

  /** Closes a pair that was kept open. */
  close(key: string): void {
    this.kept.delete(key);
    this.worker?.postMessage({ type: 'close', key }, []);
    this.restIfIdle();
  }

  private send(
    request: Request,
    listeners: Pick<Pending, 'onProgress' | 'onPartial'>,
    signal?: AbortSignal,
  ): Promise<Found> {
    if (this.disposed || signal?.aborted) {
      return Promise.reject(new CancelledError());
    }
    const { id } = request;
    return new Promise((resolve, reject) => {
      const abort = (): void => this.cancel(id);
      const settle = (): void => signal?.removeEventListener('abort', abort);
      const entry: Pending = {
        request,
        resolve: found => {
          settle();
          resolve(found);
        },
        reject: error => {
          settle();
          reject(error);
        },
        ...listeners,
      };
      signal?.addEventListener('abort', abort);
      this.pending.set(id, entry);
      this.keepBusy();
      try {
        this.worker ??= this.startWorker();
        this.worker.postMessage(request, transferables(request));
      } catch (error) {
        this.pending.delete(id);
        entry.reject(workerFailure('could not be started', error));
        this.restIfIdle();
      }
    });
  }

  /** Requests not answered yet, cancelled ones that the thread still works on included. */
  get load(): number {
    return this.pending.size + this.owed.size;
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.idleTimer);
    this.stop(new CancelledError());
  }

  private startWorker(): WorkerLike {
    const worker = this.options.start();
    const onlyIfCurrent = (act: () => void): void => {
      if (this.worker === worker) {
        act();
      }
    };
    worker.on('message', message => onlyIfCurrent(() => this.receive(message)));
    worker.on('error', error =>
      onlyIfCurrent(() => {
        this.options.log.error(error instanceof Error ? error : new Error(String(error)));
        this.stop(workerFailure('stopped', error));
      }),
    );
    worker.on('exit', code => onlyIfCurrent(() => this.stop(workerFailure(`stopped (exit code ${code})`))));
    this.options.log.debug('Worker started.');
    return worker;
  }

  private receive(message: FromWorker): void {
    const entry = this.pending.get(message.id);
    if (message.type === 'progress') {
      entry?.onProgress?.(message.progress);
      return;
    }
    if (message.type === 'partial') {
      entry?.onPartial?.(message.answer);
      return;
    }
    this.pending.delete(message.id);
    this.owed.delete(message.id);
    if (message.type === 'summed') {
      // The command line's question; never asked here.
      return;
    }
    if (message.type !== 'failed') {
      entry?.resolve(foundIn(message));
    } else {
      if (message.stack && message.problem.code === 'internal-error') {
        this.options.log.error(message.stack);
      }
      entry?.reject(fromWire(message.problem));
    }
    this.restIfIdle();
  }

  /** Answers the caller at once; the thread is told, and given a moment to come back. */
  private cancel(id: number): void {
    const entry = this.pending.get(id);
    if (!entry) {
      return;
    }
    this.pending.delete(id);
    this.owed.add(id);
    this.worker?.postMessage({ type: 'cancel', id }, []);
    entry.reject(new CancelledError());
    const timer = setTimeout(() => {
      if (this.owed.has(id)) {
        this.options.log.warn('A cancelled inspection did not stop; the worker is replaced.');
        this.replace();
      }
    }, this.options.patienceMs ?? 5_000);
    timer.unref();
  }

  /** A new thread for a hung one. Those in the queue are asked again, unless their bytes went with the old thread. */
  private replace(): void {
    const queued = [...this.pending].filter(([, { request }]) => filesOf(request).every(file => !file.bytes));
    for (const [id] of queued) {
      this.pending.delete(id);
    }
    this.stop(workerFailure('had to be replaced'));
    if (queued.length > 0) {
      this.worker = this.startWorker();
    }
    for (const [id, entry] of queued) {
      this.pending.set(id, entry);
      this.worker?.postMessage(entry.request, []);
    }
  }

  private keepBusy(): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = undefined;
  }

  private restIfIdle(): void {
    if (!this.worker || this.pending.size > 0 || this.owed.size > 0 || this.sending > 0 || this.disposed) {
      return;
    }
    this.keepBusy();
    const { idleMs = IDLE_MS, unusedMs = Math.min(UNUSED_MS, idleMs) } = this.options;
    this.idleTimer = setTimeout(
      () => {
        this.options.log.debug('Worker ended after idling.');
        this.stop(new CancelledError());
      },
      this.kept.size > 0 ? idleMs : unusedMs,
    );
    this.idleTimer.unref();
  }

  /** Ends the thread, if any, and answers everyone who waits. The next request starts a new one. */
  private stop(reason: Error): void {
    const { worker } = this;
    this.worker = undefined;
    const waiting = [...this.pending.values()];
    this.pending.clear();
    this.owed.clear();
    this.kept.clear();
    worker?.terminate();
    for (const entry of waiting) {
      entry.reject(reason);
    }
  }
}

/** Bytes are handed over, not copied: each FileRef holds exactly its own buffer. */
function transferables(request: Request): ArrayBuffer[] {
  const buffers = filesOf(request).map(file => file.bytes?.buffer);
  return [...new Set(buffers.filter(buffer => buffer instanceof ArrayBuffer))];
}

/** Characters of records sent in one message. */
const PART = 2 ** 19;

function* partsOf(texts: Iterable<string>): Generator<string[]> {
  let [part, size]: [string[], number] = [[], 0];
  for (const text of texts) {
    part.push(text);
    size += text.length;
    if (size > PART) {
      yield part;
      [part, size] = [[], 0];
    }
  }
  yield part;
}

function foundIn(message: Exclude<FromWorker, { type: 'progress' | 'partial' | 'failed' | 'summed' }>): Found {
  switch (message.type) {
    case 'done':
      return message.result;
    case 'answer':
      return message.answer;
    case 'digested':
      return message.outcome;
    case 'dataset-answer':
      return message.text;
  }
}

function filesOf(request: Request): FileRef[] {
  if (request.type === 'array') {
    return [request.question.file];
  }
  if (request.type === 'dataset') {
    return [];
  }
  return jobsOf(request)
    .filter(job => job !== null && job !== undefined)
    .flatMap(job => [job.prediction, job.label, job.image, job.classesFile])
    .filter(file => file !== undefined);
}

function jobsOf(request: Exclude<Request, { type: 'array' | 'dataset' }>): (InspectionJob | null | undefined)[] {
  switch (request.type) {
    case 'ask':
      return [request.pair.job, request.other?.job];
    case 'pair':
      return [request.question.job, 'other' in request.question ? request.question.other : null];
    default:
      return [request.job];
  }
}
