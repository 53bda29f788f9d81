import { term } from '../../dialects/declare.js';
import type { Term, TermOf } from '../../dialects/types.js';
import type { OverlapConventions } from '../../losses/overlapLoss.js';
import type { TermLoss } from '../settings.js';
import type { Resolved } from './resolve.js';

/** The report's losses as declarations, under what was turned; with nothing turned they are the origin's. */
export function termOf(loss: TermLoss, resolved: Resolved): Term {
  switch (loss) {
    case 'crossEntropy': {
      const weighted = { weights: 'outside', divisor: 'weight' } as const;
      const plain = { weights: 'none', divisor: 'valid' } as const;
      return term('pixel', {
        ...(resolved.weights ? weighted : plain),
        ignore: relabelled(resolved),
        smoothing: resolved.labelSmoothing,
      });
    }
    case 'focal':
      return term('pixel', {
        gamma: resolved.gamma,
        alpha: resolved.alpha ?? 1,
        weights: resolved.weights ? 'insidePt' : 'none',
        ignore: relabelled(resolved),
        // The origin's mean is over all pixels, ignored ones included.
        divisor: resolved.ignore === 'drop' ? 'valid' : 'all',
        empty: 'zero',
      });
    case 'dice': {
      const squared = resolved.beta ** 2;
      return overlapTerm(resolved, { hit: 1 + squared, falseNegative: squared });
    }
    case 'jaccard':
      return overlapTerm(resolved, { hit: 1 });
  }
}

/** The F-score, which is no loss: Dice with p > threshold in the place of p. */
export function fScoreTerm(resolved: Resolved): TermOf<'overlap'> {
  const squared = resolved.beta ** 2;
  return overlapTerm(resolved, {
    hit: 1 + squared,
    falseNegative: squared,
    membership: 'hard',
    threshold: resolved.threshold,
    form: 'score',
  });
}

function overlapTerm(
  { ignore, absent, smooth }: Resolved,
  conventions: Partial<OverlapConventions>,
): TermOf<'overlap'> {
  return term('overlap', {
    ignore: ({ origin: 'falsePositive', drop: 'drop', background: 'toClass0' } as const)[ignore],
    absent,
    smoothNumerator: smooth,
    smoothDenominator: smooth,
    ...conventions,
  });
}

function relabelled({ ignore }: Resolved): 'zero' | 'toClass0' {
  return ignore === 'background' ? 'toClass0' : 'zero';
}
