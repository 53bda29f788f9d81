import type { BlockJob } from './blocks.js';
import { crossSumsJob } from './crossSums.js';
import { histogramJob } from './curves.js';
import { gradientJob } from './gradientMap.js';
import { overlapJob } from './overlapMap.js';
import { forwardJob } from './pass.js';
import { slopesJob } from './slopesMap.js';
import { uncertaintyJob } from './uncertaintyMap.js';
import { termJob } from './whatIf.js';

/** Every pass a helper thread can take part in. */
const BLOCK_JOBS = [
  forwardJob,
  gradientJob,
  slopesJob,
  overlapJob,
  histogramJob,
  termJob,
  uncertaintyJob,
  crossSumsJob,
] as readonly BlockJob<unknown, unknown>[];

/** The job of that name; helpers are always of the same build, so there is one. */
export function blockJob(name: string): BlockJob<unknown, unknown> {
  const found = BLOCK_JOBS.find(job => job.name === name);
  if (!found) {
    throw new Error(`There is no pass named ${name}.`);
  }
  return found;
}
