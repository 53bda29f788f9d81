import { Worker } from 'node:worker_threads';
import type { PixelChanges } from '../core/dataset/pixelChanges.js';
import type { PairOutcome } from '../core/dataset/record.js';
import type { PairRequest, SumAnswer, SumRequest } from '../core/dataset/sumMessages.js';
import { CancelledError, type Problem } from '../core/errors.js';
import type { InspectionJob } from '../core/inspection/job.js';

interface Waiting {
  id: number;
  answered(answer: Answer): void;
  /** The thread has died. */
  failed(message: string): void;
}

/** What a thread answers with that this pool asks for. */
type Answer =
  | SumAnswer
  | { type: 'answer'; id: number; answer: { json: unknown } }
  | { type: 'failed'; id: number; problem: Problem };

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
  async evaluate(job: InspectionJob, signal: AbortSignal): Promise<PairOutcome> {
    const answer = await this.ask(id => ({ type: 'sum', id, job }), signal);
    return answer.type === 'summed' ? answer.outcome : failure(answer.type === 'failed' ? answer.problem.message : '');
  }

  /** The pixels that a second prediction mends and breaks; null where the two cannot be compared. */
  async countChanges(
    job: InspectionJob,
    other: InspectionJob,
    signal: AbortSignal,
  ): Promise<Pick<PixelChanges, 'fixed' | 'broken'> | null> {
    const answer = await this.ask(id => ({ type: 'pair', id, question: { about: 'changes', job, other } }), signal);
    return answer.type === 'answer' ? (answer.answer.json as Pick<PixelChanges, 'fixed' | 'broken'>) : null;
  }

  private ask(request: (id: number) => SumRequest | PairRequest, signal: AbortSignal): Promise<Answer> {
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
      const settle = (answer: Answer) => {
        signal.removeEventListener('abort', abort);
        thread.waiting = null;
        resolve(answer);
      };
      thread.waiting = {
        id,
        answered: settle,
        failed: message => settle({ type: 'summed', id, outcome: failure(message) }),
      };
      thread.worker.postMessage(request(id));
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
      waiting?.failed(`Evaluating the pair ended its thread (${why}).`);
    };
    thread.worker.on('message', (answer: Answer) => {
      if (/^(summed|answer|failed)$/.test(answer.type) && answer.id === thread.waiting?.id) {
        thread.waiting.answered(answer);
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

function failure(message: string): PairOutcome {
  return {
    problem: { code: 'worker-crashed', message, hint: 'Inspect this pair by itself, or leave it out.' },
    role: 'prediction',
  };
}
