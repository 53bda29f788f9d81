import type { ClassRow, Report, ReportNumber } from '../core/inspection/report.js';
import type { DefinitionKey } from './definitions.js';

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
  return value === 'nan'
    ? notANumber(report)
    : 'Infinite: at least one counted pixel gives its label class probability 0.';
}

function missing(key: DefinitionKey, report: Report, row: ClassRow | null): string {
  const isLoss = /total|crossEntropy|focal|lossShare/i.test(key);
  if (isLoss && report.settings.reading.kind === 'mask') {
    return 'No probabilities, so no cross entropy.';
  }
  if (key === 'class.precision' && !row?.absent) {
    return 'The class is never predicted.';
  }
  if (key === 'class.iou') {
    return 'The class is found in neither label nor prediction.';
  }
  if (row?.absent) {
    return 'Absent: no counted label pixel has this class.';
  }
  return report.pixels.valid === 0 ? 'No pixel is counted.' : 'This value does not exist for this pair.';
}

function notANumber(report: Report): string {
  if (report.pixels.valid === 0) {
    return 'NaN: every pixel is ignored, so the mean is 0/0.';
  }
  if (report.settings.weights?.some(weight => weight === 0)) {
    return 'NaN: the prediction holds NaN or infinite values, or every weight met is 0 (0/0).';
  }
  return 'NaN: the prediction holds NaN or infinite values.';
}
