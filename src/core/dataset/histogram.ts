import { fromJsonNumber } from '../inspection/jsonNumber.js';
import type { ReportNumber } from '../inspection/report.js';

/** How many values lie in each of equal steps from the smallest to the largest. */
export interface Histogram {
  low: number;
  high: number;
  counts: number[];
  /** Values counted, and those that are NaN or infinite and have no place. */
  values: number;
  notFinite: number;
}

const STEPS = 24;

/** null where there is no finite value. */
export function histogramOf(values: readonly (ReportNumber | null)[]): Histogram | null {
  const numbers = values.map(fromJsonNumber).filter(value => value !== null);
  const finite = numbers.filter(Number.isFinite);
  if (finite.length === 0) {
    return null;
  }
  const [low, high] = finite.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [finite[0], finite[0]]);
  const counts = new Array<number>(STEPS).fill(0);
  for (const value of finite) {
    // Halved, since the difference of two very large numbers is infinite.
    const along = (value / 2 - low / 2) / (high / 2 - low / 2);
    counts[Math.min(STEPS - 1, Math.floor(along * STEPS) || 0)]++;
  }
  return { low, high, counts, values: finite.length, notFinite: numbers.length - finite.length };
}
