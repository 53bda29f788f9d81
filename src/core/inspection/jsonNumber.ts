import type { ReportNumber } from './report.js';

/** A number as JSON can carry it: NaN and the infinities become strings. */
export function jsonNumber(value: number): ReportNumber {
  if (Number.isNaN(value)) {
    return 'nan';
  }
  return value === Number.POSITIVE_INFINITY ? 'inf' : value === Number.NEGATIVE_INFINITY ? '-inf' : value;
}

/** The inverse; null (no such value) stays null. */
export function fromJsonNumber(value: ReportNumber | null): number | null {
  switch (value) {
    case 'nan':
      return Number.NaN;
    case 'inf':
      return Number.POSITIVE_INFINITY;
    case '-inf':
      return Number.NEGATIVE_INFINITY;
    default:
      return value;
  }
}
