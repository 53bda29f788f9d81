import { checkBoundaryWidth } from '../inspection/checks.js';
import type { ErrorKind } from '../inspection/errorTypes.js';
import { type Ledger, makeLedger } from '../ledger/ledger.js';
import type { Checkpoint } from '../statistics/blocks.js';
import type { Analysed } from './analysed.js';
import type { Answerer } from './asking.js';
import { boundaryDistances } from './boundaryDistances.js';
import type { WhatIfSettings } from './settings.js';
import { evaluateTotal } from './total/evaluate.js';
import { pixelShares } from './total/shares.js';

export interface LedgerParams {
  /** Pixels nearer than this to another label are "boundary". */
  boundaryWidth: number;
  settings?: WhatIfSettings;
}

export interface LedgerAnswer {
  /** null: for a mask, a total that is no finite number, or one that is no sum over pixels. */
  ledger: Ledger | null;
}

/** Pixels of one entry of the ledger; fields that are given must all hold. */
export interface LedgerPiece {
  label?: number;
  prediction?: number;
  kind?: ErrorKind;
  band?: 'boundary' | 'interior';
  /** Needed with `band`. */
  boundaryWidth?: number;
}

/** The total taken apart by class, by confusion pair, and by kind of error and nearness to a border. */
export const ledger: Answerer<'ledger'> = async (pair, { boundaryWidth, settings = {} }, { checkpoint }) => {
  checkBoundaryWidth(boundaryWidth);
  const shares = await pixelShares(await evaluateTotal(pair, settings, checkpoint), checkpoint);
  return { ledger: shares && (await ledgerOf(pair, shares, boundaryWidth, checkpoint)) };
};

/** The ledger of what each pixel adds to a total. */
export async function ledgerOf(
  pair: Analysed,
  shares: Float64Array,
  boundaryWidth: number,
  checkpoint: Checkpoint,
): Promise<Ledger> {
  const { label, stats, numClasses, background } = pair;
  const distances = await boundaryDistances(pair, checkpoint);
  return makeLedger(shares, label, stats.argmax, numClasses, background, boundaryWidth, distances);
}
