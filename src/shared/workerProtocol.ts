import type { ParamsOf, QuestionName } from '../core/analysis/questions.js';
import type { ArrayQuestion } from '../core/arrays/openArray.js';
import type {
  DatasetAnswerMessage,
  DatasetRequest,
  DigestAnswer,
  DigestRequest,
  PairRequest,
  RecordsMessage,
  SumAnswer,
  SumRequest,
} from '../core/dataset/sumMessages.js';
import type { Problem } from '../core/errors.js';
import type { InspectionJob, InspectionResult, Progress } from '../core/inspection/job.js';
import type { Packed } from './packing.js';

/** A pair that the worker keeps open under this key; with a job it is opened where it is not. */
export interface PairRef {
  key: string;
  job: InspectionJob | null;
}

/** A question about a pair; `other` is the pair of another prediction to compare with. */
export interface Question<N extends QuestionName = QuestionName> {
  pair: PairRef;
  other: PairRef | null;
  question: N;
  params: ParamsOf<N>;
}

/**
 * What extension host and worker say to each other. Every `inspect` and `ask` is answered exactly once: done, answer or
 * failed. With `keep`, the inspected pair stays open for questions under that key until `close`.
 */
export type ToWorker =
  | { type: 'inspect'; id: number; job: InspectionJob; keep: string | null }
  | ({ type: 'ask'; id: number } & Question)
  | { type: 'close'; key: string }
  /** The sums of a pair, for a whole dataset; answered by `summed`, whatever is wrong with the pair. */
  | SumRequest
  | DigestRequest
  /** A question about the records of a scan. */
  | RecordsMessage
  | DatasetRequest
  | PairRequest
  /** What a file of arrays holds; answered by `answer` with an ArrayAnswer. */
  | { type: 'array'; id: number; question: ArrayQuestion }
  | { type: 'cancel'; id: number };

export type FromWorker =
  | { type: 'progress'; id: number; progress: Progress }
  | { type: 'done'; id: number; result: InspectionResult }
  /** What is known so far; the whole answer follows. */
  | { type: 'partial'; id: number; answer: Packed }
  | { type: 'answer'; id: number; answer: Packed }
  | SumAnswer
  | DigestAnswer
  | DatasetAnswerMessage
  | { type: 'failed'; id: number; problem: Problem; stack?: string };
