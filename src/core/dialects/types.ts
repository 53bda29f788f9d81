import type { DistanceConventions } from '../losses/distanceLoss.js';
import type { GeneralizedDiceConventions } from '../losses/generalizedDice.js';
import type { HardPixelConventions } from '../losses/hardPixels.js';
import type { LovaszConventions } from '../losses/lovasz.js';
import type { MatthewsConventions } from '../losses/matthews.js';
import type { OverlapConventions } from '../losses/overlapLoss.js';
import type { PixelConventions } from '../losses/pixelTerm.js';
import type { SigmoidConventions } from '../losses/sigmoidFocal.js';

/** The loss families and the conventions each is declared by. */
export interface Families {
  overlap: OverlapConventions;
  generalizedDice: GeneralizedDiceConventions;
  matthews: MatthewsConventions;
  pixel: PixelConventions;
  hardPixels: HardPixelConventions;
  sigmoid: SigmoidConventions;
  lovasz: LovaszConventions;
  distance: DistanceConventions;
}

export type FamilyName = keyof Families;

/** One term of a loss: a family, its conventions, and the factor it is added with. */
export type Term = { [F in FamilyName]: { family: F; lambda: number; conventions: Families[F] } }[FamilyName];
export type TermOf<F extends FamilyName> = Extract<Term, { family: F }>;

/**
 * How logits of another size than the label's are brought to it, always bilinear: with align_corners true; with
 * false; with true where both sides differ, while a single differing side raises.
 */
export type ResizeRule = 'alignCorners' | 'halfPixel' | 'alignCornersBothSides';

/**
 * What the loss is given: the prediction; every second row and column of it, or every second row (to see what the
 * resize rule does); a prediction of another size than the label's.
 */
export type Input = 'given' | 'stride2' | 'stride2Height' | 'lowRes';

/** Predictions a declaration applies to, by number of channels. */
export type Shapes = 'any' | 'multi' | 'binary' | 'single' | 'two';

/** The library raises instead of giving a value. */
export interface Raised {
  error: string;
  message: string;
}

/** What a declaration may ask before it says that the library raises. */
export interface Facts {
  channels: number;
  ignored: number;
  ignoreIndex: number;
}

/** A loss as one library means it: a declaration of conventions, no code. */
export interface Dialect {
  key: string;
  library: string;
  shapes: Shapes;
  resize: ResizeRule;
  input: Input;
  terms: readonly Term[];
  /** Where the library fails on such input, and with which words. */
  raises?: (facts: Facts) => Raised | null;
  /** Evaluated when named, not with "all". */
  extra?: boolean;
}

/** Whether a loss raised instead of giving a value. */
export function isRaised(found: object): found is Raised {
  return 'error' in found;
}
