import { CancelledError } from '../errors.js';
import type { InspectionJob } from '../inspection/job.js';
import type { PairOutcome, PairRecord } from './record.js';

/** A pair to be evaluated. */
export interface PlannedPair extends Omit<PairRecord, 'version' | 'outcome'> {
  job: InspectionJob;
}

/** A pair that is done. */
export type ScannedRecord<O> = Omit<PairRecord, 'outcome'> & { outcome: O };

/** What a scan needs from where it runs; `O` is how outcomes are held there. */
export interface ScanHost<O extends object = PairOutcome> {
  /** Evaluates one pair; what is wrong with the pair is an outcome, and only a cancelled run throws. */
  evaluate(job: InspectionJob, signal: AbortSignal, pair: PlannedPair): Promise<O>;
  /** The record of an earlier scan, if nothing it depends on has changed. */
  recall(pair: PlannedPair): ScannedRecord<O> | null;
  /** A pair is done: shown, written, kept for the next scan. */
  done(record: ScannedRecord<O>, progress: ScanProgress): void;
  /** Resolves at once, or when a paused scan goes on. */
  ready(): Promise<void>;
  /** Pairs at work at the same time. */
  concurrency: number;
}

export interface ScanProgress {
  done: number;
  of: number;
  /** Of those done, how many were known from an earlier scan. */
  recalled: number;
  failed: number;
  /** Pairs evaluated a second, and seconds left at that rate; null before the first. */
  rate: number | null;
  secondsLeft: number | null;
}

/** So many recalled records are handed out before other work is let in. */
const RECALLED_AT_ONCE = 200;

/**
 * Evaluates all pairs, known ones first, several at a time, and hands out each record as it comes. Nothing is kept
 * here, so memory does not grow with the dataset. Throws CancelledError; records handed out stay good.
 */
export async function scan<O extends object = PairOutcome>(
  pairs: readonly PlannedPair[],
  host: ScanHost<O>,
  signal: AbortSignal,
): Promise<ScanProgress> {
  const progress: ScanProgress = { done: 0, of: pairs.length, recalled: 0, failed: 0, rate: null, secondsLeft: null };
  const unknown: PlannedPair[] = [];
  for (const [k, pair] of pairs.entries()) {
    const record = host.recall(pair);
    if (record) {
      progress.recalled++;
      finish(record);
    } else {
      unknown.push(pair);
    }
    if (k % RECALLED_AT_ONCE === RECALLED_AT_ONCE - 1) {
      await new Promise(resolve => setTimeout(resolve, 0));
      stopIfCancelled();
    }
  }
  const start = performance.now();
  let [next, evaluated] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < unknown.length) {
      const planned = unknown[next++];
      const { job, ...pair } = planned;
      await host.ready();
      stopIfCancelled();
      const outcome = await host.evaluate(job, signal, planned);
      stopIfCancelled();
      evaluated++;
      progress.rate = evaluated / ((performance.now() - start) / 1000);
      progress.secondsLeft = (unknown.length - evaluated) / progress.rate;
      finish({ version: 1, ...pair, outcome });
    }
  };
  // One that throws stops the others at their next pair, since `next` is then at the end.
  const threads = Array.from({ length: Math.max(1, host.concurrency) }, () =>
    work().catch(error => {
      next = unknown.length;
      throw error;
    }),
  );
  const ended = await Promise.allSettled(threads);
  const failure = ended.find(one => one.status === 'rejected');
  if (failure) {
    throw failure.reason;
  }
  return progress;

  function finish(record: ScannedRecord<O>): void {
    progress.done++;
    progress.failed += 'problem' in record.outcome ? 1 : 0;
    host.done(record, { ...progress });
  }

  function stopIfCancelled(): void {
    if (signal.aborted) {
      throw new CancelledError();
    }
  }
}

/** A file as a scan sees it without reading it. */
export interface FileState {
  path: string;
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
}

/** What a record depends on: the files as they are, the settings, and what this program makes of them. */
export function identityOf(files: readonly (FileState | null)[], settings: unknown, version: string): string {
  const states = files.map(file => file && [file.path, file.size, Math.round(file.modified)]);
  return JSON.stringify([states, settings, version]);
}
