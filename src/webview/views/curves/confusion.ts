import { interpolateCividis } from 'd3-scale-chromatic';
import type { ClassRow, Report } from '../../../core/inspection/report.js';
import { inkOn, parseColor } from '../../charts/ink.js';
import { h, onChange, replace } from '../../dom.js';
import { formatCount, formatShare } from '../../format.js';
import { rememberedChoice } from '../../remembered.js';
import { isPieceSelected, pairSelection } from '../../selection.js';
import { ready, type State } from '../../state.js';
import { strings } from '../../strings.js';
import type { Context, View } from '../../view.js';
import { css } from '../../viewer/colors.js';
import { classSwatch } from '../classSwatch.js';
import { segmented } from '../segmented.js';
import { BYS, type By, type ConfusionModel, confusionModel } from './confusionModel.js';

/** What is taken for what: a cell is a confusion pair, and choosing it picks out its pixels. */
export function createConfusion(context: Context): View {
  const words = strings.curves;
  let state: State | null = null;
  let model: ConfusionModel | null = null;
  const by = segmented<By>(words.confusionBy, 'confusionBy', words.confusionBys, value =>
    context.dispatch({ type: 'remember', name: 'curves.confusionBy', value }),
  );
  const means = h('p', { class: 'tab-hint' });
  const some = h('p', { class: 'tab-hint', hidden: true });
  const table = h('table', { class: 'confusion', role: 'grid', 'aria-label': words.confusionTable });
  const element = h(
    'div',
    { class: 'curve' },
    h('div', { class: 'tab-tools' }, by.element),
    means,
    some,
    h('div', { class: 'table-scroll' }, table),
  );

  const choose = (cell: HTMLElement) => {
    const [label, prediction] = pairOf(cell);
    const rows = model?.classes ?? [];
    const name = (id: number) => rows.find(row => row.id === id)?.name ?? String(id);
    const selected = state !== null && isPieceSelected(state, { label, prediction });
    const selection = pairSelection(strings.pair(name(label), name(prediction)), label, prediction);
    context.dispatch({ type: 'select', selection: selected ? null : selection });
  };
  table.addEventListener('click', event => {
    const cell = (event.target as Element).closest<HTMLElement>('td[data-pair]');
    if (cell) {
      setCurrent(cell);
      choose(cell);
    }
  });
  table.addEventListener('keydown', event => {
    const cell = (event.target as Element).closest<HTMLElement>('td[data-pair]');
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(cell);
      return;
    }
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    const row =
      dy === undefined
        ? undefined
        : table.tBodies[0]?.rows[(cell.parentElement as HTMLTableRowElement).sectionRowIndex + dy];
    const next = row?.cells[(cell as HTMLTableCellElement).cellIndex + dx!];
    if (next?.matches('td[data-pair]')) {
      event.preventDefault();
      setCurrent(next);
      next.focus();
    }
  });
  function setCurrent(cell: HTMLElement): void {
    for (const each of table.querySelectorAll<HTMLElement>('td[tabindex="0"]')) {
      each.tabIndex = -1;
    }
    cell.tabIndex = 0;
  }

  const show = onChange((report: Report, of: By) => {
    model = confusionModel(report, of);
    means.textContent = `${words.confusionMeans[of]} ${words.colourScale}`;
    some.hidden = model.classes.length === model.found;
    some.textContent = words.confusionSome(model.classes.length, model.found);
    replace(table, head(model.classes), h('tbody', null, ...model.classes.map((_, r) => bodyRow(model!, r, context))));
    const first = table.querySelector<HTMLElement>('td[data-pair]');
    if (first) {
      setCurrent(first);
    }
  });
  const mark = (current: State) => {
    for (const cell of table.querySelectorAll<HTMLElement>('td[data-pair]')) {
      const [label, prediction] = pairOf(cell);
      cell.setAttribute('aria-selected', String(isPieceSelected(current, { label, prediction })));
    }
  };
  const markSelection = onChange((_selection: State['selection'], _report: Report, _of: By) => mark(state!));

  return {
    element,
    update(next) {
      state = next;
      const report = ready(next)?.report;
      const of = rememberedChoice(next, 'curves.confusionBy', BYS);
      by.show(of);
      if (report) {
        show(report, of);
        markSelection(next.selection, report, of);
      }
    },
  };
}

function pairOf(cell: HTMLElement): [label: number, prediction: number] {
  const [label, prediction] = cell.dataset.pair!.split('>').map(Number);
  return [label!, prediction!];
}

function head(classes: readonly ClassRow[]): HTMLElement {
  const words = strings.curves;
  return h(
    'thead',
    null,
    h(
      'tr',
      null,
      h(
        'th',
        { scope: 'col', class: 'corner' },
        h('span', null, words.labelAxis),
        ' \\ ',
        h('span', null, words.predictionAxis),
      ),
      ...classes.map(({ name, color }) =>
        h(
          'th',
          { scope: 'col', class: 'turned', title: name },
          h('div', null, h('span', null, name), classSwatch(color)),
        ),
      ),
    ),
  );
}

function bodyRow({ classes, counts, shares }: ConfusionModel, r: number, context: Context): HTMLElement {
  const label = classes[r]!;
  return h(
    'tr',
    null,
    h('th', { scope: 'row', class: 'name', title: label.name }, classSwatch(label.color), h('span', null, label.name)),
    ...classes.map((prediction, c) => {
      const [count, share] = [counts[r]![c]!, shares[r]![c]!];
      const text = share === null ? strings.none : percent(share);
      const cell = h(
        'td',
        {
          'data-pair': `${label.id}>${prediction.id}`,
          'data-value': count,
          tabindex: -1,
          'aria-description': strings.curves.confusionCell(
            label.name,
            prediction.name,
            formatCount(count),
            formatShare(share),
          ),
        },
        count > 0 ? text : '',
      );
      if (count > 0 && share !== null) {
        // The square root: a few per cent of confusion must be seen beside a diagonal of nearly all.
        const color = parseColor(interpolateCividis(Math.sqrt(share)))!;
        cell.style.backgroundColor = css(color);
        cell.style.color = css(inkOn(color));
      }
      context.tooltip.describe(cell, () => ({
        title: strings.pair(label.name, prediction.name),
        lines: [{ text: strings.pixelUnit(formatCount(count)), kind: 'value' }, { text: formatShare(share) }],
      }));
      return cell;
    }),
  );
}

/** Two digits: the cells are small, the tooltip has the rest. */
function percent(share: number): string {
  const value = share * 100;
  return value > 0 && value < 1 ? '<1' : value > 99 && value < 100 ? '>99' : value.toFixed(0);
}
