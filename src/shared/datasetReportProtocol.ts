import type { Overview } from '../core/dataset/overview.js';
import type { Problem } from '../core/errors.js';

/** How far the scan is that the report is of. */
export interface ScanStatus {
  phase: 'empty' | 'finding' | 'evaluating' | 'paused' | 'done' | 'cancelled';
  done: number;
  of: number;
  failed: number;
  /** Pairs a second, and seconds left at that rate; null before the first. */
  rate: number | null;
  secondsLeft: number | null;
}

/** What names a pair in reports. */
export interface PairName {
  dataset: string;
  model: string;
  prediction: string;
}

export const EXPORT_FORMATS = ['html', 'pairsCsv', 'classesCsv', 'modelsCsv', 'checkpointsCsv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What extension host and dataset report say to each other. The page says `ready` and is sent all there is to show. */
export type ToDatasetReport =
  | { type: 'status'; status: ScanStatus }
  /** null: no pair was evaluated yet. */
  | { type: 'overview'; overview: Overview | null }
  | { type: 'thumbnail'; pair: PairName; picture: SmallPicture | null }
  /** Pixels of two models are compared one by one; `done` of `of` images, null: no more. */
  | { type: 'counting'; counting: { done: number; of: number } | null }
  | { type: 'problem'; problem: Problem };

export interface SmallPicture {
  width: number;
  height: number;
  /** 4 bytes a pixel. */
  rgba: ArrayBuffer;
}

export type FromDatasetReport =
  | { type: 'ready' }
  | { type: 'scan' | 'pause' | 'resume' | 'cancel' }
  /** Opens the inspection of a pair, beside the prediction of another model where one is named. */
  | { type: 'open'; pair: PairName; other: PairName | null }
  | { type: 'thumbnail'; pair: PairName }
  /** The thumbnail is out of sight. */
  | { type: 'forget'; pair: PairName }
  /** The model that others are compared with; null: the first. */
  | { type: 'baseline'; model: string | null }
  | { type: 'countPixels'; dataset: string; a: string; b: string }
  | { type: 'export'; format: ExportFormat };
