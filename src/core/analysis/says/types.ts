import type { Checkpoint } from '../../statistics/blocks.js';
import type { Analysed } from '../analysed.js';
import type { WhatIfSettings } from '../settings.js';
import type { Total } from '../total/evaluate.js';
import type { FScore } from '../total/fScore.js';
import type { Resolved } from '../total/resolve.js';
import type { Sentence } from '../whatIf.js';

/** An inspected pair under what-if settings, with everything that was evaluated. */
export interface Turned {
  pair: Analysed;
  settings: WhatIfSettings;
  resolved: Resolved;
  total: Total;
  crossEntropy: Total;
  focal: Total;
  dice: Total;
  fScore: FScore;
  checkpoint: Checkpoint;
}

/** Says what one setting does, or nothing where it was not turned. */
export type Says = (turned: Turned) => Sentence | null | Promise<Sentence | null>;

export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
