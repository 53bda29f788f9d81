import { but, library, smooth, term } from './declare.js';

/**
 * PaddleSeg d7975e7cb3 (closed form). Ignored pixels are masked; small numbers in divisors turn "no valid pixel" into
 * 0 where torch says NaN.
 */
const crossEntropy = term('pixel', { divisor: 'weight', epsilonPerPixel: 1e-8 });
const dice = term('overlap', { scope: 'perSample', ...smooth(1), smoothDenominator: 1 + 1e-8 });

export const PADDLESEG = library(
  'paddleseg',
  { library: 'PaddleSeg d7975e7cb3', resize: 'halfPixel' },
  {
    crossEntropy: [but(crossEntropy, { divisor: 'valid' })],
    'crossEntropy.weighted': [but(crossEntropy, { weights: 'outside' })],
    'crossEntropy.avgAll': [term('pixel', { divisor: 'all' })],
    'crossEntropy.topK20': [term('hardPixels', { ignore: 'zero', select: 'share', share: 0.2 })],
    dice: [dice],
    'dice.weighted': [but(dice, { weights: 'multiplied' })],
    multiClassFocal: [term('pixel', { gamma: 2, divisor: 'valid', empty: 'zero' })],
    focal: { shapes: 'two', terms: [term('sigmoid', { gamma: 2, alpha: 0.25 })] },
    lovasz: [term('lovasz', { empty: 'zero' })],
    'ohem.minKept10': [
      term('hardPixels', {
        kept: 10,
        rank: 'keptMinusOne',
        fewPixels: 'all',
        epsilonPerPixel: 1e-5,
      }),
    ],
  },
);
