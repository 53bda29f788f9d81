import { but, library, smooth, term } from './declare.js';
import type { Facts } from './types.js';

/**
 * MONAI d388d1c6fe. It has no ignore index: ignored pixels are class 0 by the time the loss sees them. Class weights
 * multiply and are not divided out; the focal loss is a sigmoid one unless asked otherwise, DiceFocal's too.
 */
const dice = term('overlap', { ignore: 'toClass0', scope: 'perSample', ...smooth(1e-5) });
const tversky = but(dice, { hit: 1, falsePositive: 0.5, falseNegative: 0.5 });
const generalized = term('generalizedDice', { ignore: 'toClass0', ...smooth(1e-5) });
const crossEntropy = term('pixel', { ignore: 'toClass0', divisor: 'valid' });
const focal = term('sigmoid', { ignore: 'toClass0', gamma: 2, divisor: 'all' });
const softmaxFocal = term('pixel', { ignore: 'toClass0', gamma: 2, divisor: 'allTimesClasses' });

const batch = { scope: 'batch' } as const;
const noBackground = { classes: 'foreground' } as const;
const multiplied = { weights: 'multiplied' } as const;
const squared = { exponent: 2 } as const;
const jaccard = { falsePositive: 2, falseNegative: 2 };
const positive = { classes: 'positive' } as const;
const weightedEntropy = but(crossEntropy, { weights: 'outside', divisor: 'weight' });
const skewed = { falsePositive: 0.3, falseNegative: 0.7 };

const outOfBounds = ({ ignored, ignoreIndex, channels }: Facts) =>
  ignored === 0
    ? null
    : {
        error: 'RuntimeError',
        message: `index ${ignoreIndex} is out of bounds for dimension 1 with size ${channels}`,
      };

const multi = library(
  'monai',
  { library: 'MONAI d388d1c6fe', resize: 'alignCorners' },
  {
    dice: [dice],
    'dice.noBackground': [but(dice, noBackground)],
    'dice.squared': [but(dice, squared)],
    'dice.jaccard': [but(dice, jaccard)],
    'dice.batch': [but(dice, batch)],
    'dice.batch.noBackground': [but(dice, { ...batch, ...noBackground })],
    'dice.sum': [but(dice, { reduction: 'sum' })],
    'dice.smoothNumerator0': [but(dice, { smoothNumerator: 0 })],
    'dice.smooth1': [but(dice, smooth(1))],
    'dice.weighted': [but(dice, multiplied)],
    'dice.ignoreNotRemapped': { terms: [dice], raises: outOfBounds },
    maskedDice: [but(dice, { ignore: 'uniformFalsePositive' })],
    diceCe: [dice, crossEntropy],
    'diceCe.weighted': [but(dice, multiplied), weightedEntropy],
    'diceCe.noBackground': [but(dice, noBackground), crossEntropy],
    diceFocal: [dice, focal],
    'diceFocal.weighted': [but(dice, multiplied), but(focal, multiplied)],
    'focal.sigmoid': { shapes: 'any', terms: [focal] },
    'focal.sigmoid.alpha0_25': { shapes: 'any', terms: [but(focal, { alpha: 0.25 })] },
    'focal.sigmoid.noBackground': [but(focal, { channels: 'foreground' })],
    'focal.sigmoid.weighted': [but(focal, multiplied)],
    'focal.softmax': { shapes: 'any', terms: [softmaxFocal] },
    'focal.softmax.alpha0_25': [but(softmaxFocal, { alpha: 0.25, alphaScope: 'foreground' })],
    'focal.softmax.weighted': [but(softmaxFocal, { weights: 'outside' })],
    'focal.softmax.sum': [but(softmaxFocal, { divisor: 'pixelsOfSample' })],
    generalizedDice: [generalized],
    'generalizedDice.noBackground': [but(generalized, noBackground)],
    'generalizedDice.simple': [but(generalized, { labelPower: 1 })],
    'generalizedDice.uniform': [but(generalized, { labelPower: 0 })],
    'generalizedDice.batch': [but(generalized, batch)],
    tversky: [tversky],
    'tversky.alpha0_3beta0_7': [but(tversky, skewed)],
    'tversky.batch': [but(tversky, batch)],
  },
);

/** A single logit, p = σ(z): one class. */
const single = library(
  'monai',
  { library: 'MONAI d388d1c6fe', resize: 'alignCorners', shapes: 'single' },
  {
    'dice.sigmoid': [but(dice, positive)],
    'dice.sigmoid.squared': [but(dice, { ...positive, ...squared })],
    'dice.sigmoid.jaccard': [but(dice, { ...positive, ...jaccard })],
    'dice.sigmoid.batch': [but(dice, { ...positive, ...batch })],
    'diceCe.sigmoid': [but(dice, positive), but(focal, { gamma: 0 })],
    'diceFocal.sigmoid': [but(dice, positive), focal],
    'generalizedDice.sigmoid': [but(generalized, positive)],
    'tversky.sigmoid': [but(tversky, { ...positive, ...skewed })],
  },
);

export const MONAI = [...multi, ...single];
