import type { LabelProposal } from '../labels/inference/types.js';
import type { LabelReadingReport } from '../labels/readLabel.js';
import type { Ledger } from '../ledger/ledger.js';

/**
 * What one inspection says, as the command line prints it and the panel shows it.
 *
 * Numbers that JSON cannot carry are strings ("nan", "inf", "-inf"); a value that does not exist
 * (the cross entropy of an absent class, any loss of a mask-only prediction) is null. Never 0.
 */
export type ReportNumber = number | 'nan' | 'inf' | '-inf';

export type Severity = 'error' | 'warning' | 'info';
export type FileRole = 'prediction' | 'label' | 'image' | 'classes';

/** Something about the inspected pair worth saying; codes are stable and documented in docs/findings.md. */
export interface Finding {
  code: string;
  severity: Severity;
  /** One sentence with the evidence. */
  message: string;
  /** One action. */
  hint: string;
  /** The file a Problems entry is attached to. */
  role: FileRole;
  /** The numbers behind the sentence, by name. */
  evidence?: Record<string, ReportNumber | string>;
  /** The one setting that mends it, where there is one; only ever written on the user's click. */
  fix?: Fix;
}

/** A setting of the extension ("segmentationLoss.ignoreIndex") and the value it should have. */
export interface Fix {
  setting: string;
  value: string | number | boolean | number[];
}

export type PredictionKind = 'logits' | 'probabilities' | 'mask';
/** Axis order of a 3-D (or, with a leading N, 4-D) prediction; HW for a single channel, CDHW for a volume. */
export type Layout = 'CHW' | 'HWC' | 'HW' | 'CDHW';

/** The loss parameters in use. Defaults are the origin's. */
export interface LossSettings {
  /** Class weights, length C, used by cross entropy and focal only. null: all 1. */
  weights: number[] | null;
  /** Focal's global factor; null: none. */
  alpha: number | null;
  gamma: number;
  /** beta of Dice and F-score. */
  beta: number;
  /** Smoothing of Dice and F-score. */
  smooth: number;
  /** F-score counts a class where its probability is strictly above this. */
  threshold: number;
  /** Which pixel loss the total starts from. */
  base: 'crossEntropy' | 'focal';
  /** Whether the total adds the Dice loss. */
  includeDice: boolean;
}

/** How the prediction was read, with the evidence for each guess. */
export interface ReadingReport {
  kind: PredictionKind;
  layout: Layout;
  dtype: string;
  shape: number[];
  numClasses: number;
  /** Samples of a batch, or slices of a volume, that the numbers are about. */
  samples: number;
  /** How many of them the file holds, and which one was chosen (null: all). */
  samplesInFile: number;
  sample: number | null;
  /** The samples are the slices of one volume. */
  volume: boolean;
  /** Height and width of the prediction, of the label, and whether the logits were resized between them. */
  predictionSize: [number, number];
  labelSize: [number, number];
  resized: boolean;
  /** Plain sentences, e.g. "values in [0, 1], channel sums 1 ± 0.001: probabilities". */
  evidence: string[];
}

export interface SettingsReport extends LossSettings {
  dialect: 'origin';
  /** null where several values are not counted; see `labelReading`. */
  ignoreIndex: number | null;
  reduceZeroLabel: boolean;
  /** Where names, colours and ignore index come from. */
  classesFrom: string;
  ignoreName: string | null;
  reading: ReadingReport;
  /** How the label was read, with the evidence. */
  labelReading: LabelReadingReport;
}

export interface Totals {
  crossEntropy: ReportNumber | null;
  focal: ReportNumber | null;
  /** The Dice LOSS (1 - mean score). */
  dice: ReportNumber | null;
  fScore: ReportNumber | null;
  total: ReportNumber | null;
  /** Mean over the classes found in label or prediction. */
  meanIoU: ReportNumber | null;
  /** The origin's mean: an absent class counts as 0. */
  meanIoUOrigin: ReportNumber | null;
  pixelAccuracy: ReportNumber | null;
}

export interface ClassRow {
  id: number;
  name: string;
  color: [number, number, number];
  /** True when no counted label pixel has this class. */
  absent: boolean;
  /** Label pixels of the class (ignored ones left out), and their share of all counted pixels. */
  pixels: number;
  pixelShare: ReportNumber | null;
  /** Mean over the class's own pixels; null when absent. */
  crossEntropy: ReportNumber | null;
  /** Share of the summed loss map that falls on the class's pixels; sums to 1 over the classes. */
  crossEntropyShare: ReportNumber | null;
  focal: ReportNumber | null;
  focalShare: ReportNumber | null;
  /** The Dice SCORE, as it enters the mean (an absent class enters it too). */
  dice: ReportNumber | null;
  fScore: ReportNumber | null;
  iou: ReportNumber | null;
  precision: ReportNumber | null;
  recall: ReportNumber | null;
}

export interface PixelCounts {
  all: number;
  valid: number;
  ignored: number;
}

export interface Report {
  prediction: string;
  label: string;
  settings: SettingsReport;
  pixels: PixelCounts;
  totals: Totals;
  classes: ClassRow[];
  /** Rows: label, columns: argmax of the prediction; ignored pixels left out. */
  confusion: number[][];
  /** The total taken apart; null for a mask, a total that is not finite, or where it was not asked for. */
  ledger: Ledger | null;
  findings: Finding[];
  /** Other readings of the label that fit, for the user to confirm. */
  labelProposals: LabelProposal[];
}
