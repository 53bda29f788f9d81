import type { Problem } from '../errors.js';
import type { FileRole, Finding, LossSettings, PredictionKind, ReportNumber, Totals } from '../inspection/report.js';

/**
 * What one pair contributes to its dataset: everything that datasets are summed from, as plain JSON. Records of parts
 * of a dataset, made anywhere, merge to exactly what one scan of the whole gives.
 */
export interface PairRecord {
  version: 1;
  /** Dataset and model the pair belongs to; '' where there is only one. */
  dataset: string;
  model: string;
  /** Paths as the user knows them, with forward slashes. Within a dataset and model the prediction names the pair. */
  prediction: string;
  label: string | null;
  image: string | null;
  /** What tells an unchanged pair from a changed one. */
  identity: string;
  outcome: PairOutcome;
}

/** The pair was evaluated, or it cannot be and the problem says why. */
export type PairOutcome = { ok: PairSums } | { problem: Problem; role: FileRole };

/** The sums of one evaluated pair. */
export interface PairSums {
  kind: PredictionKind;
  labelSize: [height: number, width: number];
  classes: { names: string[]; colors: [number, number, number][] };
  ignoreIndex: number;
  loss: LossSettings;
  pixels: { all: number; valid: number };
  /** Label pixels per class. */
  label: number[];
  soft: OverlapSums | null;
  hard: OverlapSums;
  /** Sum of w_c · Y_c. */
  weight: number;
  /** Sum of each pixel loss per class. */
  lossByClass: Record<string, ReportNumber[]>;
  /** [label, predicted, pixels] where there are any. */
  confusion: [label: number, predicted: number, pixels: number][];
  totals: Totals;
  findings: Finding[];
  /** Hash of the label's pixels: the same picture under two names, or in two splits. */
  labelHash: string;
}

/** I = Σ p·y and P = Σ p, per class. */
export interface OverlapSums {
  intersection: ReportNumber[];
  prediction: ReportNumber[];
}

/** Files of a dataset that found no partner. */
export interface Unmatched {
  dataset: string;
  /** Folder of the dataset. */
  root: string;
  /** Predictions without a label, and labels that no model has a prediction for. */
  predictions: string[];
  labels: string[];
  ambiguous: { prediction: string; labels: string[] }[];
}

/** What names a pair among others: a prediction has one label, a label may have predictions of several models. */
export function recordKey({ dataset, model, prediction }: PairRecord): string {
  return `${dataset}\n${model}\n${prediction}`;
}

/** By key, so that sums do not depend on who scanned what when. */
export function sortRecords(records: readonly PairRecord[]): PairRecord[] {
  return records
    .map(record => ({ key: recordKey(record), record }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ record }) => record);
}

export function sumsOf({ outcome }: PairRecord): PairSums | null {
  return 'ok' in outcome ? outcome.ok : null;
}
