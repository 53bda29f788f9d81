import type { ErrorKind } from '../inspection/errorTypes.js';
import type { Ledger } from '../ledger/ledger.js';
import type { WhatIfSettings } from './settings.js';

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
