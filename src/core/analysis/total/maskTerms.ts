import type { Term } from '../../dialects/types.js';
import type { Analysed } from '../analysed.js';
import { maskOverlap, overlapValue } from './overlaps.js';
import type { Resolved } from './resolve.js';

/** A loss of a mask: those of the overlap are hard, those of probabilities do not exist (NaN). */
export function maskTerm(pair: Analysed, term: Term, { ignore }: Resolved): number {
  return term.family === 'overlap' ? overlapValue(maskOverlap(pair, ignore), term) : Number.NaN;
}
