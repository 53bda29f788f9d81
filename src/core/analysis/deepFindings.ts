import type { Finding } from '../inspection/report.js';
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

/** A finding about the numbers of the pair; its evidence are the numbers that the sentence is made of. */
export interface DeepFinding extends Finding {
  show: ShowTarget | null;
}

export interface DeepFindingsAnswer {
  findings: DeepFinding[];
}
