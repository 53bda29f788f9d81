import { but, library, smooth, term } from './declare.js';
import type { Facts } from './types.js';

/**
 * mmsegmentation 1.0.0. By default ignored pixels stay in the mean; avg_non_ignore divides by their count, not by the
 * weight; class weights of region losses multiply and are not divided out; Dice clamps the ignored label to the last
 * class in its denominator. Heads resize with align_corners false.
 */
const FLOAT32_EPSILON = 2 ** -23;

const crossEntropy = term('pixel', { divisor: 'all' });
const outside = { weights: 'outside' } as const;
const avgNonIgnore = { divisor: 'valid', epsilon: FLOAT32_EPSILON } as const;
const multiplied = { weights: 'multiplied' } as const;
const bce = term('sigmoid', { divisor: 'all' });
const dice = term('overlap', {
  ignore: 'toLastClassInDenominator',
  scope: 'perSample',
  exponent: 2,
  ...smooth(1),
});
const tversky = term('overlap', {
  scope: 'perSample',
  hit: 1,
  falsePositive: 0.3,
  falseNegative: 0.7,
  ...smooth(1),
});
const focal = term('sigmoid', { gamma: 2, alpha: 0.5, divisor: 'all' });
const lovasz = term('lovasz');
const ohem = term('hardPixels');
const sampler = term('hardPixels', { kept: 10, keptPerSample: true, divisor: 'all' });

const outOfBounds = ({ ignored, ignoreIndex }: Facts) =>
  ignored === 0 ? null : { error: 'IndexError', message: `Target ${ignoreIndex} is out of bounds.` };
const oneClass = ({ channels }: Facts) =>
  channels > 1 ? null : { error: 'RuntimeError', message: 'Class values must be smaller than num_classes.' };

export const MMSEG = library(
  'mmseg',
  { library: 'mmsegmentation 1.0.0', resize: 'halfPixel' },
  {
    crossEntropy: [crossEntropy],
    'crossEntropy.weighted': [but(crossEntropy, outside)],
    'crossEntropy.avgNonIgnore': [but(crossEntropy, avgNonIgnore)],
    'crossEntropy.avgNonIgnore.weighted': [but(crossEntropy, { ...avgNonIgnore, ...outside })],
    'crossEntropy.ignoreNotPassed': { terms: [crossEntropy], raises: outOfBounds },
    'crossEntropy.sigmoid': { shapes: 'any', terms: [bce] },
    'crossEntropy.sigmoid.avgNonIgnore': { shapes: 'any', terms: [but(bce, avgNonIgnore)] },
    dice: [dice],
    'dice.exponent1': [but(dice, { exponent: 1 })],
    'dice.weighted': [but(dice, multiplied)],
    focal: { shapes: 'any', terms: [focal], raises: oneClass },
    'focal.alpha0_25': [but(focal, { alpha: 0.25 })],
    'focal.weighted': [but(focal, multiplied)],
    tversky: [tversky],
    'tversky.weighted': [but(tversky, multiplied)],
    lovasz: [lovasz],
    'lovasz.perImage': [but(lovasz, { scope: 'perImage', empty: 'nan' })],
    ohemCrossEntropy: [ohem],
    'ohemCrossEntropy.minKept10': [but(ohem, { kept: 10 })],
    'ohemCrossEntropy.minKept10.weighted': [but(ohem, { kept: 10, ...outside })],
    'ohemSampler.threshold0_7minKept10': [sampler],
    'ohemSampler.minKept10': [but(sampler, { select: 'count' })],
  },
);
