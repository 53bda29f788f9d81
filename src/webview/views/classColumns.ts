import type { ClassRow, Report, ReportNumber } from '../../core/inspection/report.js';
import type { ClassTerm } from '../definitions.js';
import { formatNumber, formatShare, toNumber } from '../format.js';
import type { Sort, SortKey } from '../state.js';
import { strings } from '../strings.js';

export interface Column {
  key: SortKey;
  title: string;
  class: string;
  term: ClassTerm | null;
  /** Shares have a bar beside the number. */
  bar: boolean;
  value(row: ClassRow): ReportNumber | null;
  format(value: ReportNumber | null): string;
}

/** The columns of this report; precision and recall are shown where there is room (by CSS). */
export function columnsOf(report: Report | null): Column[] {
  const titles = strings.columns;
  const beta = report?.settings.beta ?? 1;
  const share = report?.settings.base === 'focal' ? 'focalShare' : 'crossEntropyShare';
  const number = (key: SortKey & keyof ClassRow, term: ClassTerm, title: string, extra = ''): Column => ({
    key,
    title,
    class: `numeric${extra}`,
    term,
    bar: false,
    value: row => row[key] as ReportNumber | null,
    format: formatNumber,
  });
  return [
    { key: 'name', title: titles.name, class: 'name', term: null, bar: false, value: () => null, format: String },
    {
      key: 'pixelShare',
      title: titles.pixelShare,
      class: 'numeric share pixel-share',
      term: 'class.pixelShare',
      bar: true,
      value: row => row.pixelShare,
      format: formatShare,
    },
    {
      key: 'lossShare',
      title: titles.lossShare,
      class: 'numeric share loss-share',
      term: 'class.lossShare',
      bar: true,
      value: row => row[share],
      format: formatShare,
    },
    number('crossEntropy', 'class.crossEntropy', titles.crossEntropy),
    number('focal', 'class.focal', titles.focal),
    number('dice', 'class.dice', titles.dice, ' score'),
    number('fScore', 'class.fScore', beta === 1 ? titles.fScore : titles.fScoreBeta(formatNumber(beta)), ' score'),
    number('iou', 'class.iou', titles.iou, ' score last'),
    number('precision', 'class.precision', titles.precision, ' extra'),
    number('recall', 'class.recall', titles.recall, ' extra'),
  ];
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
