import type { ParamsOf, QuestionName } from '../core/analysis/questions.js';
import type { Problem } from '../core/errors.js';
import type { LayerInfo, PictureInfo } from '../core/inspection/layers.js';
import type { Layout, PredictionKind, Report } from '../core/inspection/report.js';
import type { LabelProposal } from '../core/labels/inference/types.js';
import type { Packed } from './packing.js';

/**
 * What extension host and panel say to each other. The webview says `ready`; the host answers with one complete
 * snapshot and sends another whenever anything changes; nothing is ever sent as a difference. Everything else about the
 * inspected pair is asked for when it is shown: every question is answered exactly once, and its arrays arrive as exact
 * ArrayBuffers.
 */
export interface PairNames {
  /** Workspace-relative paths for display. */
  prediction: string;
  label: string | null;
  image: string | null;
}

export interface ReadingOverride {
  kind: PredictionKind | 'auto';
  layout: Layout | 'auto';
  /** The one sample of a batch, or slice of a volume, that is inspected, from 0; absent: all. */
  sample?: number;
  slice?: number;
  /** Arrays of files that hold several; absent: by their names. */
  predictionArray?: string;
  labelArray?: string;
}

export type PanelSnapshot =
  | { state: 'loading'; pair: PairNames; step: string; fraction: number | null }
  | { state: 'error'; pair: PairNames; problem: Problem; actions: PanelAction[]; offers?: readonly LabelProposal[] }
  | {
      state: 'ready';
      /** Changes with every run; questions about an older one are refused. */
      inspectionId: number;
      pair: PairNames;
      report: Report;
      layers: LayerInfo[];
      picture: PictureInfo | null;
      /** Class id the error layer takes as background, -1 for none. */
      background: number;
      reading: ReadingOverride;
      /** The other prediction that questions of comparison are about; its id changes with what they are about. */
      comparison: { id: string; prediction: string } | null;
      /** Other readings of the label that were not declined. */
      offers?: readonly LabelProposal[];
      /** True when a file changed since and a re-run has begun or failed. */
      stale: boolean;
    };

export interface PanelAction {
  id:
    | 'choose'
    | 'pickLabel'
    | 'pickPrediction'
    | 'explain'
    | 'openSettings'
    | 'retry'
    | 'showLog'
    | 'compare'
    | 'endComparison';
  title: string;
}

/** Panel state that survives a window reload, kept by `setState`. */
export interface PanelState {
  version: 1;
  uris: { prediction: string; label: string | null; image: string | null; comparison?: string | null };
  reading: ReadingOverride;
  ui: unknown;
}

export type ToWebview =
  | { type: 'snapshot'; snapshot: PanelSnapshot; persist: Omit<PanelState, 'ui'> }
  | { type: 'picture'; inspectionId: number; data: ArrayBuffer }
  | { type: 'unavailable'; inspectionId: number; what: 'picture' }
  /** What is known of an answer so far. */
  | { type: 'partial'; id: number; answer: Packed }
  | { type: 'answer'; id: number; outcome: Answered };

export type Answered = { ok: Packed } | { err: Problem };

/** A question about the inspected pair; `id` is the panel's own. */
export type Ask = {
  [N in QuestionName]: { type: 'ask'; id: number; inspectionId: number; question: N; params: ParamsOf<N> };
}[QuestionName];

export type FromWebview =
  | { type: 'ready' }
  | Ask
  /** The answer is not wanted any more; it comes all the same, as cancelled. */
  | { type: 'forget'; id: number }
  | { type: 'getPicture'; inspectionId: number }
  /** Bytes for a file that the user is asked to place; `name` is a bare file name: .csv, .html, .json or .png. */
  | { type: 'save'; name: string; data: ArrayBuffer }
  | { type: 'setReading'; reading: ReadingOverride }
  | { type: 'cancel' }
  | { type: 'action'; id: PanelAction['id'] }
  /** On a click beside a finding: write the setting that mends it, or open its section of the documentation. */
  | { type: 'finding'; code: string; what: FindingAction }
  /** On a click beside an offered reading of the label, which its title names. */
  | { type: 'proposal'; title: string; what: ProposalAction };

/** `otherwise`: what was taken is read as stored ids from now on. */
export type ProposalAction = 'apply' | 'decline' | 'otherwise';

export type FindingAction = 'fix' | 'docs';
