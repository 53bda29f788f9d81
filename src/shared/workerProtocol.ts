import type { Problem } from '../core/errors.js';
import type { InspectionJob, InspectionResult, Progress } from '../core/inspection/job.js';

/** What extension host and worker say to each other. Every request is answered exactly once: done or failed. */
export type ToWorker = { type: 'inspect'; id: number; job: InspectionJob } | { type: 'cancel'; id: number };

export type FromWorker =
  | { type: 'progress'; id: number; progress: Progress }
  | { type: 'done'; id: number; result: InspectionResult }
  | { type: 'failed'; id: number; problem: Problem; stack?: string };
