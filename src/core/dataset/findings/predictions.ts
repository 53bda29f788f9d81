import { fromJsonNumber } from '../../inspection/jsonNumber.js';
import { grouped } from '../grouped.js';
import { type PairSums, sumsOf } from '../record.js';
import { type DatasetRule, MOST_EXAMPLES } from './types.js';

/** Sums of one prediction over two labels differ by rounding only. */
const DIGITS = 10;

/**
 * What a prediction adds up to over all its pixels, whatever the label; null where that says little, as for a mask of a
 * single class.
 */
function fingerprint({ soft, hard, labelSize, kind }: PairSums): string | null {
  const sums = (soft ?? hard).prediction.map(fromJsonNumber) as number[];
  const told = sums.filter(sum => sum > 0).length > 1 && sums.every(Number.isFinite);
  return told ? [kind, ...labelSize, ...sums.map(sum => sum.toPrecision(DIGITS))].join(' ') : null;
}

/** The very same prediction under two names, judged by two labels: one of them is a copy that belongs elsewhere. */
export const repeatedPredictions: DatasetRule = ({ records }) => {
  const byPrint = grouped(records, record => {
    const sums = sumsOf(record);
    return sums && fingerprint(sums);
  });
  byPrint.delete(null);
  const repeated = [...byPrint.values()].filter(same => new Set(same.map(one => sumsOf(one)?.labelHash)).size > 1);
  const [first] = repeated;
  const more = repeated.length > 1 ? `, and ${repeated.length - 1} more such groups` : '';
  return first
    ? [
        {
          code: 'prediction-repeated',
          severity: 'warning',
          message: `The predictions ${first
            .map(one => one.prediction)
            .slice(0, MOST_EXAMPLES)
            .join(' and ')} are the same, though their labels differ${more}.`,
          hint: 'Check what wrote them: one of the files was probably copied or written twice.',
          on: { path: first[1].prediction },
          count: repeated.length,
          examples: repeated.map(([one]) => one.prediction).slice(0, MOST_EXAMPLES),
        },
      ]
    : [];
};
