import type { Problem } from '../core/errors.js';
import type { LayerId, LayerInfo, PictureInfo } from '../core/inspection/layers.js';
import type { Layout, PredictionKind, Report } from '../core/inspection/report.js';

/**
 * What extension host and panel say to each other. The webview says `ready`; the host answers with one complete
 * snapshot and sends another whenever anything changes; nothing is ever sent as a difference. Layers are fetched
 * when shown and arrive as exact ArrayBuffers.
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
}

export type PanelSnapshot =
  | { state: 'loading'; pair: PairNames; step: string; fraction: number | null }
  | { state: 'error'; pair: PairNames; problem: Problem; actions: PanelAction[] }
  | {
      state: 'ready';
      /** Changes with every run; layer requests for an older one are refused. */
      inspectionId: number;
      pair: PairNames;
      report: Report;
      layers: LayerInfo[];
      picture: PictureInfo | null;
      /** Class id the error layer takes as background, -1 for none. */
      background: number;
      reading: ReadingOverride;
      /** True when a file changed since and a re-run has begun or failed. */
      stale: boolean;
    };

export interface PanelAction {
  id: 'pickLabel' | 'pickPrediction' | 'openSettings' | 'retry' | 'showLog';
  title: string;
}

/** Panel state that survives a window reload, kept by `setState`. */
export interface PanelState {
  version: 1;
  uris: { prediction: string; label: string | null; image: string | null };
  reading: ReadingOverride;
  ui: unknown;
}

export type ToWebview =
  | { type: 'snapshot'; snapshot: PanelSnapshot; persist: Omit<PanelState, 'ui'> }
  | { type: 'layer'; inspectionId: number; layer: LayerId; data: ArrayBuffer }
  | { type: 'picture'; inspectionId: number; data: ArrayBuffer }
  | { type: 'unavailable'; inspectionId: number; what: LayerId | 'picture' };

export type FromWebview =
  | { type: 'ready' }
  | { type: 'getLayer'; inspectionId: number; layer: LayerId }
  | { type: 'getPicture'; inspectionId: number }
  | { type: 'setReading'; reading: ReadingOverride }
  | { type: 'cancel' }
  | { type: 'action'; id: PanelAction['id'] };
