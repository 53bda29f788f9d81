import type { InspectionJob } from '../inspection/job.js';
import type { PairOutcome } from './record.js';

/** What a worker thread is asked, and what it answers. */
export interface SumRequest {
  type: 'sum';
  id: number;
  job: InspectionJob;
}
export interface SumAnswer {
  type: 'summed';
  id: number;
  outcome: PairOutcome;
}
