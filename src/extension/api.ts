import type * as vscode from 'vscode';
import type { ScanReport } from '../core/dataset/scanResult.js';
import type { Layout, LossSettings, PredictionKind, Report } from '../core/inspection/report.js';

/**
 * What `vscode.extensions.getExtension('segmentation-loss-inspector.segmentation-loss-inspector').activate()` answers
 * with. Documented in docs/api.md; a change that would break a caller raises `version`.
 */
export interface SegmentationLossApi {
  readonly version: 1;

  /**
   * Inspects a pair of a prediction and a label.
   *
   * @param file a prediction; or, without `label`, also a label or image: its partners are found as the command does
   * @param label the label of `file`; found where it is not given
   * @returns every number of the panel, as `seg-loss inspect --json` prints it; undefined where a question was dismissed,
   *   which only happens with `show`
   * @throws an error with `code`, `message` and `hint` (see docs/findings.md)
   */
  inspect(file: vscode.Uri, label?: vscode.Uri, options?: InspectOptions): Promise<Report | undefined>;

  /**
   * Scans the workspace, or a folder of it: every pair is evaluated that has changed since the last time. A scan that
   * runs already is joined.
   *
   * @returns totals, classes, findings and every pair of the datasets with pairs below the folder, as
   *   `seg-loss scan --json` prints it
   * @throws an error with `code`, `message` and `hint`; code "cancelled" where somebody ended the scan
   */
  scan(folder?: vscode.Uri, options?: ScanOptions): Promise<ScanReport>;

  /** A scan has ended, whoever began it. */
  readonly onDidScan: vscode.Event<ScanEvent>;

  /** What a code of a finding or error means and what to do about it, as Markdown; undefined for an unknown code. */
  explain(code: string): Promise<string | undefined>;
}

export interface InspectOptions {
  /** Opens the panel, as the command does. Otherwise nothing is shown, asked, or remembered. Default: false. */
  show?: boolean;
  /** What the settings say otherwise. Not together with `show`. */
  loss?: Partial<LossSettings>;
  kind?: PredictionKind;
  layout?: Layout;
  /** The one sample of a batch, or slice of a volume, from 0; otherwise all together. */
  sample?: number;
  slice?: number;
  /** Names of the arrays in files that hold several. */
  predictionArray?: string;
  labelArray?: string;
  /** Adds the ledger, with a boundary of this width in pixels. */
  boundaryWidth?: number;
  signal?: AbortSignal;
}

export interface ScanOptions {
  /** The model that others of its dataset are compared with; otherwise the first. */
  baseline?: string;
  signal?: AbortSignal;
}

export interface ScanEvent {
  /** false: it was ended before everything was evaluated. */
  readonly complete: boolean;
  readonly datasets: readonly { readonly name: string; readonly models: readonly string[]; readonly pairs: number }[];
  /** Pairs that could not be evaluated. */
  readonly failed: number;
}
