import type { ClassRow, Report } from '../../../core/inspection/report.js';

/** What a share is of. */
export const BYS = ['label', 'prediction', 'pixels'] as const;
export type By = (typeof BYS)[number];

export interface ConfusionModel {
  /** Those that occur in label or prediction, in the report's order; of very many the most often confused ones. */
  classes: ClassRow[];
  /** Classes that occur. */
  found: number;
  /** Rows: label, columns: prediction, in the order of `classes`. */
  counts: number[][];
  /** null where there is nothing to divide by. */
  shares: (number | null)[][];
}

/** More than a page can draw as cells, and more than anyone compares. */
const MOST = 40;

export function confusionModel({ confusion, classes }: Report, by: By): ConfusionModel {
  const rows = classes.map((_, k) => sum(confusion[k] ?? []));
  const columns = classes.map((_, k) => sum(confusion.map(row => row[k] ?? 0)));
  const all = sum(rows);
  const places = classes.map((_, k) => k).filter(k => rows[k]! > 0 || columns[k]! > 0);
  const wrong = (k: number) => rows[k]! + columns[k]! - 2 * (confusion[k]?.[k] ?? 0);
  const kept = places.length <= MOST ? places : [...places].sort((a, b) => wrong(b) - wrong(a)).slice(0, MOST);
  kept.sort((a, b) => a - b);
  const counts = kept.map(label => kept.map(prediction => confusion[label]?.[prediction] ?? 0));
  const whole = (label: number, prediction: number) =>
    by === 'label' ? rows[label]! : by === 'prediction' ? columns[prediction]! : all;
  const shares = kept.map((label, r) =>
    kept.map((prediction, c) => {
      const of = whole(label, prediction);
      return of > 0 ? counts[r]![c]! / of : null;
    }),
  );
  return { classes: kept.map(k => classes[k]!), found: places.length, counts, shares };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
