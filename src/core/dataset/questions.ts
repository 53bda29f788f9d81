import { checkpointsCsv, classesCsv, modelsCsv, pairsCsv } from './csvReport.js';
import { type DatasetReport, datasetReports } from './datasetReport.js';
import type { DatasetFinding } from './findings/types.js';
import { htmlReport } from './htmlReport.js';
import { type Overview, overviewOf } from './overview.js';
import type { PixelChanges } from './pixelChanges.js';
import { reportOf, type ScanReport, type ScanResult } from './scanResult.js';

/** What is said of the pairs of one model. */
export interface ModelFindings {
  dataset: string;
  model: string;
  findings: DatasetFinding[];
}

/** What a question may be asked with. */
export interface DatasetParams {
  /** Models that others are compared with, where a dataset has them; else its first. */
  baselines?: readonly string[];
  /** What was counted of two models pixel by pixel. */
  changes?: PixelChanges[];
}

/** Everything that may be asked of the records of a scan, with its answer. Adding one: a line here. */
const DATASET_QUESTIONS = {
  findings: ({ records }: ScanResult): ModelFindings[] =>
    datasetReports(records).map(({ dataset, model, findings }) => ({ dataset, model, findings })),
  reports: ({ records }: ScanResult): DatasetReport[] => datasetReports(records),
  overview: (result: ScanResult, baselines?: readonly string[]): Overview => overviewOf(result, baselines),
  report: (result: ScanResult, baselines?: readonly string[]): ScanReport => reportOf(result, baselines),
  json: (result: ScanResult, baselines?: readonly string[]): string =>
    `${JSON.stringify(reportOf(result, baselines), null, 2)}\n`,
  html: (result: ScanResult, baselines?: readonly string[]): string => htmlReport(reportOf(result, baselines)),
  pairsCsv: (result: ScanResult): string => pairsCsv(reportOf(result)),
  classesCsv: (result: ScanResult): string => classesCsv(reportOf(result)),
  modelsCsv: (result: ScanResult, baselines?: readonly string[]): string => modelsCsv(reportOf(result, baselines)),
  checkpointsCsv: (result: ScanResult): string => checkpointsCsv(reportOf(result)),
};

export type DatasetQuestion = keyof typeof DATASET_QUESTIONS;
export type DatasetAnswer<Q extends DatasetQuestion> = ReturnType<(typeof DATASET_QUESTIONS)[Q]>;

/** @param texts the records, each as JSON */
export function askDatasets<Q extends DatasetQuestion>(
  question: Q,
  texts: readonly string[],
  { baselines, ...rest }: Omit<ScanResult, 'records' | 'version' | 'shard'> & DatasetParams,
): DatasetAnswer<Q> {
  const records = texts.map(text => JSON.parse(text));
  return DATASET_QUESTIONS[question]({ version: 1, shard: null, ...rest, records }, baselines) as DatasetAnswer<Q>;
}
