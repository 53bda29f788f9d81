import { CancelledError, InspectionError, type Problem } from '../core/errors.js';

/** A problem as the worker sent it, as the error the core threw. */
export function fromWire(problem: Problem): Error {
  return problem.code === 'cancelled'
    ? new CancelledError()
    : new InspectionError(problem.code, problem.message, problem.hint, problem);
}

/** The thread itself failed, whatever it was computing. */
export function workerFailure(what: string, cause?: unknown): InspectionError {
  const memory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return memory
    ? new InspectionError(
        'worker-out-of-memory',
        'The inspection needed more memory than its worker may use.',
        'Inspect a smaller array, or close other inspections and try again.',
        { cause },
      )
    : new InspectionError(
        'worker-crashed',
        `The worker that computes the losses ${what}${cause instanceof Error ? `: ${cause.message}` : ''}.`,
        'Run the inspection again; if it repeats, see the "Segmentation Loss" log.',
        { cause },
      );
}
