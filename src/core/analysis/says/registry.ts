import type { Sentence } from '../whatIf.js';
import { alpha, gamma, labelSmoothing, weights } from './pixelSays.js';
import { absent, beta, smooth, threshold } from './regionSays.js';
import { dialect, ignore, terms } from './totalSays.js';
import type { Says, Turned } from './types.js';

/** What each setting does, in the order of the panel's controls. Adding one: a function beside these, a line here. */
const SAYS: readonly Says[] = [
  gamma,
  alpha,
  weights,
  labelSmoothing,
  beta,
  smooth,
  threshold,
  absent,
  ignore,
  terms,
  dialect,
];

export async function sentences(turned: Turned): Promise<Sentence[]> {
  const found: Sentence[] = [];
  for (const say of SAYS) {
    const sentence = await say(turned);
    if (sentence) {
      found.push(sentence);
    }
  }
  return found;
}
