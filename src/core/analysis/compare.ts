import { InspectionError } from '../errors.js';
import { fromJsonNumber, jsonNumber } from '../inspection/jsonNumber.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import type { ReportNumber } from '../inspection/report.js';
import type { Analysed } from './analysed.js';
import type { Answerer, Asking } from './asking.js';
import { compared } from './compared.js';
import { OUTCOMES } from './names.js';
import type { Compared, WhatIfNumber } from './whatIf.js';

export type Outcome = (typeof OUTCOMES)[number];

export interface CompareParams {
  /** Which comparison is asked about, by the panel's own name: another one is another question. */
  comparison?: string;
}

/** This prediction (base) against another one of the same label (value). */
export interface CompareAnswer {
  prediction: string;
  other: string;
  numbers: Record<WhatIfNumber | 'meanIoU' | 'pixelAccuracy', Compared>;
  classes: { id: number; iou: Compared; crossEntropy: Compared; focal: Compared; dice: Compared; pixels: number }[];
  /** Pixels by outcome; wrongOtherwise: both wrong, with different classes. */
  outcomes: Record<Outcome, number>;
  /** Label classes by how many pixels were fixed minus broken. */
  gains: { id: number; fixed: number; broken: number }[];
  /** Sum of the positive and of the negative differences of cross entropy, in nats a counted pixel. */
  worse: ReportNumber | null;
  better: ReportNumber | null;
}

/** What another prediction of the same label does better and worse. */
export const compare: Answerer<'compare'> = async (pair, _params, asking) => {
  const other = await otherOf(pair, asking);
  const [a, b] = [pair.report, other.report];
  const names = ['total', 'crossEntropy', 'focal', 'dice', 'fScore', 'meanIoU', 'pixelAccuracy'] as const;
  const of = (name: (typeof names)[number]) => compared(a.totals[name], fromJsonNumber(b.totals[name]));
  const outcomes = outcomesOf(pair, other);
  const counts = new Float64Array(OUTCOMES.length);
  const [fixed, broken] = [0, 1].map(() => new Float64Array(pair.numClasses));
  outcomes.forEach((outcome, k) => {
    counts[outcome]++;
    if (outcome === FIXED) {
      fixed[pair.label.codes[k]]++;
    } else if (outcome === BROKEN) {
      broken[pair.label.codes[k]]++;
    }
  });
  const differences = lossDifferences(pair, other);
  return {
    prediction: a.prediction,
    other: b.prediction,
    numbers: Object.fromEntries(names.map(name => [name, of(name)])) as CompareAnswer['numbers'],
    classes: a.classes.map((row, c) => ({
      id: row.id,
      pixels: row.pixels,
      iou: compared(row.iou, fromJsonNumber(b.classes[c].iou)),
      crossEntropy: compared(row.crossEntropy, fromJsonNumber(b.classes[c].crossEntropy)),
      focal: compared(row.focal, fromJsonNumber(b.classes[c].focal)),
      dice: compared(row.dice, fromJsonNumber(b.classes[c].dice)),
    })),
    outcomes: Object.fromEntries(OUTCOMES.map((name, k) => [name, counts[k]])) as CompareAnswer['outcomes'],
    gains: a.classes
      .map(({ id }) => ({ id, fixed: fixed[id], broken: broken[id] }))
      .sort((one, two) => two.fixed - two.broken - (one.fixed - one.broken)),
    worse: differences && jsonNumber(differences.worse / pair.stats.valid),
    better: differences && jsonNumber(differences.better / pair.stats.valid),
  };
};

const [IGNORED, BOTH_RIGHT, FIXED, BROKEN, BOTH_WRONG, WRONG_OTHERWISE] = OUTCOMES.keys();

/** The other pair. Throws question-not-comparable unless both are about the same label pixels and classes. */
export async function otherOf(pair: Analysed, asking: Pick<Asking<never>, 'other'>): Promise<Analysed> {
  const other = await asking.other();
  const [a, b] = [pair.label, other.label];
  const same =
    pair.numClasses === other.numClasses &&
    a.codes.length === b.codes.length &&
    a.width === b.width &&
    a.codes.every((code, k) => code === b.codes[k]);
  if (!same) {
    throw new InspectionError(
      'question-not-comparable',
      `${other.report.prediction} and ${pair.report.prediction} are not about the same label pixels and classes.`,
      'Choose two predictions of one label, with as many classes.',
    );
  }
  return other;
}

/** A place in OUTCOMES for every pixel. */
export function outcomesOf(pair: Analysed, other: Analysed): Uint16Array {
  const { codes } = pair.label;
  const [a, b] = [pair.stats.argmax, other.stats.argmax];
  const outcomes = new Uint16Array(codes.length);
  for (let k = 0; k < codes.length; k++) {
    const [before, after] = [a[k] === codes[k], b[k] === codes[k]];
    if (codes[k] === IGNORED_CODE) {
      outcomes[k] = IGNORED;
    } else if (before || after) {
      outcomes[k] = before ? (after ? BOTH_RIGHT : BROKEN) : FIXED;
    } else {
      outcomes[k] = a[k] === b[k] ? BOTH_WRONG : WRONG_OTHERWISE;
    }
  }
  return outcomes;
}

/** Sums of the differences of −log p at the label, by sign; null for a mask. */
function lossDifferences(pair: Analysed, other: Analysed): { worse: number; better: number } | null {
  if (pair.isMask || other.isMask) {
    return null;
  }
  const [a, b] = [pair.stats.logProbability, other.stats.logProbability];
  let [worse, better] = [0, 0];
  for (let k = 0; k < a.length; k++) {
    const difference = a[k] - b[k];
    if (difference > 0) {
      worse += difference;
    } else {
      // NaN stays NaN.
      better += difference;
    }
  }
  return { worse, better };
}
