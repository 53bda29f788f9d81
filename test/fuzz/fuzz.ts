import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { FuzzData, Verdict } from './thread.js';

export interface FuzzOptions {
  seed: number;
  runs: number;
  /** Of so many runs at a time something is said. */
  progress?: (done: number) => void;
}

export interface FuzzResult {
  runs: number;
  failures: Verdict[];
  /** Most resident memory beyond that at the start, in MB. */
  peakMb: number;
  /** Longest time at one input, in milliseconds, as seen from outside. */
  slowestMs: number;
}

/** An input may take this long; then its thread is ended. */
const HANG_MS = 2000;
/** Memory that may be held beyond the start and four times the file. */
const MEMORY_MB = 200;
const WATCH_MS = 20;

/**
 * Damaged files of every format, read in a thread that is watched from outside: for each, arrays or a typed error
 * within 2 seconds and 200 MB + 4 × the file, and never the end of the thread.
 */
export async function fuzz({ seed, runs, progress }: FuzzOptions): Promise<FuzzResult> {
  setFlagsFromString('--expose-gc');
  const result: FuzzResult = { runs: 0, failures: [], peakMb: 0, slowestMs: 0 };
  for (let from = 0; from < runs; ) {
    const end = await watch(seed, from, runs, result, progress);
    // After a failure that ended the thread, the next one goes on behind it.
    from = end;
    result.runs = end;
  }
  return result;
}

/** Runs one thread as far as it comes; returns where the next one begins. */
function watch(
  seed: number,
  from: number,
  to: number,
  result: FuzzResult,
  progress: FuzzOptions['progress'],
): Promise<number> {
  const state = new Int32Array(new SharedArrayBuffer(8));
  state[0] = -1;
  const workerData: FuzzData = { seed, from, to, state };
  const worker = new Worker(join(__dirname, 'thread.js'), { workerData });
  return new Promise(resolve => {
    let [at, since, started] = [-1, performance.now(), 0];
    const finish = (next: number) => {
      clearInterval(timer);
      void worker.terminate().then(() => resolve(next));
    };
    const fail = (problem: string) => {
      result.failures.push({ index: Atomics.load(state, 0), name: '', problem });
      finish(Atomics.load(state, 0) + 1);
    };
    const timer = setInterval(() => {
      const index = Atomics.load(state, 0);
      const now = performance.now();
      const rss = process.memoryUsage.rss() / 2 ** 20;
      if (index !== at) {
        // What the libraries hold once they are loaded is not the inputs' doing.
        started = at < 0 ? rss : started;
        progress?.(index);
        [at, since] = [index, now];
      } else if (at >= 0) {
        result.slowestMs = Math.max(result.slowestMs, now - since);
        if (now - since > HANG_MS) {
          fail(`hangs: more than ${HANG_MS} ms`);
          return;
        }
      }
      if (at >= 0) {
        result.peakMb = Math.max(result.peakMb, rss - started);
        if (rss - started > MEMORY_MB + (4 * Atomics.load(state, 1)) / 2 ** 20) {
          fail(`holds ${Math.round(rss - started)} MB`);
        }
      }
    }, WATCH_MS);
    worker.on('message', (message: Verdict | 'done') => {
      if (message === 'done') {
        finish(to);
      } else {
        result.failures.push(message);
      }
    });
    worker.on('error', error => fail(`ends the thread: ${error.stack}`));
  });
}
