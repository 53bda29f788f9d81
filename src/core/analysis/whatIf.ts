import { jsonNumber } from '../inspection/jsonNumber.js';
import type { ReportNumber } from '../inspection/report.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Answerer } from './asking.js';
import { compared } from './compared.js';
import { ledgerOf } from './ledger.js';
import type { WHAT_IF_NUMBERS } from './names.js';
import { sentences } from './says/registry.js';
import type { Turned } from './says/types.js';
import type { LossTerm, TermLoss, WhatIfSettings } from './settings.js';
import { classLosses } from './total/classLosses.js';
import { contextOf, evaluateResolved, type Total } from './total/evaluate.js';
import { fScoreOf } from './total/fScore.js';
import { classScores, maskOverlap, termOverlap } from './total/overlaps.js';
import { resolve } from './total/resolve.js';
import { pixelShares } from './total/shares.js';

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

/** Numbers, classes and ledger under other settings, from what the pass kept. */
export const whatIf: Answerer<'whatIf'> = async (pair, { settings, ledger: boundaryWidth }, { checkpoint }) => {
  const resolved = resolve(pair, settings);
  const context = contextOf(pair, resolved, checkpoint);
  const of = (term: LossTerm) => evaluateResolved(pair, resolved, settings, context, term);
  const total = await of('total');
  const [crossEntropy, focal, dice] = [await of('crossEntropy'), await of('focal'), await of('dice')];
  const fScore = await fScoreOf(pair, resolved, context, checkpoint);
  const { totals } = pair.report;
  const pixelLoss = (base: ReportNumber | null, found: Total) => compared(base, pair.isMask ? null : found.value);
  const turned: Turned = { pair, settings, resolved, total, crossEntropy, focal, dice, fScore, checkpoint };
  const shares = boundaryWidth === null ? null : await pixelShares(total, checkpoint);
  return {
    numbers: {
      total: compared(totals.total, Number.isNaN(total.value) && totals.total === null ? null : total.value),
      crossEntropy: pixelLoss(totals.crossEntropy, crossEntropy),
      focal: pixelLoss(totals.focal, focal),
      dice: compared(totals.dice, dice.value),
      fScore: compared(totals.fScore, fScore.value),
    },
    terms: total.terms.map(({ loss, family, lambda, value }) => ({ loss, family, lambda, value: jsonNumber(value) })),
    classes: await classesOf(turned),
    weights: resolved.weights,
    says: await sentences(turned),
    ledger: shares && (await ledgerOf(pair, shares, boundaryWidth as number, checkpoint)),
  };
};

async function classesOf({ pair, resolved, crossEntropy, focal, dice, fScore, checkpoint }: Turned) {
  const pixel = async ({ terms: [{ result }] }: Total) => result && (await classLosses(pair, result, checkpoint));
  const [entropies, focals] = [await pixel(crossEntropy), await pixel(focal)];
  const [{ result: overlap }] = dice.terms;
  const soft = overlap ? await termOverlap(overlap) : maskOverlap(pair, resolved.ignore);
  const scores = classScores(soft, resolved);
  const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  return pair.report.classes.map(
    (row, c): WhatIfClass => ({
      id: row.id,
      crossEntropy: compared(row.crossEntropy, orNull(entropies?.mean[c])),
      crossEntropyShare: compared(row.crossEntropyShare, orNull(entropies?.share[c])),
      focal: compared(row.focal, orNull(focals?.mean[c])),
      focalShare: compared(row.focalShare, orNull(focals?.share[c])),
      dice: compared(row.dice, orNull(scores[c])),
      fScore: compared(row.fScore, orNull(fScore.scores[c])),
    }),
  );
}
