import type { CompareAnswer } from '../../../core/analysis/compare.js';
import type { Compared } from '../../../core/analysis/whatIf.js';
import type { ClassRow } from '../../../core/inspection/report.js';
import { toNumber } from '../../format.js';

/** Numbers of a class that are compared, and whether more of one is better. */
export const DELTAS = { crossEntropy: false, dice: true, iou: true } as const;
export type Delta = keyof typeof DELTAS;

/** What classes are sorted by; 'pixels' by those that were broken minus those that were fixed. */
export type CompareSort = Delta | 'pixels';
export const COMPARE_SORTS = ['crossEntropy', 'pixels', 'dice', 'iou'] as const satisfies readonly CompareSort[];

export interface CompareRow {
  row: ClassRow;
  fixed: number;
  broken: number;
  numbers: Record<Delta, Compared>;
}

/** B minus A; null where one of them has no such number. */
export function differenceOf({ base, value }: Compared): number | null {
  const [a, b] = [toNumber(base), toNumber(value)];
  // Infinity on both sides is no difference, not NaN.
  return a === null || b === null ? null : Object.is(a, b) ? 0 : b - a;
}

/** How much worse B is: above 0 a regression. */
function regression({ fixed, broken, numbers }: CompareRow, by: CompareSort): number | null {
  if (by === 'pixels') {
    return broken - fixed;
  }
  const difference = differenceOf(numbers[by]);
  return difference === null ? null : DELTAS[by] ? -difference : difference;
}

/** The classes of the label, the worst regression first; those without a number last. */
export function compareRows(answer: CompareAnswer, classes: readonly ClassRow[], by: CompareSort): CompareRow[] {
  const gains = new Map(answer.gains.map(gain => [gain.id, gain]));
  const rows = classes.flatMap(row => {
    const numbers = answer.classes.find(({ id }) => id === row.id);
    const { fixed = 0, broken = 0 } = gains.get(row.id) ?? {};
    return numbers ? [{ row, fixed, broken, numbers }] : [];
  });
  const key = (one: CompareRow) => {
    const value = one.row.absent ? null : regression(one, by);
    return value === null || Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  return rows.sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left === right ? a.row.id - b.row.id : right > left ? 1 : -1;
  });
}
