import type { ClassRow, Report, ReportNumber, Totals } from '../../../core/inspection/report.js';
import type { ClassTerm, DefinitionKey, Term } from '../../definitions.js';
import { formatCount, formatNumber, formatShare, fullPrecision, toNumber } from '../../format.js';
import type { Sort, SortKey } from '../../state.js';
import { strings } from '../../strings.js';
import type { TextColumn } from '../../tableText.js';

export interface Column {
  key: SortKey;
  title: string;
  class: string;
  term: ClassTerm | null;
  /** Shares have a bar beside the number. */
  bar: boolean;
  value(row: ClassRow): ReportNumber | null;
  format(value: ReportNumber | null): string;
  /** What the row of totals says below the column; null: nothing. */
  total: { term: DefinitionKey; value(report: Report): ReportNumber | null } | null;
}

/** The columns of this report; precision and recall are shown where there is room (by CSS). */
export function columnsOf(report: Report | null): Column[] {
  const titles = strings.columns;
  const beta = report?.settings.beta ?? 1;
  const share = report?.settings.base === 'focal' ? 'focalShare' : 'crossEntropyShare';
  const total = (term: Term & keyof Totals) => ({ term, value: ({ totals }: Report) => totals[term] });
  const number = (
    key: SortKey & keyof ClassRow,
    term: ClassTerm,
    title: string,
    extra: string,
    below: Column['total'],
  ): Column => ({
    key,
    title,
    class: `numeric${extra}`,
    term,
    bar: false,
    value: row => row[key] as ReportNumber | null,
    format: formatNumber,
    total: below,
  });
  return [
    {
      key: 'name',
      title: titles.name,
      class: 'name',
      term: null,
      bar: false,
      value: () => null,
      format: String,
      total: null,
    },
    {
      key: 'pixelShare',
      title: titles.pixelShare,
      class: 'numeric share pixel-share',
      term: 'class.pixelShare',
      bar: true,
      value: row => row.pixelShare,
      format: formatShare,
      total: { term: 'class.pixelShare', value: ({ pixels }) => (pixels.valid > 0 ? 1 : null) },
    },
    {
      key: 'lossShare',
      title: titles.lossShare,
      class: 'numeric share loss-share',
      term: 'class.lossShare',
      bar: true,
      value: row => row[share],
      format: formatShare,
      total: { term: 'class.lossShare', value: ({ classes }) => sumOfShares(classes.map(row => row[share])) },
    },
    number('crossEntropy', 'class.crossEntropy', titles.crossEntropy, '', total('crossEntropy')),
    number('focal', 'class.focal', titles.focal, '', total('focal')),
    number('dice', 'class.dice', titles.dice, ' score', { term: 'diceScore', value: meanDice }),
    number(
      'fScore',
      'class.fScore',
      beta === 1 ? titles.fScore : titles.fScoreBeta(formatNumber(beta)),
      ' score',
      total('fScore'),
    ),
    number('iou', 'class.iou', titles.iou, ' score last', total('meanIoU')),
    number('precision', 'class.precision', titles.precision, ' extra', null),
    number('recall', 'class.recall', titles.recall, ' extra', null),
  ];
}

/** The mean of the scores of which the report has the loss. */
function meanDice({ totals: { dice } }: Report): ReportNumber | null {
  return typeof dice === 'number' ? 1 - dice : dice;
}

/** Shares add up to 1 up to rounding, if they are numbers. */
function sumOfShares(shares: (ReportNumber | null)[]): ReportNumber | null {
  const found = shares.filter(share => share !== null);
  return found.length === 0 ? null : (found.find(share => typeof share !== 'number') ?? 1);
}

/**
 * Rows in the chosen order. Absent classes come last and missing values before them whatever the order; ties, and a
 * column without any value (losses of a mask), fall back to the larger pixel share.
 */
export function sortRows(report: Report, sort: Sort): ClassRow[] {
  const column = columnsOf(report).find(({ key }) => key === sort.key)!;
  const direction = sort.descending ? -1 : 1;
  const rank = (row: ClassRow) => (row.absent ? 2 : sort.key !== 'name' && !comparable(column.value(row)) ? 1 : 0);
  return [...report.classes].sort((a, b) => {
    const byRank = rank(a) - rank(b);
    if (byRank !== 0) {
      return byRank;
    }
    const order =
      sort.key === 'name'
        ? a.name.localeCompare(b.name, undefined, { numeric: true })
        : compare(column.value(a), column.value(b));
    return order * direction || compare(b.pixelShare, a.pixelShare) || a.id - b.id;
  });
}

function comparable(value: ReportNumber | null): boolean {
  return value !== null && value !== 'nan';
}

function compare(a: ReportNumber | null, b: ReportNumber | null): number {
  if (!comparable(a) || !comparable(b)) {
    return 0;
  }
  const left = toNumber(a)!;
  const right = toNumber(b)!;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What a cell says: an absent class has no share of the pixels, and says so. */
export function cellText(row: ClassRow, column: Column): string {
  return row.absent && column.key === 'pixelShare' ? strings.absent : column.format(column.value(row));
}

/** The table as it is copied: every column with the id and the pixels, classes first, then the totals (null). */
export function textColumns(report: Report): TextColumn<ClassRow | null>[] {
  const count = (title: string, of: (row: ClassRow | null) => number | null): TextColumn<ClassRow | null> => ({
    title,
    numeric: true,
    exact: row => String(of(row) ?? ''),
    shown: row => formatOr(of(row), formatCount),
  });
  const all = strings.classes.all(formatCount(report.classes.length));
  return columnsOf(report).flatMap((column): TextColumn<ClassRow | null>[] => {
    if (column.key === 'name') {
      const name = (row: ClassRow | null) => row?.name ?? all;
      const ids = count(strings.classes.id, row => row?.id ?? null);
      return [
        { ...ids, shown: ids.exact },
        { title: column.title, numeric: false, exact: name, shown: name },
        count(strings.classes.pixels, row => (row ? row.pixels : report.pixels.valid)),
      ];
    }
    const below = column.total?.value(report) ?? null;
    return [
      {
        title: column.title,
        numeric: true,
        exact: row => fullPrecision(row ? column.value(row) : below),
        shown: row => (row ? cellText(row, column) : below === null ? '' : column.format(below)),
      },
    ];
  });
}

function formatOr(value: number | null, format: (value: number) => string): string {
  return value === null ? '' : format(value);
}
