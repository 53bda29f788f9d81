import type { Family } from '../evaluation.js';
import type { Families, FamilyName } from '../types.js';
import { distance } from './distance.js';
import { hard } from './hardPixels.js';
import { lovasz } from './lovasz.js';
import { pixel } from './pixel.js';
import { generalized, matthews, overlap } from './region.js';
import { sigmoid } from './sigmoid.js';

/** Every loss family there is. Adding one: its equation in core/losses, its conventions in types.ts, a line here. */
const FAMILIES: { readonly [F in FamilyName]: Family<Families[F]> } = {
  overlap,
  generalizedDice: generalized,
  matthews,
  pixel,
  hardPixels: hard,
  sigmoid,
  lovasz,
  distance,
};

export function familyOf<F extends FamilyName>(name: F): Family<Families[F]> {
  return FAMILIES[name] as Family<Families[F]>;
}
