import type { ClassRow, Report, ReportNumber } from '../core/inspection/report.js';
import type { DefinitionKey } from './definitions.js';
import { strings } from './strings.js';

const words = strings.reasons;

/** Why a value is missing, NaN or infinite; null for an ordinary number. */
export function reason(
  key: DefinitionKey,
  value: ReportNumber | null,
  report: Report,
  row: ClassRow | null,
): string | null {
  if (value === null) {
    return missing(key, report, row);
  }
  if (typeof value === 'number') {
    return null;
  }
  return value === 'nan' ? notANumber(report) : words.infinite;
}

function missing(key: DefinitionKey, report: Report, row: ClassRow | null): string {
  const isLoss = /total|crossEntropy|focal|lossShare/i.test(key);
  if (isLoss && report.settings.reading.kind === 'mask') {
    return words.mask;
  }
  if (key === 'class.precision' && !row?.absent) {
    return words.neverPredicted;
  }
  if (key === 'class.iou') {
    return words.inNeither;
  }
  if (row?.absent) {
    return words.absent;
  }
  return report.pixels.valid === 0 ? words.noPixel : words.missing;
}

function notANumber(report: Report): string {
  if (report.pixels.valid === 0) {
    return words.allIgnored;
  }
  if (report.settings.weights?.some(weight => weight === 0)) {
    return words.nanOrWeights;
  }
  return words.nan;
}
