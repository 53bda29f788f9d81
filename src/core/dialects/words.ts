import type { Families, FamilyName, Term } from './types.js';
import { WORDS } from './wordsOfFamilies.js';

/** One convention of a family: the fields it is declared by, its name, and its value in words. */
export interface Convention<C> {
  fields: readonly (keyof C)[];
  name: string;
  say(conventions: C): string;
}

export const FAMILY_NAMES: Record<FamilyName, string> = {
  overlap: 'overlap of prediction and label, class by class',
  generalizedDice: 'generalised Dice',
  matthews: 'Matthews correlation',
  pixel: 'log-probability at the label, pixel by pixel',
  hardPixels: 'cross entropy of the hardest pixels',
  sigmoid: 'binary cross entropy of each logit by itself',
  lovasz: 'Lovász extension of the Jaccard loss',
  distance: 'distances to the label',
};

/** A family's conventions in their fixed order. */
export function conventionsOf<F extends FamilyName>(family: F): readonly Convention<Families[F]>[] {
  return WORDS[family] as unknown as readonly Convention<Families[F]>[];
}

/** A term in words: "ignored pixels: left out", one line a convention. */
export function describeTerm({ family, lambda, conventions }: Term): string[] {
  const factor = lambda === 1 ? [] : [`factor: ${lambda}`];
  const said = (conventionsOf(family) as readonly Convention<never>[]).map(
    ({ name, say }) => `${name}: ${say(conventions as never)}`,
  );
  return [FAMILY_NAMES[family], ...factor, ...said];
}
