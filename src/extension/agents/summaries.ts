import type { ModelComparison } from '../../core/dataset/compareModels.js';
import type { DatasetReport, PairSummary } from '../../core/dataset/datasetReport.js';
import type { ScanReport } from '../../core/dataset/scanResult.js';
import { TERMS, type Term, WORSE_IS_LARGER } from '../../core/dataset/terms.js';
import { fromJsonNumber } from '../../core/inspection/jsonNumber.js';
import type { ClassRow, Finding, Report, ReportNumber, Totals } from '../../core/inspection/report.js';
import { DEFINITIONS } from './definitions.js';

/** A model's context is small: lists are cut, and say so. */
const [CLASSES, CONFUSIONS, WORST, FAILED, CHANGED] = [40, 10, 8, 10, 5];

/** The report of one pair in a few kilobytes. */
export function inspectSummary(report: Report): object {
  const { prediction, label, settings, pixels, totals, classes, confusion, findings } = report;
  const { kind, shape, predictionSize, labelSize, resized } = settings.reading;
  return {
    prediction,
    label,
    readAs: { kind, shape, predictionSize, labelSize, resized, ignoreIndex: settings.ignoreIndex },
    pixels,
    totals: numbersOf(totals),
    definitions: definitionsOf(totals),
    ...cut('classes', bySharesOfLoss(classes).map(classOf), CLASSES),
    confusions: confusionsOf(classes, confusion),
    findings: findings.map(findingOf),
  };
}

/** The report of a scan in a few kilobytes a model. */
export function scanSummary({ reports, comparisons, checkpoints, unmatched, complete }: ScanReport): object {
  return {
    complete,
    definitions: DEFINITIONS,
    datasets: reports.map(datasetOf),
    comparisons: comparisons.map(comparisonOf),
    checkpoints: checkpoints.map(({ dataset, name, points, terms }) => ({
      dataset,
      name,
      points: points.map(({ model, number, pairs }, k) => ({
        model,
        number,
        pairs,
        total: rounded(terms.total[k] ?? null),
        meanIoU: rounded(terms.meanIoU[k] ?? null),
      })),
    })),
    withoutPartner: unmatched.map(({ dataset, predictions, labels, ambiguous }) => ({
      dataset,
      predictions: predictions.length,
      labels: labels.length,
      fitSeveral: ambiguous.length,
    })),
  };
}

function datasetOf({
  dataset,
  model,
  pairs,
  failed,
  pixels,
  pooled,
  perPair,
  classes,
  confusion,
  conventions,
  findings,
  all,
}: DatasetReport): object {
  const term: Term = pooled?.total === null ? 'meanIoU' : 'total';
  return {
    dataset,
    model,
    pairs,
    pixels,
    overAllPixels: pooled && numbersOf(pooled),
    meanOfPairs: Object.fromEntries(TERMS.map(one => [one, rounded(perPair[one].mean)])),
    otherLibraries: conventions.map(({ title, value, definition }) => ({ title, value: rounded(value), definition })),
    ...cut('classes', bySharesOfLoss(classes).map(classOf), CLASSES),
    confusions: confusionsOf(classes, confusion),
    worstBy: term,
    worst: worstOf(all, term).map(({ prediction, totals, findings: own }) => ({
      prediction,
      [term]: rounded(totals[term]),
      meanIoU: rounded(totals.meanIoU),
      findings: own.map(({ code }) => code),
    })),
    findings: findings.map(({ code, severity, message, hint, count }) => ({ code, severity, message, hint, count })),
    ...cut('failed', failed, FAILED),
  };
}

function comparisonOf({ dataset, a, b, term, images, pixels, totals, classes, ranked }: ModelComparison): object {
  return {
    dataset,
    a,
    b,
    images,
    pixels,
    totals: Object.fromEntries(
      TERMS.map(one => [one, { a: rounded(totals[one].base), b: rounded(totals[one].value) }]),
    ),
    iou: classes
      .map(({ name, iou }) => ({ class: name, a: rounded(iou.base), b: rounded(iou.value) }))
      .slice(0, CLASSES),
    worsenedMost: ranked.slice(0, Math.min(CHANGED, images.worse)).map(one => ({
      prediction: one.b,
      [term]: { a: rounded(one.totals[term].base), b: rounded(one.totals[term].value) },
    })),
  };
}

function worstOf(all: readonly PairSummary[], term: Term): PairSummary[] {
  const badness = ({ totals }: PairSummary) => {
    const value = fromJsonNumber(totals[term]) ?? Number.NaN;
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : WORSE_IS_LARGER[term] ? value : -value;
  };
  return [...all].sort((one, two) => badness(two) - badness(one)).slice(0, WORST);
}

function numbersOf(totals: Totals): Record<string, ReportNumber | null> {
  return Object.fromEntries(Object.entries(totals).map(([name, value]) => [name, rounded(value)]));
}

function definitionsOf(totals: Totals): Record<string, string> {
  return Object.fromEntries(TERMS.filter(term => totals[term] !== null).map(term => [term, DEFINITIONS[term]]));
}

function bySharesOfLoss(classes: readonly ClassRow[]): ClassRow[] {
  const share = ({ crossEntropyShare, pixelShare }: ClassRow) =>
    fromJsonNumber(crossEntropyShare) ?? fromJsonNumber(pixelShare) ?? -1;
  return [...classes].sort((a, b) => share(b) - share(a) || a.id - b.id);
}

function classOf(row: ClassRow): object {
  const { id, name, absent, pixels, pixelShare, crossEntropyShare, crossEntropy, dice, iou, precision, recall } = row;
  return {
    id,
    name,
    ...(absent ? { absent } : {}),
    pixels,
    pixelShare: rounded(pixelShare),
    lossShare: rounded(crossEntropyShare),
    crossEntropy: rounded(crossEntropy),
    dice: rounded(dice),
    iou: rounded(iou),
    precision: rounded(precision),
    recall: rounded(recall),
  };
}

/** What is most often taken for something else. */
function confusionsOf(classes: readonly ClassRow[], confusion: readonly (readonly number[])[]): object[] {
  return confusion
    .flatMap((row, label) =>
      row.flatMap((pixels, prediction) =>
        label !== prediction && pixels > 0
          ? [{ label: classes[label]?.name, prediction: classes[prediction]?.name, pixels }]
          : [],
      ),
    )
    .sort((a, b) => b.pixels - a.pixels)
    .slice(0, CONFUSIONS);
}

function findingOf({ code, severity, message, hint }: Finding): object {
  return { code, severity, message, hint };
}

function cut<T>(name: string, list: readonly T[], most: number): Record<string, unknown> {
  return list.length > most ? { [name]: list.slice(0, most), [`${name}InAll`]: list.length } : { [name]: list };
}

function rounded(value: ReportNumber | null): ReportNumber | null {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}
