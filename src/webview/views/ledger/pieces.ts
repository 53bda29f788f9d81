import type { LedgerPiece } from '../../../core/analysis/ledger.js';
import { ERROR_KINDS, type ErrorKind } from '../../../core/inspection/errorTypes.js';
import type { ClassRow, Report } from '../../../core/inspection/report.js';
import type { Ledger } from '../../../core/ledger/ledger.js';
import { strings } from '../../strings.js';
import { ERROR_COLORS, IGNORED_COLOR, type Rgb, UNKNOWN_COLOR } from '../../viewer/colors.js';

/** The ways to take the total apart. */
export const SPLITS = ['class', 'pair', 'error'] as const;
export type Split = (typeof SPLITS)[number];

/** A part of the total with the pixels it comes from. */
export interface Piece {
  key: string;
  /** Pieces of one group lie together; null: the split has no groups. */
  group: Group | null;
  name: string;
  /** Its name below that of its group, where there is little room. */
  short: string;
  color: Rgb | null;
  /** Error kinds also differ by pattern. */
  kind: ErrorKind | null;
  value: number;
  /** null: not told. */
  pixels: number | null;
  /** What the worker calls these pixels; null where they cannot be picked out. */
  piece: LedgerPiece | null;
}

export interface Group {
  key: string;
  name: string;
  color: Rgb | null;
}

/** The pieces of one split, the costliest first; with those of ignored pixels they add up to the total. */
export function piecesOf(ledger: Ledger, split: Split, report: Report): Piece[] {
  const classes = new Map(report.classes.map(row => [row.id, row]));
  const found = PIECES[split](ledger, id => classes.get(id) ?? unknownClass(id));
  const pieces = foldSmallest(found.filter(({ value, pixels }) => value !== 0 || pixels !== 0));
  const { ignored } = report.pixels;
  if (ignored > 0) {
    const name = strings.errorKinds.ignored;
    pieces.push({
      key: 'ignored',
      group: split === 'class' ? null : { key: 'ignored', name, color: IGNORED_COLOR },
      name,
      short: name,
      color: IGNORED_COLOR,
      kind: 'ignored',
      value: ledger.ignored,
      pixels: ignored,
      piece: { kind: 'ignored' },
    });
  }
  return pieces.sort((a, b) => b.value - a.value);
}

/** More pieces than anyone reads, and than a page draws at once. */
const MOST = 300;

/** The smallest of very many as one. */
function foldSmallest(pieces: Piece[]): Piece[] {
  if (pieces.length <= MOST) {
    return pieces;
  }
  pieces.sort((a, b) => b.value - a.value);
  const rest = pieces.splice(MOST - 1);
  const name = strings.ledger.rest(rest.length);
  const pixels = rest.reduce((sum, piece) => sum + (piece.pixels ?? 0), 0);
  const group = { key: 'rest', name, color: null };
  pieces.push({
    key: 'rest',
    group,
    name,
    short: name,
    color: null,
    kind: null,
    value: sumOf(rest),
    pixels,
    piece: null,
  });
  return pieces;
}

type ClassOf = (id: number) => Pick<ClassRow, 'name' | 'color' | 'pixels'>;

const PIECES: Record<Split, (ledger: Ledger, classOf: ClassOf) => Piece[]> = {
  class: ({ byClass }, classOf) =>
    byClass.map(({ id, value }) => {
      const { name, color, pixels } = classOf(id);
      return { key: `${id}`, group: null, name, short: name, color, kind: null, value, pixels, piece: { label: id } };
    }),
  pair: ({ byPair }, classOf) =>
    byPair.map(({ label, prediction, pixels, value }) => {
      const [from, to] = [classOf(label), classOf(prediction)];
      return {
        key: `${label}>${prediction}`,
        group: { key: `${label}`, name: from.name, color: from.color },
        name: label === prediction ? strings.ledger.right(from.name) : strings.pair(from.name, to.name),
        short: label === prediction ? strings.ledger.rightShort : strings.ledger.takenFor(to.name),
        color: to.color,
        kind: null,
        value,
        pixels,
        piece: { label, prediction },
      };
    }),
  error: ({ byError, boundaryWidth }) =>
    byError.map(({ kind, band, pixels, value }) => {
      const name = strings.errorKinds[kind];
      const color = ERROR_COLORS[ERROR_KINDS.indexOf(kind)] ?? null;
      return {
        key: `${kind} ${band}`,
        group: { key: kind, name, color },
        name: strings.ledger.inBand(name, band),
        short: strings.ledger.bands[band],
        color,
        kind,
        value,
        pixels,
        piece: { kind, band, boundaryWidth },
      };
    }),
};

/** A mask may predict ids that no class has. */
function unknownClass(id: number): ReturnType<ClassOf> {
  return { name: String(id), color: [...UNKNOWN_COLOR], pixels: 0 };
}

/** What the shown pieces add up to: the total, up to rounding. */
export function sumOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { value }) => sum + value, 0);
}
