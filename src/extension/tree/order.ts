import { type Term, WORSE_IS_LARGER } from '../../core/dataset/terms.js';
import { fromJsonNumber } from '../../core/inspection/jsonNumber.js';
import type { ScannedPair } from '../scan/types.js';

/** What pairs are sorted by, the worst first. */
export type Order =
  | { by: 'term'; term: Term }
  /** IoU of a class. */
  | { by: 'class'; name: string }
  /** Pairs with a finding, then the others. */
  | { by: 'finding'; code: string }
  /** What has become worse against another model on the same label, by total or mean IoU. */
  | { by: 'regression'; baseline: string }
  | { by: 'name' };

export const DEFAULT_ORDER: Order = { by: 'term', term: 'total' };

/** A pair in its place; what it was sorted by, null where it has no such value. */
export interface RankedPair {
  pair: ScannedPair;
  value: number | null;
  /** The value of the baseline, where pairs are compared. */
  before?: number;
}

/** Pairs from the worst on; those without a value last, those alike by name. Only pairs with sums. */
export function ranked(pairs: readonly ScannedPair[], order: Order): RankedPair[] {
  const term = termOf(pairs, order);
  const valued = pairs.map(valuerOf(pairs, order, term));
  const larger = order.by === 'regression' || order.by === 'finding' || (order.by === 'term' && WORSE_IS_LARGER[term]);
  const badness = ({ value, before }: RankedPair): number => {
    if (value === null || (order.by === 'regression' && before === undefined)) {
      return Number.NEGATIVE_INFINITY;
    }
    if (Number.isNaN(value)) {
      return Number.POSITIVE_INFINITY;
    }
    if (before !== undefined) {
      return WORSE_IS_LARGER[term] ? value - before : before - value;
    }
    return larger ? value : -value;
  };
  return valued
    .map(one => ({ one, bad: badness(one) }))
    .sort((a, b) => (a.bad === b.bad ? byName(a.one.pair, b.one.pair) : b.bad > a.bad ? 1 : -1))
    .map(({ one }) => one);
}

/** Masks have no loss: among them the total stands for the mean IoU. */
export function termOf(pairs: readonly ScannedPair[], order: Order): Term {
  const term = order.by === 'term' ? order.term : 'total';
  const evaluated = pairs.flatMap(({ outcome }) => (outcome && 'ok' in outcome ? [outcome.ok.totals] : []));
  return evaluated.length === 0 || evaluated.some(totals => totals[term] !== null) ? term : 'meanIoU';
}

function valuerOf(pairs: readonly ScannedPair[], order: Order, term: Term): (pair: ScannedPair) => RankedPair {
  switch (order.by) {
    case 'term':
      return pair => ({ pair, value: termValue(pair, term) });
    case 'class':
      return pair => ({ pair, value: classValue(pair, order.name) });
    case 'finding':
      return pair => ({ pair, value: codesOf(pair).includes(order.code) ? 1 : null });
    case 'regression': {
      const baseline = new Map(pairs.filter(one => one.model === order.baseline).map(one => [one.label, one]));
      return pair => {
        const other = pair.model === order.baseline ? undefined : baseline.get(pair.label);
        const before = other && termValue(other, term);
        const value = termValue(pair, term);
        return before === undefined || before === null ? { pair, value } : { pair, value, before };
      };
    }
    case 'name':
      return pair => ({ pair, value: null });
  }
}

function termValue({ outcome }: ScannedPair, term: Term): number | null {
  return outcome && 'ok' in outcome ? fromJsonNumber(outcome.ok.totals[term]) : null;
}

function classValue({ outcome }: ScannedPair, name: string): number | null {
  const id = outcome && 'ok' in outcome ? outcome.ok.classes.indexOf(name) : -1;
  return outcome && 'ok' in outcome && id >= 0 ? fromJsonNumber(outcome.ok.iou[id] ?? null) : null;
}

export function codesOf({ outcome }: ScannedPair): string[] {
  if (!outcome) {
    return [];
  }
  return 'ok' in outcome ? outcome.ok.findings.map(({ code }) => code) : [outcome.problem.code];
}

function byName(a: ScannedPair, b: ScannedPair): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1;
}
