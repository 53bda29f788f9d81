import type { Severity } from '../../inspection/report.js';
import type { Statistics } from '../../statistics/types.js';
import type { PairRecord, PairSums } from '../record.js';

/** Something about a whole dataset; repeated causes are one finding with a count. */
export interface DatasetFinding {
  code: string;
  severity: Severity;
  message: string;
  hint: string;
  /** What it sits on: a file (path as in the records), or the dataset's folder or settings. */
  on: { path: string } | 'dataset';
  /** How many pairs it is about, and a few of their predictions. */
  count: number;
  examples: string[];
}

/** The records of one dataset and model, and the sums of those that were evaluated. */
export interface DatasetView {
  records: readonly PairRecord[];
  evaluated: readonly PairSums[];
  all: Statistics | null;
}

export type DatasetRule = (view: DatasetView) => DatasetFinding[];

export const MOST_EXAMPLES = 5;
