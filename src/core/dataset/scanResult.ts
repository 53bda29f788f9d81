import { type CheckpointSeries, checkpointSeries } from './checkpoints.js';
import type { ModelComparison } from './compareModels.js';
import { modelComparisons } from './comparisons.js';
import { type DatasetReport, datasetReports } from './datasetReport.js';
import { changesKey, type PixelChanges } from './pixelChanges.js';
import { type PairRecord, recordKey, sortRecords, type Unmatched } from './record.js';

/** What a scan, or a part of one, has found. */
export interface ScanResult {
  version: 1;
  /** Which part of how many, from 1; null: all of it. */
  shard: { index: number; of: number } | null;
  unmatched: Unmatched[];
  /** false: there were more files than are looked at. */
  complete: boolean;
  records: PairRecord[];
  /** What was counted pixel by pixel of two models; not every scan does. */
  changes?: PixelChanges[];
}

/** What is printed of a result. */
export interface ScanReport {
  version: 1;
  reports: DatasetReport[];
  /** In datasets of several models, each one against the first. */
  comparisons: ModelComparison[];
  checkpoints: CheckpointSeries[];
  unmatched: Unmatched[];
  complete: boolean;
}

/**
 * Parts of one scan as if they had been one: records by their names, of two of the same pair the later one given.
 * Whoever did what, the sums are the very same, since they are made of the sorted records.
 */
export function mergeResults(parts: readonly ScanResult[]): ScanResult {
  const records = new Map<string, PairRecord>();
  const unmatched = new Map<string, Unmatched>();
  const changes = new Map<string, PixelChanges>();
  for (const part of parts) {
    for (const record of part.records) {
      records.set(recordKey(record), record);
    }
    for (const one of part.changes ?? []) {
      changes.set(changesKey(one), one);
    }
    for (const one of part.unmatched) {
      unmatched.set(`${one.root}\n${one.dataset}`, one);
    }
  }
  return {
    version: 1,
    shard: null,
    unmatched: [...unmatched.values()],
    complete: parts.every(part => part.complete),
    records: sortRecords([...records.values()]),
    ...(changes.size > 0 ? { changes: [...changes.values()] } : {}),
  };
}

/** @param baselines models that others are compared with, where a dataset has them; else its first */
export function reportOf(
  { records, unmatched, complete, changes = [] }: ScanResult,
  baselines: readonly string[] = [],
): ScanReport {
  const reports = datasetReports(records);
  return {
    version: 1,
    reports,
    comparisons: modelComparisons(sortRecords(records), changes, baselines),
    checkpoints: checkpointSeries(reports),
    unmatched,
    complete,
  };
}
