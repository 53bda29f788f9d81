import type { CompareAnswer } from '../../core/analysis/compare.js';
import type { DialectRow, DialectsAnswer } from '../../core/analysis/dialects.js';
import type { Report } from '../../core/inspection/report.js';
import type { Ledger } from '../../core/ledger/ledger.js';
import type { PairNames } from '../../shared/protocol.js';
import { formatCount, formatNumber, formatShare, signed, toNumber } from '../format.js';
import { said } from '../strings/localised.js';
import { strings } from '../strings.js';
import { cellText, columnsOf, sortRows } from '../views/classes/classColumns.js';
import { compareRows, differenceOf } from '../views/compare/compareRows.js';
import type { ShownFinding } from '../views/findings/findingList.js';
import { type Piece, piecesOf, SPLITS, sumOf } from '../views/ledger/pieces.js';
import {
  type Cell,
  type Markup,
  markup,
  numeric,
  paragraph,
  plain,
  section,
  swatch,
  table,
  text,
  titled,
} from './markup.js';

/** Pieces of a split that are listed; the rest is one line. */
const PIECES = 20;

const words = strings.pairReport;
const heading = (title: string, isNumeric = true) => ({ title, numeric: isNumeric });

/** The class table with the columns of the panel. */
export function classSection(report: Report): Markup {
  const columns = columnsOf(report);
  const head = columns.flatMap(({ key, title }) =>
    key === 'name'
      ? [heading(title, false), heading(words.pixels)]
      : [heading(key === 'pixelShare' ? words.share : title)],
  );
  const rows = sortRows(report, { key: 'pixelShare', descending: true }).map(row =>
    columns.flatMap((column): Cell[] =>
      column.key === 'name'
        ? [plain(swatch(row.color, row.name), true), numeric(row.pixels, formatCount(row.pixels))]
        : [numeric(column.value(row), cellText(row, column))],
    ),
  );
  return section(words.classes, table(strings.classTable, head, rows));
}

export function findingSection(findings: readonly ShownFinding[]): Markup {
  if (findings.length === 0) {
    return section(words.findings, paragraph(strings.findings.none));
  }
  const items = findings.map(
    ({ severity, code, message, hint }) =>
      `<li class="${severity}"><b>${text(strings.severity[severity])}</b> <code>${text(code)}</code> ${text(said(message))} <span class="hint">${text(said(hint))}</span></li>`,
  );
  return section(words.findings, markup(`<ul class="findings">${items.join('\n')}</ul>`));
}

/** The total taken apart in its three ways. */
export function ledgerSection(ledger: Ledger | null, report: Report): Markup {
  if (!ledger) {
    return section(words.ledger, paragraph(words.noLedger));
  }
  const tables = SPLITS.map(split => piecesTable(words.ledgerBy[split], piecesOf(ledger, split, report), ledger.total));
  const sum = sumOf(piecesOf(ledger, 'class', report));
  return section(words.ledger, paragraph(words.ledgerSum(formatNumber(sum), formatNumber(ledger.total))), ...tables);
}

function piecesTable(title: string, pieces: readonly Piece[], total: number): Markup {
  const rows = pieces
    .slice(0, PIECES)
    .map(({ name, color, value, pixels }) => [
      plain(swatch(color, name), true),
      numeric(value, formatNumber(value)),
      numeric(value / total, formatShare(value / total)),
      numeric(pixels, pixels === null ? strings.none : formatCount(pixels)),
    ]);
  const rest = pieces.slice(PIECES);
  const head = [heading(words.piece, false), heading(words.loss), heading(words.share), heading(words.pixels)];
  const more = rest.length > 0 ? paragraph(words.more(rest.length, formatNumber(sumOf(rest)))) : '';
  return markup(`${table(title, head, rows)}${more}`);
}

export function dialectSection(answer: DialectsAnswer | null): Markup {
  if (!answer) {
    return markup('');
  }
  const { base, of } = answer;
  const names = strings.dialectTab;
  const rows = [base, ...answer.rows].sort(
    (a, b) => Number(b === base) - Number(a === base) || (a.key < b.key ? -1 : 1),
  );
  const head = [
    heading(names.key, false),
    heading(names.value),
    heading(names.difference),
    heading(names.differs, false),
  ];
  return section(
    words.dialects,
    answer.rows.length < of ? paragraph(words.dialectsSome(answer.rows.length, of)) : null,
    table(
      null,
      head,
      rows.map(row => dialectCells(row, base)),
    ),
  );
}

function dialectCells(row: DialectRow, base: DialectRow): Cell[] {
  const names = strings.dialectTab;
  const [value, other] = [toNumber(row.value), toNumber(base.value)];
  const difference = row === base || value === null || other === null ? null : value - other;
  const conventions = row.differs?.map(({ convention }) => said(convention)) ?? [];
  const differs =
    row === base ? names.chosen : row.differs === null ? names.otherLoss : conventions.join(', ') || names.same;
  // Each with its two values where there is a pointer; a page of them is read by nobody.
  const changes =
    row.differs?.map(({ convention, from, to }) => `${said(convention)}: ${said(from)} → ${said(to)}`).join('; ') ?? '';
  return [
    plain(titled(row.key, row.losses.map(said).join(' + ')), true),
    row.raised ? plain(`${names.raises} ${row.raised.error}`) : numeric(row.value, formatNumber(row.value)),
    numeric(difference, difference === null ? '' : signed(difference)),
    plain(titled(differs, changes), true),
  ];
}

const COMPARED = ['total', 'crossEntropy', 'focal', 'dice', 'fScore', 'meanIoU', 'pixelAccuracy'] as const;

/** A, which the report is of, against B: totals and classes. */
export function comparisonSection(
  comparison: { prediction: string; answer: CompareAnswer } | null,
  pair: PairNames,
  report: Report,
): Markup {
  if (!comparison) {
    return markup('');
  }
  const { answer } = comparison;
  const names = strings.compare;
  const totals = COMPARED.map(name => {
    const compared = answer.numbers[name];
    const difference = differenceOf(compared);
    return [
      plain(strings.terms[name]),
      numeric(compared.base, formatNumber(compared.base)),
      numeric(compared.value, formatNumber(compared.value)),
      numeric(difference, signed(difference)),
    ];
  });
  const { fixed, broken } = answer.outcomes;
  const classes = compareRows(answer, report.classes, 'crossEntropy').map(({ row, numbers, ...gain }) => {
    const delta = (name: 'crossEntropy' | 'dice' | 'iou') => {
      const difference = differenceOf(numbers[name]);
      return numeric(difference, signed(difference));
    };
    return [
      plain(swatch(row.color, row.name), true),
      numeric(gain.fixed, formatCount(gain.fixed)),
      numeric(gain.broken, formatCount(gain.broken)),
      ...(['crossEntropy', 'dice', 'iou'] as const).map(delta),
    ];
  });
  return section(
    words.compared,
    paragraph(`${names.own}: ${pair.prediction}`),
    paragraph(`${names.other}: ${comparison.prediction}`),
    table(
      names.numbers,
      [heading(names.number, false), heading(names.own), heading(names.other), heading(names.difference)],
      totals,
    ),
    paragraph(names.net(formatCount(fixed), formatCount(broken), signed(fixed - broken))),
    table(
      names.table,
      [
        heading(names.class, false),
        heading(names.fixed),
        heading(names.broken),
        ...(['crossEntropy', 'dice', 'iou'] as const).map(name => heading(names.delta(strings.columns[name]))),
      ],
      classes,
    ),
  );
}
