import { InspectionError } from '../../core/errors.js';
import type { InspectionJob } from '../../core/inspection/job.js';
import type { Packed } from '../../shared/packing.js';
import type { Question } from '../../shared/workerProtocol.js';
import type { AskOptions } from '../workerClient.js';

/** A pair that the worker has open under a key, or opens with a job. */
export interface Openable {
  key: string;
  job(): Promise<InspectionJob>;
}

/**
 * Asks about a pair and, where there is one, the pair it is compared with. Jobs are sent only where the worker has
 * closed a pair, or not opened it yet: they may carry the bytes of whole files.
 */
export async function askAbout(
  asked: Pick<Question, 'question' | 'params'>,
  { pair, other }: { pair: Openable; other: Openable | null },
  ask: (question: Question, options: AskOptions) => Promise<Packed>,
  options: AskOptions,
): Promise<Packed> {
  const jobs: Record<string, InspectionJob | null> = { 'pair-closed': null, 'comparison-closed': null };
  for (;;) {
    const question: Question = {
      ...asked,
      pair: { key: pair.key, job: jobs['pair-closed'] },
      other: other && { key: other.key, job: jobs['comparison-closed'] },
    };
    try {
      return await ask(question, options);
    } catch (error) {
      const code = InspectionError.is(error) ? error.code : '';
      const closed = code === 'pair-closed' ? pair : code === 'comparison-closed' ? other : null;
      if (!closed || jobs[code]) {
        throw error;
      }
      jobs[code] = await closed.job();
    }
  }
}
