import { h, replace } from '../../dom.js';
import { formatCount, formatNumber, formatShare } from '../../format.js';
import { strings } from '../../strings.js';
import type { TextColumn } from '../../tableText.js';
import type { Context } from '../../view.js';
import { classSwatch } from '../classSwatch.js';
import { listenToGridKeys, setCurrentRow } from '../gridKeys.js';
import type { Piece } from './pieces.js';

const ROWS = 'tr[data-piece]';

/** What shares are of. */
export interface Whole {
  total: number;
  pixels: number;
}

export interface BarsView {
  element: HTMLElement;
  show(pieces: readonly Piece[], whole: Whole): void;
  mark(selected: string | null): void;
}

/** The same pieces as rows, with every number. */
export function createBarsView(
  context: Context,
  choose: (piece: Piece) => void,
  describe: (cell: HTMLElement, piece: Piece) => void,
): BarsView {
  const words = strings.ledger;
  const heading = (title: string, name: string, means: string | null) => {
    const cell = h('th', { scope: 'col', class: name, tabindex: means ? 0 : undefined }, title);
    if (means) {
      context.tooltip.describe(cell, () => ({ title, lines: [{ text: means }] }));
    }
    return cell;
  };
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'data', role: 'grid', 'aria-label': words.map },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        heading(words.piece, 'name', null),
        heading(words.value, 'numeric wide', words.valueMeans),
        heading(words.share, 'numeric', words.shareMeans),
        heading(words.pixels, 'numeric', words.pixelsMeans),
        heading(words.density, 'numeric', words.densityMeans),
      ),
    ),
    body,
  );
  let pieces: readonly Piece[] = [];
  const choosePiece = (row: HTMLElement) => {
    const piece = pieces.find(({ key }) => key === row.dataset.piece);
    if (piece) {
      choose(piece);
    }
  };
  body.addEventListener('click', event => {
    const row = (event.target as Element).closest<HTMLElement>(ROWS);
    if (row) {
      setCurrentRow(body, ROWS, row);
      choosePiece(row);
    }
  });
  listenToGridKeys(body, ROWS, choosePiece);

  return {
    element: h('div', { class: 'table-scroll' }, table),
    show(next, whole) {
      pieces = next;
      const focused = body.contains(document.activeElement)
        ? document.activeElement?.closest<HTMLElement>('tr')?.dataset.piece
        : undefined;
      const largest = Math.max(0, ...pieces.map(({ value }) => value));
      const columns = textColumns(whole);
      replace(body, ...pieces.map(piece => row(piece, largest, columns, describe)));
      const current =
        body.querySelector<HTMLElement>(focused === undefined ? ROWS : `tr[data-piece="${CSS.escape(focused)}"]`) ??
        body.querySelector<HTMLElement>(ROWS);
      if (current) {
        setCurrentRow(body, ROWS, current);
        if (focused !== undefined) {
          current.focus();
        }
      }
    },
    mark(key) {
      for (const one of body.querySelectorAll<HTMLElement>(ROWS)) {
        one.setAttribute('aria-selected', String(one.dataset.piece === key));
      }
    },
  };
}

function row(
  piece: Piece,
  largest: number,
  [, ...columns]: TextColumn<Piece>[],
  describe: (cell: HTMLElement, piece: Piece) => void,
): HTMLElement {
  const { key, name, color, group, value } = piece;
  const fill = h('span', { class: 'bar-fill' });
  fill.style.width = `${largest > 0 ? Math.max(0, (value / largest) * 100) : 0}%`;
  const cells = columns.map((column, index) => {
    const cell = h(
      'td',
      { class: `numeric${index === 0 ? ' wide' : ''}`, tabindex: -1, 'data-value': column.exact(piece) },
      index === 0 && h('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
      h('span', { class: 'number' }, column.shown(piece)),
    );
    describe(cell, piece);
    return cell;
  });
  const swatches = group?.color && color && group.color !== color ? [group.color, color] : color ? [color] : [];
  return h(
    'tr',
    { 'data-piece': key, tabindex: -1, 'aria-selected': 'false' },
    h(
      'th',
      { scope: 'row', class: 'name', title: name },
      ...swatches.map(each => classSwatch(each)),
      h('span', null, name),
    ),
    ...cells,
  );
}

/** The pieces as they are shown and copied. */
export function textColumns({ total, pixels: all }: Whole): TextColumn<Piece>[] {
  const words = strings.ledger;
  const number = (
    title: string,
    value: (piece: Piece) => number | null,
    format: (value: number | null) => string,
  ): TextColumn<Piece> => ({
    title,
    numeric: true,
    exact: piece => String(value(piece) ?? ''),
    shown: piece => format(value(piece)),
  });
  const share = ({ value }: Piece) => (total === 0 ? null : value / total);
  return [
    { title: words.piece, numeric: false, exact: ({ name }) => name, shown: ({ name }) => name },
    number(words.value, ({ value }) => value, formatNumber),
    number(words.share, share, formatShare),
    number(
      words.pixels,
      ({ pixels }) => pixels,
      value => (value === null ? strings.none : formatCount(value)),
    ),
    number(words.density, piece => density(piece, share(piece), all), formatNumber),
  ];
}

function density({ pixels }: Piece, share: number | null, all: number): number | null {
  return pixels && share !== null ? share / (pixels / all) : null;
}
