import { type DatasetReport, datasetReports } from './datasetReport.js';
import type { DatasetFinding } from './findings/types.js';
import { htmlReport } from './htmlReport.js';
import { reportOf, type ScanReport, type ScanResult } from './scanResult.js';

/** What is said of the pairs of one model. */
export interface ModelFindings {
  dataset: string;
  model: string;
  findings: DatasetFinding[];
}

/** Everything that may be asked of the records of a scan, with its answer. Adding one: a line here. */
export const DATASET_QUESTIONS = {
  findings: ({ records }: ScanResult): ModelFindings[] =>
    datasetReports(records).map(({ dataset, model, findings }) => ({ dataset, model, findings })),
  reports: ({ records }: ScanResult): DatasetReport[] => datasetReports(records),
  report: (result: ScanResult): ScanReport => reportOf(result),
  html: (result: ScanResult): string => htmlReport(reportOf(result)),
};

export type DatasetQuestion = keyof typeof DATASET_QUESTIONS;
export type DatasetAnswer<Q extends DatasetQuestion> = ReturnType<(typeof DATASET_QUESTIONS)[Q]>;

/** @param texts the records, each as JSON */
export function askDatasets<Q extends DatasetQuestion>(
  question: Q,
  texts: readonly string[],
  rest: Omit<ScanResult, 'records' | 'version' | 'shard'>,
): DatasetAnswer<Q> {
  const records = texts.map(text => JSON.parse(text));
  return DATASET_QUESTIONS[question]({ version: 1, shard: null, ...rest, records }) as DatasetAnswer<Q>;
}
