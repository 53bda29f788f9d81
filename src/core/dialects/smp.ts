import { but, library, smooth, term } from './declare.js';
import type { Facts } from './types.js';

/**
 * segmentation_models.pytorch 5006616357. Ignored pixels are masked in p and y; a class without label pixels has loss
 * 0 and still counts in the mean; class weights are divided out. Focal is one-vs-rest sigmoid; soft cross entropies
 * keep ignored pixels in the mean.
 */
const tversky = term('overlap', {
  hit: 1,
  falsePositive: 0.5,
  falseNegative: 0.5,
  floor: 1e-7,
  absent: 'zero',
});
const jaccard = but(tversky, { falsePositive: 1, falseNegative: 1 });
const skewed = but(tversky, { falsePositive: 0.3, falseNegative: 0.7 });
const normalised = { weights: 'normalised' } as const;
const log = { form: 'minusLog' } as const;
const positive = { classes: 'positive' } as const;
const focal = term('sigmoid', { gamma: 2 });
const binaryFocal = but(focal, { channels: 'difference' });
const softEntropy = term('pixel', { divisor: 'all' });
const softBce = term('sigmoid', { channels: 'difference', divisor: 'all' });
const lovasz = term('lovasz');
const hinge = term('lovasz', { form: 'hinge' });
const matthews = term('matthews');

const tooLarge = ({ ignored }: Facts) =>
  ignored === 0 ? null : { error: 'RuntimeError', message: 'Class values must be smaller than num_classes.' };
const noFactor = () => ({
  error: 'TypeError',
  message: "unsupported operand type(s) for /: 'NoneType' and 'int'",
});

const common = { library: 'segmentation_models.pytorch 5006616357', resize: 'alignCorners' } as const;

const multi = library('smp', common, {
  'dice.multiclass': [tversky],
  'dice.multiclass.smooth1': [but(tversky, smooth(1))],
  'dice.multiclass.log': [but(tversky, log)],
  'dice.multiclass.weighted': [but(tversky, normalised)],
  'dice.multiclass.ignoreNotPassed': { terms: [tversky], raises: tooLarge },
  'jaccard.multiclass': [jaccard],
  'jaccard.multiclass.smooth1': [but(jaccard, smooth(1))],
  'jaccard.multiclass.weighted': [but(jaccard, normalised)],
  'tversky.multiclass': [tversky],
  'tversky.multiclass.alpha0_3beta0_7': [skewed],
  'tversky.multiclass.alpha0_3beta0_7gamma0_75': [but(skewed, { power: 0.75 })],
  'tversky.multiclass.weighted': [but(tversky, normalised)],
  'focal.multiclass': [focal],
  'focal.multiclass.alpha0_25': [but(focal, { alpha: 0.25 })],
  'focal.multiclass.weighted': [but(focal, normalised)],
  'focal.multiclass.normalized': [but(focal, { normalised: true })],
  'softCrossEntropy.smooth0': [softEntropy],
  'softCrossEntropy.smooth0_1': [but(softEntropy, { smoothing: 0.1 })],
  'softCrossEntropy.defaultSmoothFactor': { terms: [softEntropy], raises: noFactor },
  'lovasz.multiclass': [lovasz],
  'lovasz.multiclass.perImage': [but(lovasz, { scope: 'perImage' })],
});

/** One class, d = z for a single channel and z₁ − z₀ for two. */
const binary = library(
  'smp',
  { ...common, shapes: 'binary' },
  {
    'dice.binary': [but(tversky, positive)],
    'dice.binary.smooth1': [but(tversky, { ...positive, ...smooth(1) })],
    'dice.binary.log': [but(tversky, { ...positive, ...log })],
    'jaccard.binary': [but(jaccard, positive)],
    'tversky.binary': [but(tversky, positive)],
    'tversky.binary.alpha0_3beta0_7gamma0_75': [but(skewed, { ...positive, power: 0.75 })],
    'focal.binary': [binaryFocal],
    'focal.binary.alpha0_25': [but(binaryFocal, { alpha: 0.25 })],
    'lovasz.binary': [hinge],
    'lovasz.binary.perImage': [but(hinge, { scope: 'perImage' })],
    'mcc.binary': [matthews],
    'mcc.binary.rawLogits': [but(matthews, { activation: 'none' })],
    softBce: [softBce],
    'softBce.smooth0_1': [but(softBce, { smoothing: 0.1 })],
    'softBce.sum': [but(softBce, { divisor: 'none' })],
    'softBce.posWeight2': [but(softBce, { positiveWeight: 2 })],
  },
);

export const SMP = [...multi, ...binary];
