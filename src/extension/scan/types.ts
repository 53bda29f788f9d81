import type { DigestedOutcome } from '../../core/dataset/digest.js';
import type { DatasetFinding } from '../../core/dataset/findings/types.js';
import type { PlannedPair } from '../../core/dataset/scan.js';

/** One prediction and its label, as far as a scan knows them. Files are URIs. */
export interface ScannedPair {
  /** Unique among all pairs of all datasets, and the same in the next scan. */
  readonly key: string;
  readonly datasetId: string;
  /** '' where a dataset has one model only. */
  readonly model: string;
  /** The prediction's path in its workspace folder, as it stands in records. */
  readonly name: string;
  readonly prediction: string;
  readonly label: string;
  readonly image: string | null;
  readonly classesFile: string | null;
  /** Its sums in short, or what is wrong with it; null: not evaluated yet. */
  readonly outcome: DigestedOutcome | null;
  /** false: files or settings have changed since the outcome, or there is none. */
  readonly fresh: boolean;
  /** What evaluates it, and its files as they were when last looked at; paths are those of the URIs. */
  readonly planned: PlannedPair;
}

/** Files of a dataset that found no partner, as URIs. */
export interface UnmatchedFiles {
  readonly predictions: readonly string[];
  readonly labels: readonly string[];
  readonly ambiguous: readonly { prediction: string; labels: readonly string[] }[];
}

export interface ScannedDataset {
  /** Unique among all workspace folders. */
  readonly id: string;
  /** As it stands in records. */
  readonly name: string;
  /** URI of the folder it is in; that of the workspace for one of the settings. */
  readonly folder: string;
  /** URI of its workspace folder. */
  readonly workspace: string;
  /** Whether `segmentationLoss.datasets` says where its files are. */
  readonly configured: boolean;
  /** In the order of their names. */
  readonly models: readonly string[];
  /** In the order of their names; a prediction has one entry, the predictions of several models one each. */
  readonly pairs: readonly ScannedPair[];
  /** What is said of all pairs of a model together; as of the last time they were summed up. */
  readonly findings: readonly { readonly model: string; readonly findings: readonly DatasetFinding[] }[];
  readonly unmatched: UnmatchedFiles;
}

/** A folder that could not be looked into, or a workspace folder whose settings are wrong. */
export interface SkippedFolder {
  readonly folder: string;
  readonly code: string;
  readonly reason: string;
}

export type ScanPhase =
  /** Nothing was scanned yet, or all of it was cleared. */
  | 'empty'
  /** Datasets and their pairs are looked for. */
  | 'finding'
  | 'evaluating'
  | 'paused'
  | 'done'
  /** The last scan was cancelled: what was done is there. */
  | 'cancelled';

export interface ScansProgress {
  readonly phase: ScanPhase;
  /** Pairs done, of those of the present scan. */
  readonly done: number;
  readonly of: number;
  /** Of those done, how many were known from before. */
  readonly recalled: number;
  readonly failed: number;
  /** Pairs evaluated a second, and seconds left at that rate; null before the first. */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** What has changed: progress always; datasets where pairs or findings of them have. */
export interface ScansChange {
  readonly datasets: ReadonlySet<string>;
  /** Datasets or pairs have come or gone. */
  readonly structure: boolean;
}

/** What is to be scanned: pairs with a file below one of the folders, or with one of the files. Absent: everything. */
export interface ScanScope {
  readonly folders?: readonly string[];
  readonly files?: readonly string[];
}
