import { Asked } from '../../asked.js';
import { h, onChange } from '../../dom.js';
import { formatNumber, fullPrecision } from '../../format.js';
import { rememberedChoice, rememberedNumber } from '../../remembered.js';
import { isPieceSelected, pieceSelection } from '../../selection.js';
import { ready, type State } from '../../state.js';
import { strings } from '../../strings.js';
import { toCsv, toMarkdown } from '../../tableText.js';
import type { Context } from '../../view.js';
import { askedNote } from '../askedNote.js';
import { copyButton, copyButtons } from '../copyButton.js';
import { numberField } from '../numberField.js';
import { segmented } from '../segmented.js';
import type { TabView } from '../tabs.js';
import { createBarsView, textColumns, type Whole } from './barsView.js';
import { pieceTip, sumTip } from './ledgerTips.js';
import { type Piece, piecesOf, SPLITS, type Split, sumOf } from './pieces.js';
import { createTreemapView } from './treemapView.js';

const VIEWS = ['treemap', 'bars'] as const;
type Shown = (typeof VIEWS)[number];

/** Pixels of the boundary's band: 3 unless chosen otherwise. */
const BAND = { usual: 3, min: 1, max: 64 };

/** What kind of error makes the total: its pieces as areas or as rows; choosing one picks its pixels out. */
export function createLedger(context: Context): TabView {
  const words = strings.ledger;
  const { tooltip, dispatch } = context;
  let state: State | null = null;
  let pieces: Piece[] = [];
  let whole: Whole = { total: 0, pixels: 0 };
  const asked = new Asked(context.ask, 'ledger', () => draw());
  const remember = (name: string) => (value: string | number) => dispatch({ type: 'remember', name, value });

  const split = segmented(words.split, 'ledgerSplit', words.splits, remember('ledger.split'));
  const view = segmented(words.view, 'ledgerView', words.views, remember('ledger.view'));
  const band = numberField({
    ...{ label: words.band, hint: words.bandHint, name: 'boundaryWidth', unit: words.px, step: 1 },
    ...{ min: BAND.min, max: BAND.max },
    change: remember('ledger.band'),
  });
  const text = (make: typeof toCsv) => () => (pieces.length > 0 ? make(textColumns(whole), pieces) : null);
  const copy = copyButtons(
    copyButton(strings.classes.copyCsv, strings.classes.copyCsvHint, 'copyCsv', text(toCsv)),
    copyButton(strings.classes.copyMarkdown, strings.classes.copyMarkdownHint, 'copyMarkdown', text(toMarkdown)),
  );
  const tools = h(
    'div',
    { class: 'tab-tools', role: 'group', 'aria-label': words.tools },
    split.element,
    band.element,
    view.element,
    copy,
  );

  const choose = (piece: Piece) => {
    if (piece.piece && state) {
      const selected = isPieceSelected(state, piece.piece);
      dispatch({ type: 'select', selection: selected ? null : pieceSelection(piece.name, piece.piece) });
    }
  };
  const describe = (element: HTMLElement, piece: Piece) => tooltip.describe(element, () => pieceTip(piece, whole));
  const treemap = createTreemapView(choose, describe);
  const bars = createBarsView(context, choose, describe);
  const note = askedNote(() => asked.again());
  const none = h('p', { class: 'empty', hidden: true });
  const sum = h('p', { class: 'ledger-sum', tabindex: 0 });
  tooltip.describe(sum, () => sumTip(pieces, whole));
  const content = h('div', { class: 'ledger-content' }, treemap.element, bars.element, none, sum);
  const element = h('div', { class: 'tab-view' }, tools, note.element, content);

  const showPieces = onChange((_answer: unknown, report: ReturnType<typeof reportOf>, by: Split) => {
    const ledger = asked.known.answer?.ledger ?? null;
    pieces = ledger && report ? piecesOf(ledger, by, report) : [];
    whole = { total: ledger?.total ?? 0, pixels: report?.pixels.all ?? 0 };
    none.hidden = asked.known.answer === null || ledger !== null;
    none.textContent = words.none;
    sum.hidden = ledger === null;
    const added = sumOf(pieces);
    const undrawn = pieces.filter(({ value }) => value <= 0).length;
    const parts = [words.sum(String(pieces.length), formatNumber(added))];
    if (undrawn > 0) {
      parts.push(words.notDrawn(undrawn));
    }
    sum.textContent = parts.join('. ');
    sum.dataset.value = fullPrecision(added);
    bars.show(pieces, whole);
    treemap.show(pieces, whole.total);
  });
  const showView = onChange((shown: Shown, empty: boolean) => {
    treemap.element.hidden = shown !== 'treemap' || empty;
    bars.element.hidden = shown !== 'bars' || empty;
  });

  function draw(): void {
    if (!state) {
      return;
    }
    const by = rememberedChoice(state, 'ledger.split', SPLITS);
    const shown = rememberedChoice(state, 'ledger.view', VIEWS);
    const width = rememberedNumber(state, 'ledger.band', BAND.usual, BAND.min, BAND.max);
    asked.want(state, { boundaryWidth: width, settings: state.settings });
    const { known } = asked;
    split.show(by);
    view.show(shown);
    band.show(width);
    band.element.hidden = by !== 'error';
    note.show(known);
    content.hidden = known.answer === null;
    content.setAttribute('aria-busy', String(known.waiting));
    showView(shown, known.answer?.ledger == null);
    showPieces(known.answer, reportOf(state), by);
    mark(state);
  }

  const mark = (current: State) => {
    const selected = pieces.find(({ piece }) => piece && isPieceSelected(current, piece))?.key ?? null;
    treemap.mark(selected);
    bars.mark(selected);
  };

  return {
    element,
    update(next) {
      state = next;
      draw();
    },
  };
}

function reportOf(state: State) {
  return ready(state)?.report ?? null;
}
