import type { InspectionJob } from '../inspection/job.js';
import type { DigestedOutcome } from './digest.js';
import type { PairQuestion } from './pairQuestions.js';
import type { DatasetParams, DatasetQuestion } from './questions.js';
import type { PairOutcome } from './record.js';
import type { ScanResult } from './scanResult.js';

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

/** The same for who holds many outcomes: the sums as text. */
export interface DigestRequest {
  type: 'digest';
  id: number;
  job: InspectionJob;
}
export interface DigestAnswer {
  type: 'digested';
  id: number;
  outcome: DigestedOutcome;
}

/** Records as JSON, for the question of the same id that follows: several messages, so that none takes long to send. */
export interface RecordsMessage {
  type: 'records';
  id: number;
  texts: string[];
}
export interface DatasetRequest {
  type: 'dataset';
  id: number;
  question: DatasetQuestion;
  /** So many records were sent. */
  count: number;
  unmatched: ScanResult['unmatched'];
  complete: boolean;
  params: DatasetParams;
}
/** JSON of the `DatasetAnswer`. */
export interface DatasetAnswerMessage {
  type: 'dataset-answer';
  id: number;
  text: string;
}

/** A question about one pair, or two; answered by `answer`. */
export interface PairRequest {
  type: 'pair';
  id: number;
  question: PairQuestion;
}
