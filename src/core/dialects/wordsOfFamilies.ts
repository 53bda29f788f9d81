import type { OverlapConventions } from '../losses/overlapLoss.js';
import type { PixelConventions } from '../losses/pixelTerm.js';
import type { SigmoidConventions } from '../losses/sigmoidFocal.js';
import type { Families, FamilyName } from './types.js';
import type { Convention } from './words.js';

type Said<K extends string> = Record<K, string>;

const IGNORE: Said<OverlapConventions['ignore']> = {
  drop: 'left out of every sum',
  falsePositive: 'no label, but their probability still counts: false positives of every class',
  toClass0: 'relabelled as class 0',
  toLastClassInDenominator: 'left out of the intersection, counted as the last class in the denominator',
  uniformFalsePositive: 'their logits become 0, so they predict 1/C of every class, with no label',
};
const PIXEL_IGNORE: Said<PixelConventions['ignore']> = { zero: 'add 0 to the sum', toClass0: IGNORE.toClass0 };
const SCOPE: Said<'batch' | 'perSample' | 'perImage'> = {
  batch: 'sums over batch and pixels',
  perSample: 'sums over each sample, then the mean over samples',
  perImage: 'each image by itself, then the mean',
};
const CLASSES: Said<'all' | 'foreground' | 'positive'> = {
  all: 'all, background included',
  foreground: 'all but class 0',
  positive: 'the positive one',
};
const ACTIVATION: Said<'softmax' | 'sigmoid' | 'none'> = {
  softmax: 'softmax over the classes',
  sigmoid: 'sigmoid of each logit',
  none: 'none, raw logits',
};
const WEIGHTS: Said<'none' | 'multiplied' | 'normalised'> = {
  none: 'none',
  multiplied: 'multiply, then a plain mean',
  normalised: 'divided by their sum',
};
const DIVISOR: Said<PixelConventions['divisor'] | SigmoidConventions['divisor'] | 'kept'> = {
  none: 'nothing: a sum',
  weight: 'the weight of the valid pixels',
  valid: 'the number of valid pixels',
  all: 'the number of all pixels, ignored ones included',
  allTimesClasses: 'the number of all pixels, times the classes',
  pixelsOfSample: 'the pixels of one sample',
  kept: 'the number of pixels kept',
};
const plus = (epsilon: number) => (epsilon === 0 ? '' : ` + ${short(epsilon)}`);
const short = (value: number) => String(Number(value.toPrecision(4)));

type Words = { readonly [F in FamilyName]: readonly Convention<Families[F]>[] };

/** Every family's conventions in the order in which they are told, and switched when a gap is explained. */
export const WORDS: Words = {
  overlap: [
    { fields: ['activation'], name: 'activation', say: c => ACTIVATION[c.activation] },
    { fields: ['ignore'], name: 'ignored pixels', say: c => IGNORE[c.ignore] },
    { fields: ['scope'], name: 'scope', say: c => SCOPE[c.scope] },
    { fields: ['classes'], name: 'classes', say: c => CLASSES[c.classes] },
    {
      fields: ['membership', 'threshold'],
      name: 'membership',
      say: c => (c.membership === 'soft' ? 'probabilities' : `1 where the probability is above ${c.threshold}`),
    },
    { fields: ['exponent'], name: 'powers in the denominator', say: c => String(c.exponent) },
    {
      fields: ['hit', 'falsePositive', 'falseNegative'],
      name: 'fraction',
      say: c => `${short(c.hit)}·I / (${short(c.hit)}·I + ${short(c.falsePositive)}·FP + ${short(c.falseNegative)}·FN)`,
    },
    {
      fields: ['smoothNumerator', 'smoothDenominator', 'floor'],
      name: 'smoothing',
      say: c =>
        `${short(c.smoothNumerator)} above, ${short(c.smoothDenominator)} below` +
        (c.floor > 0 ? `, denominator at least ${short(c.floor)}` : ''),
    },
    {
      fields: ['absent'],
      name: 'classes absent from the label',
      say: c =>
        ({ kept: 'as the fraction gives', zero: 'loss 0, still in the mean', leftOut: 'left out of the mean' })[
          c.absent
        ],
    },
    {
      fields: ['form'],
      name: 'form',
      say: c =>
        ({ oneMinus: '1 − score', negative: '−score', minusLog: '−log score', score: 'the score itself' })[c.form],
    },
    { fields: ['classPower'], name: 'power of each class', say: c => short(c.classPower) },
    { fields: ['weights'], name: 'class weights', say: c => WEIGHTS[c.weights] },
    { fields: ['reduction'], name: 'reduction', say: c => c.reduction },
    { fields: ['power'], name: 'power of the mean', say: c => short(c.power) },
    { fields: ['finish'], name: 'at the end', say: c => (c.finish === 'none' ? 'nothing' : 'log cosh') },
  ],
  generalizedDice: [
    { fields: ['activation'], name: 'activation', say: c => ACTIVATION[c.activation] },
    { fields: ['ignore'], name: 'ignored pixels', say: c => IGNORE[c.ignore] },
    { fields: ['scope'], name: 'scope', say: c => SCOPE[c.scope] },
    { fields: ['classes'], name: 'classes', say: c => CLASSES[c.classes] },
    {
      fields: ['labelPower', 'labelEpsilon'],
      name: 'weight of a class',
      say: c => `1 / (Y${plus(c.labelEpsilon)})^${c.labelPower}`,
    },
    {
      fields: ['infinite'],
      name: 'classes absent from the label',
      say: c => (c.infinite === 'kept' ? 'as the weight gives' : 'get the largest finite weight'),
    },
    {
      fields: ['smoothNumerator', 'smoothDenominator'],
      name: 'smoothing',
      say: c => `${short(c.smoothNumerator)} above, ${short(c.smoothDenominator)} below`,
    },
  ],
  matthews: [
    { fields: ['activation'], name: 'activation', say: c => ACTIVATION[c.activation] },
    { fields: ['ignore'], name: 'ignored pixels', say: c => IGNORE[c.ignore] },
    { fields: ['epsilon'], name: 'added to each count', say: c => short(c.epsilon) },
  ],
  pixel: [
    { fields: ['ignore'], name: 'ignored pixels', say: c => PIXEL_IGNORE[c.ignore] },
    { fields: ['gamma'], name: 'focal exponent', say: c => short(c.gamma) },
    {
      fields: ['alpha', 'alphaScope'],
      name: 'factor',
      say: c =>
        c.alphaScope === 'global' ? short(c.alpha) : `${short(1 - c.alpha)} for class 0, else ${short(c.alpha)}`,
    },
    {
      fields: ['weights'],
      name: 'class weights',
      say: c =>
        ({ none: 'none', outside: "multiply the pixel's loss", insidePt: 'multiply inside pt: pt = p^w' })[c.weights],
    },
    { fields: ['smoothing'], name: 'label smoothing', say: c => short(c.smoothing) },
    { fields: ['floor'], name: 'added to p', say: c => short(c.floor) },
    {
      fields: ['divisor', 'epsilon', 'epsilonPerPixel'],
      name: 'divided by',
      say: c =>
        `${DIVISOR[c.divisor]}${plus(c.epsilon)}${c.epsilonPerPixel > 0 ? `${plus(c.epsilonPerPixel)} a pixel` : ''}`,
    },
    {
      fields: ['empty'],
      name: 'with no valid pixel',
      say: c => (c.empty === 'zero' ? '0' : 'what the division gives'),
    },
  ],
  hardPixels: [
    {
      fields: ['ignore'],
      name: 'ignored pixels',
      say: c => (c.ignore === 'drop' ? 'left out' : 'pixels of loss 0 that count in the share'),
    },
    {
      fields: ['select', 'threshold', 'kept', 'keptPerSample', 'rank', 'share'],
      name: 'kept',
      say: c => {
        const many = `${c.kept}${c.keptPerSample ? ' a sample' : ''}`;
        return {
          probability: `probability below the larger of ${c.threshold} and the one of rank ${many}${c.rank === 'kept' ? '' : ' − 1'}`,
          count: `the ${many} of largest loss`,
          share: `the ${short(c.share * 100)} % of largest loss`,
        }[c.select];
      },
    },
    {
      fields: ['fewPixels'],
      name: 'fewer pixels than wanted',
      say: c => (c.fewPixels === 'all' ? 'all count' : 'selected all the same'),
    },
    {
      fields: ['weights'],
      name: 'class weights',
      say: c => (c.weights === 'none' ? 'none' : "multiply the pixel's loss"),
    },
    {
      fields: ['divisor', 'epsilonPerPixel'],
      name: 'divided by',
      say: c => `${DIVISOR[c.divisor]}${c.epsilonPerPixel > 0 ? `${plus(c.epsilonPerPixel)} a pixel` : ''}`,
    },
  ],
  sigmoid: [
    { fields: ['ignore'], name: 'ignored pixels', say: c => PIXEL_IGNORE[c.ignore] },
    {
      fields: ['channels'],
      name: 'logits',
      say: c =>
        ({ all: 'every class against the rest', foreground: 'every class but 0', difference: 'z₁ − z₀' })[c.channels],
    },
    { fields: ['gamma'], name: 'focal exponent', say: c => short(c.gamma) },
    {
      fields: ['alpha'],
      name: 'factor',
      say: c => (c.alpha === null ? '1' : `${short(c.alpha)} where positive, ${short(1 - c.alpha)} where negative`),
    },
    { fields: ['positiveWeight'], name: 'weight of the positive term', say: c => short(c.positiveWeight) },
    { fields: ['smoothing'], name: 'label smoothing', say: c => short(c.smoothing) },
    {
      fields: ['normalised'],
      name: 'focal factors',
      say: c => (c.normalised ? 'divided by their sum' : 'not divided out'),
    },
    { fields: ['weights'], name: 'class weights', say: c => WEIGHTS[c.weights] },
    {
      fields: ['divisor', 'epsilon'],
      name: 'divided by',
      say: c => `${DIVISOR[c.divisor]}${plus(c.epsilon)}`,
    },
  ],
  lovasz: [
    {
      fields: ['form'],
      name: 'errors',
      say: c => (c.form === 'hinge' ? '1 − d·(2y − 1) of the raw binary logit' : '|y − p| of the softmax'),
    },
    { fields: ['scope'], name: 'scope', say: c => (c.scope === 'batch' ? 'all pixels of the batch' : SCOPE.perImage) },
    {
      fields: ['classes'],
      name: 'classes',
      say: c => (c.classes === 'present' ? 'those in the label' : CLASSES.all),
    },
    {
      fields: ['empty'],
      name: 'with no valid pixel',
      say: c => ({ notScalar: 'an empty tensor', nan: 'not a number', zero: '0' })[c.empty],
    },
  ],
  distance: [
    { fields: ['ignore'], name: 'ignored pixels', say: c => IGNORE[c.ignore] },
    {
      fields: ['kind'],
      name: 'weighed with',
      say: c =>
        c.kind === 'surface' ? 'signed distance to the class' : 'squared distances inside label and prediction',
    },
    { fields: ['classes'], name: 'classes', say: c => CLASSES[c.classes] },
    { fields: ['truncated'], name: 'distances', say: c => (c.truncated ? 'truncated to whole numbers' : 'exact') },
  ],
};
