import type { Report, SettingsReport } from '../core/inspection/report.js';
import { formatCount, formatNumber } from './format.js';
import { strings } from './strings.js';
import type { TurnedSettings } from './turned.js';

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

const words = strings.definitions;

const weights = (settings: SettingsReport) =>
  settings.weights
    ? `w = ${settings.weights.map(weight => String(Number(weight.toPrecision(4)))).join(', ')}`
    : words.parameters.weightsOne;
const alpha = (settings: SettingsReport) =>
  settings.alpha === null ? words.parameters.noAlpha : `α = ${settings.alpha}`;
const gamma = (settings: SettingsReport) => `γ = ${settings.gamma}`;
const beta = (settings: SettingsReport) => `β = ${settings.beta}`;
const smooth = (settings: SettingsReport) => `s = ${settings.smooth}`;

/** A mask has no probabilities: the formulas then run on p = 1 for the predicted class. */
const hard = (settings: SettingsReport) => (settings.reading.kind === 'mask' ? [words.parameters.hard] : []);

/** What a region score takes: the parameters of Dice, and of the F-score behind its threshold. */
const ofScore = (settings: SettingsReport, ...more: string[]) => [beta(settings), smooth(settings), ...more];
const ofFocal = (settings: SettingsReport) => [gamma(settings), alpha(settings), weights(settings)];

function focalTerms(settings: SettingsReport): string {
  return `${settings.alpha === null ? '' : 'α·'}(1 − pt)^γ·ℓ`;
}

function regionScore(p: string): string {
  return `((1+β²)·I + s) / ((1+β²)·I + β²·FN + FP + s), I = Σ ${p}·[y=c], FP = Σ ${p} − I, FN = Σ [y=c] − I`;
}

function absentInDice(report: Report): string {
  const count = report.classes.length;
  const absent = report.classes.filter(row => row.absent).length;
  return absent === 0
    ? words.noneAbsent
    : words.absentAddUp(formatCount(absent), formatCount(count), formatNumber(absent / count));
}

/** Of a total that follows a library, or is another sum of losses than the inspection's. */
function turnedTotal({ totalDialect, terms }: TurnedSettings): Definition | null {
  const parameters: string[] = [];
  if (totalDialect) {
    return { ...words.total, equation: words.total.dialect(totalDialect), mean: words.total.ofDialect, parameters };
  }
  if (!terms) {
    return null;
  }
  const sum = terms.map(({ loss, lambda }) => `${formatNumber(lambda)} · ${strings.layerTerms[loss]}`).join(' + ');
  return { ...words.total, equation: sum, mean: words.total.weighted, parameters };
}

const entries: Record<DefinitionKey, Entry> = {
  total: settings =>
    turnedTotal(settings) ?? {
      ...words.total,
      equation: words.total.equation(settings.base === 'focal' ? 'Focal' : 'CE', settings.includeDice),
      mean: settings.includeDice ? words.total.sum : words.total.alone,
      parameters: settings.includeDice ? [words.parameters.weightsNotDice] : [weights(settings)],
    },
  crossEntropy: settings => ({
    ...words.crossEntropy,
    equation: 'Σ w[y]·(−log p[y]) / Σ w[y]',
    parameters: [weights(settings)],
  }),
  focal: settings => ({
    ...words.focal,
    equation: `${words.focal.equation(focalTerms(settings))}, ℓ = w[y]·(−log p[y]), pt = exp(−ℓ)`,
    parameters: ofFocal(settings),
  }),
  dice: (settings, report) => ({
    ...words.dice,
    equation: `1 − ${words.meanOver(regionScore('p[c]'))}`,
    absent: absentInDice(report),
    parameters: ofScore(settings, words.parameters.noClassWeights, ...hard(settings)),
  }),
  diceScore: (settings, report) => ({
    ...words.diceScore,
    equation: words.meanOver(regionScore('p[c]')),
    absent: absentInDice(report),
    parameters: ofScore(settings, words.parameters.noClassWeights, ...hard(settings)),
  }),
  fScore: settings => ({
    ...words.fScore,
    equation: words.meanOver(regionScore('[p[c] > t]')),
    parameters: [`t = ${settings.threshold}`, ...ofScore(settings, ...hard(settings))],
  }),
  meanIoU: () => ({ ...words.meanIoU, equation: words.meanOver('TP / (TP + FP + FN)'), parameters: [] }),
  meanIoUOrigin: () => ({
    ...words.meanIoUOrigin,
    equation: words.meanOver('TP / max(TP + FP + FN, 1)'),
    parameters: [],
  }),
  pixelAccuracy: () => ({ ...words.pixelAccuracy, parameters: [] }),
  'class.pixelShare': () => ({ ...words.classPixelShare, parameters: [] }),
  'class.lossShare': settings => {
    const { titleOf, equationOf, ...rest } = words.classLossShare;
    return {
      ...rest,
      title: titleOf[settings.base],
      equation: equationOf[settings.base],
      parameters: settings.base === 'focal' ? ofFocal(settings) : [weights(settings)],
    };
  },
  'class.crossEntropy': () => ({ ...words.classCrossEntropy, parameters: [] }),
  'class.focal': settings => ({
    ...words.classFocal,
    equation: words.classFocal.equation(focalTerms(settings)),
    parameters: ofFocal(settings),
  }),
  'class.dice': settings => ({
    ...words.classDice,
    equation: regionScore('p[c]'),
    parameters: ofScore(settings, ...hard(settings)),
  }),
  'class.fScore': settings => ({
    ...words.classFScore,
    equation: regionScore('[p[c] > t]'),
    parameters: [`t = ${settings.threshold}`, ...ofScore(settings, ...hard(settings))],
  }),
  'class.iou': () => ({ ...words.classIoU, equation: 'TP / (TP + FP + FN)', parameters: [] }),
  'class.precision': () => ({ ...words.classPrecision, equation: 'TP / (TP + FP)', parameters: [] }),
  'class.recall': () => ({ ...words.classRecall, equation: 'TP / (TP + FN)', parameters: [] }),
};

export function isDefinitionKey(key: string | undefined): key is DefinitionKey {
  return key !== undefined && Object.hasOwn(entries, key);
}

export function definition(key: DefinitionKey, report: Report): Definition {
  return entries[key](report.settings, report);
}
