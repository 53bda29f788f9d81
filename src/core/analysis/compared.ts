import { fromJsonNumber, jsonNumber } from '../inspection/jsonNumber.js';
import type { ReportNumber } from '../inspection/report.js';
import type { Compared } from './whatIf.js';

/** A number beside the one it is compared with; NaN given as null is absent. */
export function compared(base: ReportNumber | null, value: number | null): Compared {
  const before = fromJsonNumber(base);
  if (before === null || value === null) {
    return { base, value: value === null ? null : jsonNumber(value), change: null };
  }
  // The same number twice is no change, also 0, NaN and infinity.
  const same = Object.is(before, value) || before === value || Math.abs(value - before) <= 1e-9 * Math.abs(before);
  return { base, value: jsonNumber(value), change: same ? 0 : jsonNumber((value - before) / Math.abs(before)) };
}
