import { Worker } from 'node:worker_threads';
import type { PairOutcome } from '../core/dataset/record.js';
import type { SumAnswer, SumRequest } from '../core/dataset/sumMessages.js';
import { CancelledError } from '../core/errors.js';
import type { InspectionJob } from '../core/inspection/job.js';

interface Waiting {
  id: number;
  resolve(outcome: PairOutcome): void;
}

/** A worker thread, and the pair it works on. */
interface Thread {
  worker: Worker;
  waiting: Waiting | null;
}

/**
 * Threads that evaluate pairs, one pair each at a time. A thread that dies costs the pair it was at, which says so, and
 * is replaced; one that has to stop is ended, since a pair cannot be left half done.
 */
export class SumPool {
  private readonly threads: Thread[] = [];
  private lastId = 0;

  /** @param entry the worker bundle */
  constructor(private readonly entry: string) {}

  /** Throws CancelledError on `signal`. Callers keep to as many at a time as they want threads. */
  evaluate(job: InspectionJob, signal: AbortSignal): Promise<PairOutcome> {
    const thread = this.threads.find(one => one.waiting === null) ?? this.start();
    return new Promise((resolve, reject) => {
      const abort = () => {
        thread.waiting = null;
        this.end(thread);
        reject(new CancelledError());
      };
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      const id = ++this.lastId;
      thread.waiting = {
        id,
        resolve: outcome => {
          signal.removeEventListener('abort', abort);
          thread.waiting = null;
          resolve(outcome);
        },
      };
      thread.worker.postMessage({ type: 'sum', id, job } satisfies SumRequest);
    });
  }

  dispose(): void {
    for (const thread of [...this.threads]) {
      this.end(thread);
    }
  }

  private start(): Thread {
    const thread: Thread = { worker: new Worker(this.entry), waiting: null };
    const died = (why: string) => {
      const { waiting } = thread;
      this.end(thread);
      const message = `Evaluating the pair ended its thread (${why}).`;
      waiting?.resolve({
        problem: { code: 'worker-crashed', message, hint: 'Inspect this pair by itself, or leave it out.' },
        role: 'prediction',
      });
    };
    thread.worker.on('message', (answer: SumAnswer) => {
      if (answer.type === 'summed' && answer.id === thread.waiting?.id) {
        thread.waiting.resolve(answer.outcome);
      }
    });
    thread.worker.on('error', error => died(error.message));
    thread.worker.on('exit', code => died(`exit ${code}`));
    this.threads.push(thread);
    return thread;
  }

  private end(thread: Thread): void {
    const at = this.threads.indexOf(thread);
    if (at >= 0) {
      this.threads.splice(at, 1);
    }
    void thread.worker.terminate();
  }
}
