import type { DialectRow } from '../../../core/analysis/dialects.js';
import type { SettingsReport } from '../../../core/inspection/report.js';
import { toNumber } from '../../format.js';
import { said } from '../../strings.js';

/** The origin's dialect that follows the panel's settings best: what the others are compared with at first. */
export function usualBase({ base, includeDice }: Pick<SettingsReport, 'base' | 'includeDice'>): string {
  if (base === 'focal') {
    return 'origin.focal';
  }
  return includeDice ? 'origin.crossEntropyPlusDice' : 'origin.crossEntropy';
}

export interface LibraryRows {
  /** The first part of the keys. */
  name: string;
  /** Where its definitions come from. */
  library: string;
  rows: DialectRow[];
}

/** Rows by library: those that match, by key; libraries in the order in which they are declared, that is found first. */
export function byLibrary(rows: readonly DialectRow[], matches: (text: string) => boolean): LibraryRows[] {
  const libraries = new Map<string, LibraryRows>();
  for (const row of rows) {
    if (matches(textOf(row))) {
      const name = row.key.slice(0, row.key.indexOf('.'));
      const found = libraries.get(name) ?? { name, library: row.library, rows: [] };
      libraries.set(name, found);
      found.rows.push(row);
    }
  }
  const sorted = [...libraries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  // The origin first: it is what the panel's own numbers follow.
  sorted.sort((a, b) => Number(b.name === 'origin') - Number(a.name === 'origin'));
  for (const { rows: own } of sorted) {
    own.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  }
  return sorted;
}

/** What a filter looks into. */
function textOf({ key, library, losses, differs, raised }: DialectRow): string {
  const conventions = differs?.map(({ convention, to }) => `${said(convention)} ${said(to)}`) ?? [];
  return [key, library, ...losses.map(said), ...conventions, raised?.error ?? ''].join('\n');
}

/** Value minus the base's; null where one of them has none. */
export function differenceOf(row: DialectRow, base: DialectRow): number | null {
  const [value, other] = [toNumber(row.value), toNumber(base.value)];
  return value === null || other === null || row.key === base.key ? null : value - other;
}
