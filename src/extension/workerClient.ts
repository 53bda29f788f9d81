import { CancelledError } from '../core/errors.js';
import type { FileRef, InspectionJob, InspectionResult, Progress } from '../core/inspection/job.js';
import type { FromWorker, ToWorker } from '../shared/workerProtocol.js';
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
  /** The thread is ended after so long without work; it holds tfjs and its tensors. */
  idleMs?: number;
  /** A cancelled request that is not answered within this time has hung: the thread is replaced. */
  patienceMs?: number;
}

export interface RunOptions {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

interface Pending {
  job: InspectionJob;
  resolve: (result: InspectionResult) => void;
  reject: (error: Error) => void;
  onProgress?: (progress: Progress) => void;
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
  private lastId = 0;
  private disposed = false;

  constructor(private readonly options: WorkerClientOptions) {}

  run(job: InspectionJob, { onProgress, signal }: RunOptions = {}): Promise<InspectionResult> {
    if (this.disposed || signal?.aborted) {
      return Promise.reject(new CancelledError());
    }
    const id = ++this.lastId;
    return new Promise<InspectionResult>((resolve, reject) => {
      const abort = (): void => this.cancel(id);
      const settle = (): void => signal?.removeEventListener('abort', abort);
      const entry: Pending = {
        job,
        resolve: result => {
          settle();
          resolve(result);
        },
        reject: error => {
          settle();
          reject(error);
        },
        onProgress,
      };
      signal?.addEventListener('abort', abort);
      this.pending.set(id, entry);
      this.keepBusy();
      try {
        this.worker ??= this.startWorker();
        this.worker.postMessage({ type: 'inspect', id, job }, transferables(job));
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
    if (message.type === 'progress') {
      this.pending.get(message.id)?.onProgress?.(message.progress);
      return;
    }
    const entry = this.pending.get(message.id);
    this.pending.delete(message.id);
    this.owed.delete(message.id);
    if (message.type === 'done') {
      entry?.resolve(message.result);
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
    const queued = [...this.pending].filter(([, { job }]) => filesOf(job).every(file => !file.bytes));
    for (const [id] of queued) {
      this.pending.delete(id);
    }
    this.stop(workerFailure('had to be replaced'));
    if (queued.length > 0) {
      this.worker = this.startWorker();
    }
    for (const [id, entry] of queued) {
      this.pending.set(id, entry);
      this.worker?.postMessage({ type: 'inspect', id, job: entry.job }, []);
    }
  }

  private keepBusy(): void {
    clearTimeout(this.idleTimer);
    this.idleTimer = undefined;
  }

  private restIfIdle(): void {
    if (this.pending.size > 0 || this.owed.size > 0 || this.disposed) {
      return;
    }
    this.keepBusy();
    this.idleTimer = setTimeout(() => {
      this.options.log.debug('Worker ended after idling.');
      this.stop(new CancelledError());
    }, this.options.idleMs ?? 60_000);
    this.idleTimer.unref();
  }

  /** Ends the thread, if any, and answers everyone who waits. The next request starts a new one. */
  private stop(reason: Error): void {
    const { worker } = this;
    this.worker = undefined;
    const waiting = [...this.pending.values()];
    this.pending.clear();
    this.owed.clear();
    worker?.terminate();
    for (const entry of waiting) {
      entry.reject(reason);
    }
  }
}

/** Bytes are handed over, not copied: each FileRef holds exactly its own buffer. */
function transferables(job: InspectionJob): ArrayBuffer[] {
  const buffers = filesOf(job).map(file => file.bytes?.buffer);
  return [...new Set(buffers.filter(buffer => buffer instanceof ArrayBuffer))];
}

function filesOf(job: InspectionJob): FileRef[] {
  return [job.prediction, job.label, job.image, job.classesFile].filter(file => file !== undefined);
}
