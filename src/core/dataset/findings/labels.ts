import { grouped } from '../grouped.js';
import { sumsOf } from '../record.js';
import { type DatasetFinding, type DatasetRule, MOST_EXAMPLES } from './types.js';

/** The first folder names in which two paths differ: "train" and "val". */
function differing(a: string, b: string): [string, string] | null {
  const [left, right] = [a.split('/'), b.split('/')];
  const at = left.findIndex((part, k) => part !== right[k]);
  return at >= 0 && at < left.length - 1 && at < right.length - 1 ? [left[at], right[at]] : null;
}

const SPLIT = /^(train|training|trainval|val|valid|validation|test|testing)$/i;

/** The very same label under two names: within a split it counts twice, across splits the result is not a test. */
export const repeatedLabels: DatasetRule = ({ records }) => {
  const byHash = grouped(records, record => {
    const sums = sumsOf(record);
    // A label of one class may well be the same twice.
    return sums && record.label && sums.label.filter(pixels => pixels > 0).length > 1 ? sums.labelHash : null;
  });
  byHash.delete(null);
  const across: string[] = [];
  const within: string[] = [];
  for (const same of byHash.values()) {
    const paths = [...new Set(same.map(({ label }) => label as string))];
    for (const path of paths.slice(1)) {
      const folders = differing(paths[0], path);
      (folders?.every(name => SPLIT.test(name)) ? across : within).push(`${paths[0]} and ${path}`);
    }
  }
  return [
    ...finding(
      'split-overlap',
      'error',
      'are in two splits',
      'Remove them from one: a result on pictures that were trained on says little.',
      across,
    ),
    ...finding(
      'label-repeated',
      'warning',
      'are the same picture',
      'Remove one of each pair, or check that the right label was copied.',
      within,
    ),
  ];
};

function finding(
  code: string,
  severity: DatasetFinding['severity'],
  what: string,
  hint: string,
  pairs: string[],
): DatasetFinding[] {
  const more = pairs.length > 1 ? `, and ${pairs.length - 1} more` : '';
  return pairs.length === 0
    ? []
    : [
        {
          code,
          severity,
          message: `The labels ${pairs[0]} ${what}${more}.`,
          hint,
          on: { path: pairs[0].split(' and ')[0] },
          count: pairs.length,
          examples: pairs.slice(0, MOST_EXAMPLES),
        },
      ];
}

/** Labels of several sizes are fine; one that differs from hundreds of equal ones is worth a look. */
export const oddSizes: DatasetRule = ({ records }) => {
  const bySize = grouped(records, record => sumsOf(record)?.labelSize.join('×') ?? null);
  bySize.delete(null);
  const [usual, ...others] = [...bySize].sort((a, b) => b[1].length - a[1].length);
  const odd = others.flatMap(([, pairs]) => pairs.map(pair => pair.prediction));
  const few = usual !== undefined && odd.length > 0 && usual[1].length >= 20 * odd.length;
  return few
    ? [
        {
          code: 'size-odd',
          severity: 'info',
          message: `${odd.length} of ${records.length} labels are not ${usual[0]} like all others (${others[0][0]}: ${odd[0]}).`,
          hint: 'Check that they belong to this dataset.',
          on: { path: odd[0] },
          count: odd.length,
          examples: odd.slice(0, MOST_EXAMPLES),
        },
      ]
    : [];
};
