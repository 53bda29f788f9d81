import { CancelledError, toProblem } from '../errors.js';
import type { InspectionHost } from '../inspection/host.js';
import { inspect } from '../inspection/inspect.js';
import { baseName, type InspectionJob } from '../inspection/job.js';
import type { FileRole } from '../inspection/report.js';
import { makeSums } from './makeSums.js';
import type { PairOutcome } from './record.js';

/** The sums of one pair, or what is wrong with it. Only a cancelled run throws. */
export async function evaluatePair(job: InspectionJob, host: InspectionHost): Promise<PairOutcome> {
  try {
    return { ok: makeSums(await inspect({ ...job, perPixel: false, layers: false, boundaryWidth: null }, host)) };
  } catch (error) {
    if (error instanceof CancelledError) {
      throw error;
    }
    const problem = toProblem(error);
    return { problem, role: roleOf(problem.message, job) };
  }
}

/** Sentences begin with the name of the file they are about. */
function roleOf(message: string, { prediction, label, image, classesFile }: InspectionJob): FileRole {
  const files = [
    ['prediction', prediction],
    ['label', label],
    ['image', image],
    ['classes', classesFile],
  ] as const;
  const named = files.filter(([, file]) => file && message.startsWith(`${baseName(file)} `));
  return named.length === 1 ? named[0][0] : 'prediction';
}
