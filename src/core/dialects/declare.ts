import { DISTANCE_DEFAULTS } from '../losses/distanceLoss.js';
import { GENERALIZED_DICE_DEFAULTS } from '../losses/generalizedDice.js';
import { HARD_PIXEL_DEFAULTS } from '../losses/hardPixels.js';
import { LOVASZ_DEFAULTS } from '../losses/lovasz.js';
import { MATTHEWS_DEFAULTS } from '../losses/matthews.js';
import { OVERLAP_DEFAULTS } from '../losses/overlapLoss.js';
import { PIXEL_DEFAULTS } from '../losses/pixelTerm.js';
import { SIGMOID_DEFAULTS } from '../losses/sigmoidFocal.js';
import type { Dialect, Families, FamilyName, Term, TermOf } from './types.js';

/** The plainest conventions of each family; declarations say where they differ. */
const DEFAULTS: Families = {
  overlap: OVERLAP_DEFAULTS,
  generalizedDice: GENERALIZED_DICE_DEFAULTS,
  matthews: MATTHEWS_DEFAULTS,
  pixel: PIXEL_DEFAULTS,
  hardPixels: HARD_PIXEL_DEFAULTS,
  sigmoid: SIGMOID_DEFAULTS,
  lovasz: LOVASZ_DEFAULTS,
  distance: DISTANCE_DEFAULTS,
};

/** A term of a family: its defaults, with these conventions instead. */
export function term<F extends FamilyName>(family: F, conventions: Partial<Families[F]> = {}): TermOf<F> {
  return { family, lambda: 1, conventions: { ...DEFAULTS[family], ...conventions } } as unknown as TermOf<F>;
}

/** The same term with some conventions changed. */
export function but<T extends Term>(of: T, conventions: Partial<T['conventions']>): T {
  return { ...of, conventions: { ...of.conventions, ...conventions } };
}

/** The same term, added with another factor. */
export function times<T extends Term>(lambda: number, of: T): T {
  return { ...of, lambda };
}

type Body = Partial<Omit<Dialect, 'key' | 'terms'>> & { terms: readonly Term[] };

/** The dialects of one library: key (without the library's prefix) → its terms, or terms and more. */
export function library(
  prefix: string,
  common: Pick<Dialect, 'library' | 'resize'> & Partial<Dialect>,
  keys: Record<string, readonly Term[] | Body>,
): Dialect[] {
  return Object.entries(keys).map(([key, found]) => ({
    shapes: 'multi',
    input: 'given',
    ...common,
    ...(Array.isArray(found) ? { terms: found as readonly Term[] } : (found as Body)),
    key: `${prefix}.${key}`,
  }));
}

/** Smoothing of numerator and denominator alike. */
export function smooth(s: number) {
  return { smoothNumerator: s, smoothDenominator: s };
}
