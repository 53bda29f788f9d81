import type { Finding, ReportNumber } from '../inspection/report.js';
import type { LayerRequest } from './layer.js';

export type DeepFindingsParams = Record<string, never>;

/** What "show me" sets: the picture's layer and what is picked out in it. */
export interface ShowTarget {
  layer?: LayerRequest;
  classes?: number[];
  pair?: { label: number; prediction: number };
  region?: { sample: number; rank: number };
  tab?: 'classes' | 'ledger' | 'curves' | 'regions' | 'dialects' | 'whatIf';
}

export interface DeepFinding extends Finding {
  /** The numbers the sentence is made of, by name. */
  numbers: Record<string, ReportNumber>;
  show: ShowTarget | null;
}

export interface DeepFindingsAnswer {
  findings: DeepFinding[];
}
