import type { DigestedOutcome } from '../../core/dataset/digest.js';
import type { PlannedPair } from '../../core/dataset/scan.js';
import { CancelledError, toProblem } from '../../core/errors.js';
import type { InspectionJob } from '../../core/inspection/job.js';

export interface SteadyHost {
  /** The pair with its files as they are now. */
  restate(pair: PlannedPair): Promise<PlannedPair>;
  evaluate(job: InspectionJob, signal: AbortSignal): Promise<DigestedOutcome>;
  wait(milliseconds: number): Promise<void>;
  now(): number;
}

/** Files that were written this long ago may still be at it. */
const YOUNG_MS = 2_000;
const LOOK_MS = 300;
/** A file that goes on changing for so long is not waited for. */
const PATIENCE_MS = 15_000;
const ATTEMPTS = 3;

/**
 * Evaluates a pair whose files may be written, replaced or deleted meanwhile: what has just been written is waited for,
 * and what has changed while it was read is read again. A worker that dies is given a second try, since it may have
 * been at another pair. Only a cancelled run throws.
 */
export async function evaluateSteadily(
  pair: PlannedPair,
  host: SteadyHost,
  signal: AbortSignal,
): Promise<{ pair: PlannedPair; outcome: DigestedOutcome }> {
  let before = await steady(pair, host, signal);
  for (let attempt = 1; ; attempt++) {
    const outcome = await tried(before, host, signal);
    const after = await host.restate(before);
    if (after.identity === before.identity && !(isOfWorker(outcome) && attempt === 1)) {
      return { pair: before, outcome };
    }
    if (attempt === ATTEMPTS) {
      return { pair: after, outcome: after.identity === before.identity ? outcome : goesOnChanging(after) };
    }
    before = await steady(after, host, signal);
  }
}

/** Waits until two looks at files that are young find the same. */
async function steady(pair: PlannedPair, host: SteadyHost, signal: AbortSignal): Promise<PlannedPair> {
  const start = host.now();
  let last = await host.restate(pair);
  while (isYoung(last, host.now()) && host.now() - start < PATIENCE_MS) {
    await host.wait(LOOK_MS);
    if (signal.aborted) {
      throw new CancelledError();
    }
    const next = await host.restate(last);
    if (next.identity === last.identity) {
      return next;
    }
    last = next;
  }
  return last;
}

/** Clocks of file servers may be ahead; a time far in the future says nothing. */
function isYoung({ job: { prediction, label } }: PlannedPair, now: number): boolean {
  return [prediction, label].some(({ modified }) => modified !== undefined && Math.abs(now - modified) < YOUNG_MS);
}

async function tried({ job }: PlannedPair, host: SteadyHost, signal: AbortSignal): Promise<DigestedOutcome> {
  try {
    return await host.evaluate(job, signal);
  } catch (error) {
    if (signal.aborted || error instanceof CancelledError) {
      throw new CancelledError();
    }
    return problemOutcome(toProblem(error));
  }
}

function isOfWorker(outcome: DigestedOutcome): boolean {
  return 'problem' in outcome && outcome.problem.code.startsWith('worker-');
}

function goesOnChanging({ job }: PlannedPair): DigestedOutcome {
  return problemOutcome({
    code: 'file-changed',
    message: `${job.prediction.name} or its label went on changing while it was read.`,
    hint: 'Scan again when it is written.',
  });
}

function problemOutcome(problem: ReturnType<typeof toProblem>): DigestedOutcome {
  const outcome = { problem, role: 'prediction' as const };
  return { ...outcome, text: JSON.stringify(outcome) };
}
