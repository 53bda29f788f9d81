import { but } from '../../dialects/declare.js';
import type { Dialect, Term } from '../../dialects/types.js';
import type { WhatIfSettings } from '../settings.js';

/** A dialect with the conventions that were turned; one that a term does not know stays as the library has it. */
export function turnedDialect(dialect: Dialect, settings: WhatIfSettings): Dialect {
  return { ...dialect, terms: dialect.terms.map(term => turnedTerm(term, settings)) };
}

function turnedTerm(term: Term, settings: WhatIfSettings): Term {
  const { gamma, alpha, beta, smooth, labelSmoothing, ignore, absent } = settings;
  switch (term.family) {
    case 'pixel': {
      const focal = term.conventions.gamma > 0;
      return but(term, {
        ...(focal && gamma !== undefined ? { gamma } : {}),
        ...(focal && alpha !== undefined ? { alpha: alpha ?? 1 } : {}),
        ...(!focal && labelSmoothing !== undefined ? { smoothing: labelSmoothing } : {}),
        ...(ignore !== undefined ? { ignore: ignore === 'background' ? 'toClass0' : 'zero' } : {}),
      });
    }
    case 'overlap': {
      const ignored = { origin: 'falsePositive', drop: 'drop', background: 'toClass0' } as const;
      return but(term, {
        ...(beta !== undefined ? { hit: 1 + beta ** 2, falsePositive: 1, falseNegative: beta ** 2 } : {}),
        ...(smooth !== undefined ? { smoothNumerator: smooth, smoothDenominator: smooth } : {}),
        ...(ignore !== undefined ? { ignore: ignored[ignore] } : {}),
        ...(absent !== undefined ? { absent } : {}),
      });
    }
    case 'sigmoid':
      return but(term, {
        ...(gamma !== undefined && term.conventions.gamma > 0 ? { gamma } : {}),
        ...(alpha !== undefined && term.conventions.alpha !== null ? { alpha } : {}),
      });
    default:
      return term;
  }
}
