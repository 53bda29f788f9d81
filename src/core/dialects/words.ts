import type { Dialect, Families, FamilyName, Input, ResizeRule, Term } from './types.js';
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

export const RESIZE_WORDS: Record<ResizeRule, string> = {
  alignCorners: 'bilinear, align_corners true',
  halfPixel: 'bilinear, align_corners false',
  alignCornersBothSides: 'bilinear, align_corners true, where both sides differ',
};

export const INPUT_WORDS: Record<Input, string> = {
  given: 'the prediction',
  stride2: 'every second row and column of the prediction',
  stride2Height: 'every second row of the prediction',
  lowRes: "the prediction at another size than the label's",
};

/** A declaration in words: what the loss is given, then each of its terms. */
export function describeDialect({ library, input, resize, terms }: Dialect): string[] {
  const given = [`library: ${library}`, `input: ${INPUT_WORDS[input]}`, `resize rule: ${RESIZE_WORDS[resize]}`];
  return [...given, ...terms.flatMap(describeTerm)];
}

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
