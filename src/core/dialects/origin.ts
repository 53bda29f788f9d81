import { but, library, smooth, term } from './declare.js';
import type { Term } from './types.js';

/**
 * bubbliiiing/deeplabv3-plus-pytorch 90dee27069, the code of the article this project starts from. Label values from C
 * on are ignored; the probability at ignored pixels is not masked in region losses; focal's class weight sits inside pt
 * and its mean is over all pixels; logits are resized only where both sides differ from the label's.
 */
const crossEntropy = term('pixel', { divisor: 'valid' });
const focal = term('pixel', { gamma: 2, alpha: 0.5, divisor: 'all' });
const weighted = { weights: 'insidePt' } as const;

/** F-beta: ((1 + β²)I + s) / ((1 + β²)I + β²FN + FP + s). */
function fBeta(beta: number, s: number) {
  const squared = beta * beta;
  return term('overlap', { ignore: 'falsePositive', hit: 1 + squared, falseNegative: squared, ...smooth(s) });
}

const dice = fBeta(1, 1e-5);
const score = (beta: number, threshold: number) =>
  but(fBeta(beta, 1e-5), { membership: 'hard', threshold, form: 'score' });

/** Focal with every α and γ of the tables. */
function focalKeys(): Record<string, Term[]> {
  const keys: Record<string, Term[]> = {};
  for (const [name, alpha] of [
    ['alphaHalf', 0.5],
    ['alphaNone', 1],
  ] as const) {
    for (const gamma of [0, 0.5, 2, 5]) {
      const key = `focal.${name}.gamma${String(gamma).replace('.', '_')}`;
      const found = but(focal, { alpha, gamma });
      keys[key] = [found];
      keys[`${key}.weighted`] = [but(found, weighted)];
    }
  }
  return keys;
}

export const ORIGIN = library(
  'origin',
  { library: 'bubbliiiing/deeplabv3-plus-pytorch 90dee27069', resize: 'alignCornersBothSides' },
  {
    crossEntropy: [crossEntropy],
    'crossEntropy.weighted': [but(crossEntropy, { weights: 'outside', divisor: 'weight' })],
    focal: [focal],
    'focal.weighted': [but(focal, weighted)],
    ...focalKeys(),
    dice: [dice],
    'dice.smooth1': [fBeta(1, 1)],
    'dice.smooth0': [fBeta(1, 0)],
    'dice.beta2': [fBeta(2, 1e-5)],
    'dice.beta0_5': [fBeta(0.5, 1e-5)],
    'dice.beta2.smooth1': [fBeta(2, 1)],
    fScore: [score(1, 0.5)],
    'fScore.beta2': [score(2, 0.5)],
    'fScore.threshold0_3': [score(1, 0.3)],
    crossEntropyPlusDice: [crossEntropy, dice],
    'focalPlusDice.weighted': [but(focal, weighted), dice],
    'crossEntropy.fromStride2': { input: 'stride2', terms: [crossEntropy] },
    'focal.fromStride2': { input: 'stride2', terms: [focal] },
    'dice.fromStride2': { input: 'stride2', terms: [dice] },
    'crossEntropy.fromLowRes': { input: 'lowRes', terms: [crossEntropy] },
    'focal.fromLowRes': { input: 'lowRes', terms: [focal] },
    'dice.fromLowRes': { input: 'lowRes', terms: [dice] },
    'crossEntropy.fromStride2Height': { input: 'stride2Height', terms: [crossEntropy] },
    'dice.fromStride2Height': { input: 'stride2Height', terms: [dice] },
  },
);
