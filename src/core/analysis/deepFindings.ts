import { NUMBER_RULES } from '../findings/numbers/registry.js';
import { SEVERITIES } from '../findings/registry.js';
import type { Finding } from '../inspection/report.js';
import type { Answerer } from './asking.js';
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

/** What the numbers say beyond the report's findings, told one after the other and ranked. */
export const deepFindings: Answerer<'deepFindings'> = async (pair, _params, { checkpoint, partial }) => {
  const found: DeepFinding[] = [];
  const ranked = () => [...found].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  for (const rule of NUMBER_RULES) {
    const finding = await rule(pair, checkpoint);
    if (finding) {
      found.push(finding);
      partial({ findings: ranked() });
    }
  }
  return { findings: ranked() };
};
