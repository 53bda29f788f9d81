import { ERROR_KINDS } from '../../../core/inspection/errorTypes.js';
import { inkOn } from '../../charts/ink.js';
import { h, replace } from '../../dom.js';
import { formatNumber, formatShare } from '../../format.js';
import { strings } from '../../strings.js';
import { css } from '../../viewer/colors.js';
import { ERROR_PATTERNS, PATTERNS, patternTile } from '../../viewer/patterns.js';
import type { Piece } from './pieces.js';
import { layOut, type Rect } from './treemapLayout.js';

/** A name in a smaller tile would say nothing; below it there is room for the value, or for the share alone. */
const NAMED = { width: 44, height: 20 };
const SHARE = { width: 44, height: 38 };
const VALUE = { width: 112, height: 38 };

export interface TreemapView {
  element: HTMLElement;
  show(pieces: readonly Piece[], total: number): void;
  mark(selected: string | null): void;
}

/** Areas as values. Tiles are buttons, one of them in the tab order; arrows go to the next costlier or cheaper one. */
export function createTreemapView(
  choose: (piece: Piece) => void,
  describe: (tile: HTMLElement, piece: Piece) => void,
): TreemapView {
  const element = h('div', { class: 'treemap', role: 'group', 'aria-label': strings.ledger.map });
  let pieces: readonly Piece[] = [];
  let total = 0;
  let selected: string | null = null;

  function draw(): void {
    const focused = element.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset.piece
      : undefined;
    const { pieces: tiles, groups } = layOut(pieces, element.clientWidth, element.clientHeight);
    replace(
      element,
      ...groups.map(({ group, value, rect }) => {
        const text = h('span', null, group.name);
        const frame = h('div', { class: 'treemap-group', 'aria-hidden': 'true' }, text, share(value));
        return place(frame, rect);
      }),
      ...tiles.map(({ piece, rect }) => tile(piece, rect)),
    );
    const buttons = [...element.querySelectorAll<HTMLElement>('button')];
    const current = buttons.find(({ dataset }) => dataset.piece === (focused ?? selected)) ?? buttons[0];
    if (current) {
      current.tabIndex = 0;
      if (focused !== undefined) {
        current.focus();
      }
    }
    markTiles();
  }

  function tile(piece: Piece, rect: Rect): HTMLElement {
    const button = h('button', {
      type: 'button',
      class: 'treemap-tile',
      tabindex: -1,
      'data-piece': piece.key,
      'data-value': piece.value,
    });
    paint(button, piece, rect);
    // What is not written on the tile is said all the same.
    const named = fits(NAMED, rect);
    const unseen = named ? (piece.group?.name ?? '') : `${piece.name} ${formatNumber(piece.value)}`;
    button.append(h('span', { class: 'sr-only' }, `${unseen} `));
    if (named) {
      button.append(h('span', { class: 'treemap-name' }, piece.short));
    }
    if (fits(SHARE, rect)) {
      button.append(share(piece.value, fits(VALUE, rect)));
    }
    button.addEventListener('click', () => choose(piece));
    describe(button, piece);
    return place(button, rect);
  }

  const shareText = (value: number) => (total === 0 ? strings.none : formatShare(value / total));
  const share = (value: number, full = false) =>
    h('span', { class: 'treemap-share' }, full ? `${formatNumber(value)} · ${shareText(value)}` : shareText(value));

  function markTiles(): void {
    element.toggleAttribute('data-selecting', selected !== null && pieces.some(({ key }) => key === selected));
    for (const button of element.querySelectorAll<HTMLElement>('button')) {
      button.setAttribute('aria-pressed', String(button.dataset.piece === selected));
    }
  }

  element.addEventListener('keydown', event => {
    const buttons = [...element.querySelectorAll<HTMLElement>('button')].sort(
      (a, b) => Number(b.dataset.value) - Number(a.dataset.value),
    );
    const at = buttons.indexOf(event.target as HTMLElement);
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    const next = to === undefined || at < 0 ? undefined : buttons[to];
    if (next) {
      event.preventDefault();
      buttons[at]!.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });
  new ResizeObserver(draw).observe(element);

  return {
    element,
    show(next, of) {
      pieces = next;
      total = of;
      draw();
    },
    mark(key) {
      selected = key;
      markTiles();
    },
  };
}

function fits({ width, height }: { width: number; height: number }, rect: Rect): boolean {
  return rect.width >= width && rect.height >= height;
}

function place<E extends HTMLElement>(element: E, { x, y, width, height }: Rect): E {
  Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  return element;
}

/** The colour of the data; error kinds with the pattern that they have in the picture. */
function paint(tile: HTMLElement, { color, kind }: Piece, { width, height }: Rect): void {
  if (color) {
    tile.style.backgroundColor = css(color);
    tile.style.color = css(inkOn(color));
  }
  const pattern = kind && PATTERNS[ERROR_PATTERNS[ERROR_KINDS.indexOf(kind)]!]!;
  if (pattern && pattern !== 'none' && width > 0 && height > 0) {
    tile.append(patterned(pattern, width, height));
    tile.classList.add('patterned');
  }
}

function patterned(pattern: (typeof PATTERNS)[number], width: number, height: number): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1;
  const canvas = h('canvas', {
    width: Math.ceil(width * ratio),
    height: Math.ceil(height * ratio),
    'aria-hidden': 'true',
  });
  const context = canvas.getContext('2d')!;
  context.globalAlpha = 0.5;
  context.fillStyle = context.createPattern(patternTile(pattern, ratio), 'repeat')!;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}
