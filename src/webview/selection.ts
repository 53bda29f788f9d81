import type { LayerRequest } from '../core/analysis/layer.js';
import type { LedgerPiece } from '../core/analysis/ledger.js';
import type { RegionRule } from '../core/analysis/regions.js';
import type { Selection, State } from './state.js';

const picked = (title: string, request: LayerRequest, rest: Partial<Selection>): Selection => ({
  title,
  request,
  code: null,
  above: null,
  classes: [],
  ...rest,
});

/** Pixels of a piece of the ledger: a label, a confusion pair, a kind of error. */
export function pieceSelection(title: string, piece: LedgerPiece): Selection {
  const classes = piece.label === undefined ? [] : [piece.label];
  return picked(title, { id: 'piece', piece }, { classes });
}

/** Pixels of one label that were predicted as one class. */
export function pairSelection(title: string, label: number, prediction: number): Selection {
  return pieceSelection(title, { label, prediction });
}

/** Pixels where a class has more than this probability. */
export function thresholdSelection(title: string, id: number, threshold: number): Selection {
  return picked(title, { id: 'probability', class: id }, { above: threshold, classes: [id] });
}

/** Pixels of one region of high loss, by its rank. */
export function regionSelection(title: string, rule: RegionRule, rank: number, label: number): Selection {
  return picked(title, { id: 'regions', rule }, { code: rank, classes: [label] });
}

/** Pixels where the other prediction does better, worse or the same as this one. */
export function outcomeSelection(title: string, code: number): Selection {
  return picked(title, { id: 'outcome' }, { code });
}

/** Whether these are the same pixels, whatever they are called. */
export function isSelected({ selection }: State, request: LayerRequest, code: number | null = null): boolean {
  return selection !== null && selection.code === code && JSON.stringify(selection.request) === JSON.stringify(request);
}

export function isPieceSelected(state: State, piece: LedgerPiece): boolean {
  return isSelected(state, { id: 'piece', piece });
}

/** The classes that are looked at: isolated, or those that the picked pixels are about. */
export function classesLookedAt({ ui, selection }: State): readonly number[] {
  return ui.isolated.length > 0 ? ui.isolated : (selection?.classes ?? []);
}
