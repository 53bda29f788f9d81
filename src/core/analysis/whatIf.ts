import type { ReportNumber } from '../inspection/report.js';
import type { Ledger } from '../ledger/ledger.js';
import type { WHAT_IF_NUMBERS } from './names.js';
import type { TermLoss, WhatIfSettings } from './settings.js';

export interface WhatIfParams {
  settings: WhatIfSettings;
  /** Width of the boundary band of a ledger of the new total; null: no ledger, which is faster. */
  ledger: number | null;
}

/** A number as inspected, as turned, and (value − base) / |base|; null where there is none. */
export interface Compared {
  base: ReportNumber | null;
  value: ReportNumber | null;
  change: ReportNumber | null;
}

export type WhatIfNumber = (typeof WHAT_IF_NUMBERS)[number];

export interface WhatIfClass {
  id: number;
  crossEntropy: Compared;
  /** Share of the summed loss map. */
  crossEntropyShare: Compared;
  focal: Compared;
  focalShare: Compared;
  /** Scores. */
  dice: Compared;
  fScore: Compared;
}

/** A plain sentence on what a change does; `id` and `values` are there for other languages than English. */
export interface Sentence {
  id: string;
  values: Record<string, ReportNumber | string>;
  text: string;
}

export interface WhatIfAnswer {
  numbers: Record<WhatIfNumber, Compared>;
  /** What the total is made of now: Σ λ · value is the total. Of a dialect: one entry a term, without a loss's name. */
  terms: { loss: TermLoss | null; family: string; lambda: number; value: ReportNumber }[];
  classes: WhatIfClass[];
  /** The weights in use, one a class; null: all 1. */
  weights: number[] | null;
  says: Sentence[];
  ledger: Ledger | null;
}
