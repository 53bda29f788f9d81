import { but } from './declare.js';
import type { Dialect, Term } from './types.js';

/** Conventions a caller sets for every dialect it evaluates. */
export interface Overrides {
  /** sigmoid: every class by itself; softmax: as declared. */
  activation?: 'softmax' | 'sigmoid';
  /** ε of the cross entropies. */
  labelSmoothing?: number;
}

/**
 * The declaration with the caller's conventions. Null where it has no meaning with them: cross entropies, Lovász and
 * distance losses need probabilities that sum to 1, which independent sigmoids do not give.
 */
export function override(dialect: Dialect, overrides: Overrides, channels: number): Dialect | null {
  const terms = dialect.terms.map(term => overrideTerm(term, overrides, channels));
  return terms.includes(null) ? null : { ...dialect, terms: terms as Term[] };
}

function overrideTerm(term: Term, { activation, labelSmoothing }: Overrides, channels: number): Term | null {
  const sigmoid = activation === 'sigmoid' && channels > 1;
  switch (term.family) {
    case 'overlap':
      return sigmoid ? but(term, { activation: 'sigmoid' }) : term;
    case 'generalizedDice':
      return sigmoid ? but(term, { activation: 'sigmoid' }) : term;
    case 'sigmoid':
    case 'matthews':
      return term;
    case 'pixel': {
      const smooth = labelSmoothing !== undefined && term.conventions.gamma === 0;
      return sigmoid ? null : smooth ? but(term, { smoothing: labelSmoothing }) : term;
    }
    case 'lovasz':
      return sigmoid && term.conventions.form === 'softmax' ? null : term;
    default:
      return sigmoid ? null : term;
  }
}
