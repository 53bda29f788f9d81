import type { Report, SettingsReport } from '../core/inspection/report.js';
import { formatCount, formatNumber } from './format.js';

/** What a number means: shown beside it on hover and on keyboard focus. */
export interface Definition {
  title: string;
  equation: string;
  /** Which mean it takes. */
  mean: string;
  ignored: string;
  absent: string;
  /** The parameters in use, e.g. "γ = 2". */
  parameters: string[];
}

export const TERMS = [
  'total',
  'crossEntropy',
  'focal',
  'dice',
  'diceScore',
  'fScore',
  'meanIoU',
  'meanIoUOrigin',
  'pixelAccuracy',
] as const;
export type Term = (typeof TERMS)[number];

export const CLASS_TERMS = [
  'class.pixelShare',
  'class.lossShare',
  'class.crossEntropy',
  'class.focal',
  'class.dice',
  'class.fScore',
  'class.iou',
  'class.precision',
  'class.recall',
] as const;
export type ClassTerm = (typeof CLASS_TERMS)[number];
export type DefinitionKey = Term | ClassTerm;

type Entry = (settings: SettingsReport, report: Report) => Definition;

const LEFT_OUT = 'Ignored pixels are left out.';
const NOT_MASKED = 'Probabilities at ignored pixels are not masked: they count as false positives.';
const OWN_PIXELS = "Mean over the class's own counted pixels.";
const ABSENT_NO_VALUE = 'An absent class has no value.';

const weights = (settings: SettingsReport) =>
  settings.weights
    ? `w = ${settings.weights.map(weight => String(Number(weight.toPrecision(4)))).join(', ')}`
    : 'w = 1 for every class';
const alpha = (settings: SettingsReport) => (settings.alpha === null ? 'no α' : `α = ${settings.alpha}`);
const gamma = (settings: SettingsReport) => `γ = ${settings.gamma}`;
const beta = (settings: SettingsReport) => `β = ${settings.beta}`;
const smooth = (settings: SettingsReport) => `s = ${settings.smooth}`;

/** A mask has no probabilities: the formulas then run on p = 1 for the predicted class. */
const hard = (settings: SettingsReport) => (settings.reading.kind === 'mask' ? ['p = 1 for the predicted class'] : []);

function regionScore(p: string): string {
  return `((1+β²)·I + s) / ((1+β²)·I + β²·FN + FP + s), I = Σ ${p}·[y=c], FP = Σ ${p} − I, FN = Σ [y=c] − I`;
}

function absentInDice(report: Report): string {
  const count = report.classes.length;
  const absent = report.classes.filter(row => row.absent).length;
  const rule = 'An absent class scores about 0 as soon as any probability falls on it, so it adds about 1/C';
  return absent === 0
    ? `${rule}. None is absent here.`
    : `${rule}: ${formatCount(absent)} absent of ${formatCount(count)} add up to ${formatNumber(absent / count)}.`;
}

const entries: Record<DefinitionKey, Entry> = {
  total: settings => ({
    title: 'Total loss',
    equation: `${settings.base === 'focal' ? 'Focal' : 'CE'}${settings.includeDice ? ' + Dice loss' : ''}`,
    mean: settings.includeDice ? 'A plain sum, 1 : 1.' : 'The pixel loss alone.',
    ignored: 'Each part keeps its own rule.',
    absent: 'Each part keeps its own rule.',
    parameters: settings.includeDice ? ['class weights change the pixel loss only, not Dice'] : [weights(settings)],
  }),
  crossEntropy: settings => ({
    title: 'Cross entropy',
    equation: 'Σ w[y]·(−log p[y]) / Σ w[y]',
    mean: 'Weighted mean over the counted pixels, in nats.',
    ignored: `${LEFT_OUT} With none counted it is NaN (0/0).`,
    absent: 'Absent classes have no pixels and take no part.',
    parameters: [weights(settings)],
  }),
  focal: settings => ({
    title: 'Focal loss',
    equation: `Σ ${settings.alpha === null ? '' : 'α·'}(1 − pt)^γ·ℓ / number of all pixels, ℓ = w[y]·(−log p[y]), pt = exp(−ℓ)`,
    mean: 'Mean over ALL pixels, ignored ones included. The weight sits inside pt: pt = p[y]^w[y].',
    ignored: 'Ignored pixels add 0 to the sum and 1 to the count, so they lower the mean.',
    absent: 'Absent classes have no pixels and take no part.',
    parameters: [gamma(settings), alpha(settings), weights(settings)],
  }),
  dice: (settings, report) => ({
    title: 'Dice loss',
    equation: `1 − mean over c of ${regionScore('p[c]')}`,
    mean: 'Sums over all pixels by class, then the plain mean over all C classes, background included.',
    ignored: NOT_MASKED,
    absent: absentInDice(report),
    parameters: [beta(settings), smooth(settings), 'no class weights', ...hard(settings)],
  }),
  diceScore: (settings, report) => ({
    title: 'Mean Dice score',
    equation: `mean over c of ${regionScore('p[c]')}`,
    mean: 'Plain mean of this column, absent classes included. The Dice loss is 1 − this.',
    ignored: NOT_MASKED,
    absent: absentInDice(report),
    parameters: [beta(settings), smooth(settings), 'no class weights', ...hard(settings)],
  }),
  fScore: settings => ({
    title: 'F-score',
    equation: `mean over c of ${regionScore('[p[c] > t]')}`,
    mean: 'As Dice, with a threshold instead of the probability, and not the largest class: a pixel may count for none.',
    ignored: NOT_MASKED,
    absent: 'An absent class scores 1 when nothing passes the threshold, else about 0.',
    parameters: [`t = ${settings.threshold}`, beta(settings), smooth(settings), ...hard(settings)],
  }),
  meanIoU: () => ({
    title: 'Mean IoU',
    equation: 'mean over c of TP / (TP + FP + FN)',
    mean: 'Mean over the classes found in label or prediction, by the largest class of each pixel.',
    ignored: LEFT_OUT,
    absent: 'A class found in neither is left out of the mean.',
    parameters: [],
  }),
  meanIoUOrigin: () => ({
    title: 'Mean IoU, by the origin',
    equation: 'mean over c of TP / max(TP + FP + FN, 1)',
    mean: 'Mean over all C classes, by the largest class of each pixel.',
    ignored: LEFT_OUT,
    absent: 'A class found in neither counts as 0.',
    parameters: [],
  }),
  pixelAccuracy: () => ({
    title: 'Pixel accuracy',
    equation: 'Σ TP / counted pixels',
    mean: 'Mean over the counted pixels, by the largest class of each pixel.',
    ignored: LEFT_OUT,
    absent: 'Absent classes have no pixels and take no part.',
    parameters: [],
  }),
  'class.pixelShare': () => ({
    title: 'Share of the pixels',
    equation: 'label pixels of the class / counted pixels',
    mean: 'No mean: the shares add to 100 %.',
    ignored: LEFT_OUT,
    absent: 'An absent class has no counted label pixel.',
    parameters: [],
  }),
  'class.lossShare': settings => ({
    title: settings.base === 'focal' ? 'Share of the focal loss' : 'Share of the cross entropy',
    equation:
      settings.base === 'focal'
        ? 'Σ focal on the class / Σ focal'
        : 'Σ w[y]·(−log p[y]) on the class / the same over all',
    mean: "Share of the summed loss map that falls on the class's pixels; the shares add to 100 %.",
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
    parameters: settings.base === 'focal' ? [gamma(settings), alpha(settings), weights(settings)] : [weights(settings)],
  }),
  'class.crossEntropy': () => ({
    title: 'Cross entropy of the class',
    equation: 'Σ (−log p[y]) / pixels of the class',
    mean: `${OWN_PIXELS} The class weight cancels.`,
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
    parameters: [],
  }),
  'class.focal': settings => ({
    title: 'Focal loss of the class',
    equation: `Σ ${settings.alpha === null ? '' : 'α·'}(1 − pt)^γ·ℓ / pixels of the class`,
    mean: OWN_PIXELS,
    ignored: `${LEFT_OUT} (The total divides by all pixels instead.)`,
    absent: ABSENT_NO_VALUE,
    parameters: [gamma(settings), alpha(settings), weights(settings)],
  }),
  'class.dice': settings => ({
    title: 'Dice score of the class',
    equation: regionScore('p[c]'),
    mean: 'No mean: one score from sums over all pixels. The Dice loss is 1 − the mean of this column.',
    ignored: NOT_MASKED,
    absent: 'Scores about 0 as soon as any probability falls on it, and enters the mean.',
    parameters: [beta(settings), smooth(settings), ...hard(settings)],
  }),
  'class.fScore': settings => ({
    title: 'F-score of the class',
    equation: regionScore('[p[c] > t]'),
    mean: 'No mean: one score from sums over all pixels, with a threshold, not the largest class.',
    ignored: NOT_MASKED,
    absent: 'Scores 1 when nothing passes the threshold, else about 0, and enters the mean.',
    parameters: [`t = ${settings.threshold}`, beta(settings), smooth(settings), ...hard(settings)],
  }),
  'class.iou': () => ({
    title: 'IoU of the class',
    equation: 'TP / (TP + FP + FN)',
    mean: 'No mean: counts over all counted pixels, by the largest class of each pixel.',
    ignored: LEFT_OUT,
    absent: 'No value for a class found in neither label nor prediction.',
    parameters: [],
  }),
  'class.precision': () => ({
    title: 'Precision of the class',
    equation: 'TP / (TP + FP)',
    mean: 'No mean: of the pixels predicted as the class, how many are.',
    ignored: LEFT_OUT,
    absent: 'No value for a class that is never predicted.',
    parameters: [],
  }),
  'class.recall': () => ({
    title: 'Recall of the class',
    equation: 'TP / (TP + FN)',
    mean: "No mean: of the class's pixels, how many are predicted as it.",
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
    parameters: [],
  }),
};

export function isDefinitionKey(key: string | undefined): key is DefinitionKey {
  return key !== undefined && Object.hasOwn(entries, key);
}

export function definition(key: DefinitionKey, report: Report): Definition {
  return entries[key](report.settings, report);
}
