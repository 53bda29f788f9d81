import type { DialectRow, DialectsAnswer } from '../../../core/analysis/dialects.js';
import { Asked } from '../../asked.js';
import { h, onChange, replace } from '../../dom.js';
import { formatNumber, fullPrecision, signed } from '../../format.js';
import { rememberedText } from '../../remembered.js';
import { ready, type State } from '../../state.js';
import { said, strings } from '../../strings.js';
import { type TextColumn, toCsv, toMarkdown } from '../../tableText.js';
import type { Context } from '../../view.js';
import { askedNote } from '../askedNote.js';
import { copyButton, copyButtons } from '../copyButton.js';
import { filterBox } from '../filterBox.js';
import { listenToGridKeys, setCurrentRow } from '../gridKeys.js';
import type { TabView } from '../tabs.js';
import { byLibrary, differenceOf, usualBase } from './dialectRows.js';
import { createGapView, type GapView, raisedText } from './gapView.js';

const ROWS = 'tr[data-key]';
const COLUMNS = 5;

/** What another library would say: every dialect's number of this pair, and why it differs from the chosen one's. */
export function createDialects(context: Context): TabView {
  const words = strings.dialectTab;
  let state: State | null = null;
  const asked = new Asked(context.ask, 'dialects', () => draw());
  /** Open rows by key; they stay open while more rows arrive. */
  const open = new Map<string, { base: string; view: GapView }>();

  const filter = filterBox(words.filter, words.filterHint, 'filterDialects', () => draw());
  const progress = h('span', { class: 'shown-count', role: 'status' });
  const base = h('p', { class: 'dialect-base' });
  const rowsOf = () => shownRows(asked.known.answer);
  const text = (make: typeof toCsv) => () => {
    const { answer } = asked.known;
    return answer && make(textColumns(answer.base), rowsOf());
  };
  const tools = h(
    'div',
    { class: 'tab-tools', role: 'group', 'aria-label': words.tools },
    filter.element,
    progress,
    copyButtons(
      copyButton(strings.classes.copyCsv, strings.classes.copyCsvHint, 'copyCsv', text(toCsv)),
      copyButton(strings.classes.copyMarkdown, strings.classes.copyMarkdownHint, 'copyMarkdown', text(toMarkdown)),
    ),
  );
  const heading = (title: string, name: string, means: string | null) => {
    const cell = h('th', { scope: 'col', class: name, tabindex: means ? 0 : undefined }, title);
    if (means) {
      context.tooltip.describe(cell, () => ({ title, lines: [{ text: means }] }));
    }
    return cell;
  };
  const table = h(
    'table',
    { class: 'data dialects', role: 'treegrid', 'aria-label': words.table },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        heading(words.key, 'name', null),
        heading(words.loss, 'loss', null),
        heading(words.value, 'numeric', words.valueMeans),
        heading(words.difference, 'numeric', words.differenceMeans),
        heading(words.differs, 'differs', words.differsMeans),
      ),
    ),
  );
  const none = h('p', { class: 'empty', hidden: true }, words.noneShown);
  const note = askedNote(() => asked.again());
  const scroll = h('div', { class: 'table-scroll' }, table, none);
  const element = h('div', { class: 'tab-view' }, tools, base, note.element, scroll);

  table.addEventListener('click', event => {
    const row = (event.target as Element).closest<HTMLElement>(ROWS);
    if (row) {
      setCurrentRow(table, ROWS, row);
      toggle(row.dataset.key!);
    }
  });
  listenToGridKeys(table, ROWS, row => toggle(row.dataset.key!));
  table.addEventListener('keydown', event => {
    const row = event.target as HTMLElement;
    const wanted = { ArrowRight: 'false', ArrowLeft: 'true' }[event.key];
    if (wanted !== undefined && row.matches(`${ROWS}[aria-expanded="${wanted}"]`)) {
      event.preventDefault();
      event.stopPropagation();
      toggle(row.dataset.key!);
    }
  });

  function toggle(key: string): void {
    const { answer } = asked.known;
    const row = answer?.rows.find(one => one.key === key);
    if (open.has(key)) {
      open.delete(key);
    } else if (row && answer && key !== answer.base.key) {
      const compare = () => context.dispatch({ type: 'remember', name: 'dialects.base', value: key });
      open.set(key, { base: answer.base.key, view: createGapView(context, row, answer.base.key, compare) });
    }
    draw();
  }

  function shownRows(answer: DialectsAnswer | null): DialectRow[] {
    return answer ? byLibrary(withBase(answer), filter.matches).flatMap(({ rows }) => rows) : [];
  }

  const showRows = onChange((answer: DialectsAnswer, _filter: string, _open: string) => {
    const focused = table.contains(document.activeElement)
      ? document.activeElement?.closest<HTMLElement>(ROWS)?.dataset.key
      : undefined;
    const libraries = byLibrary(withBase(answer), filter.matches);
    for (const body of [...table.tBodies]) {
      body.remove();
    }
    table.append(
      ...libraries.map(({ name, library, rows }) =>
        h(
          'tbody',
          null,
          h(
            'tr',
            { class: 'library' },
            h(
              'th',
              { scope: 'rowgroup', colspan: COLUMNS },
              h('span', null, name),
              h('span', { class: 'library-name' }, library),
            ),
          ),
          ...rows.flatMap(row => {
            const detail = open.get(row.key);
            const line = rowElement(row, answer.base, detail !== undefined);
            return detail
              ? [line, h('tr', { class: 'detail' }, h('td', { colspan: COLUMNS }, detail.view.element))]
              : [line];
          }),
        ),
      ),
    );
    none.hidden = libraries.length > 0;
    const current =
      table.querySelector<HTMLElement>(focused ? `tr[data-key="${CSS.escape(focused)}"]` : ROWS) ??
      table.querySelector<HTMLElement>(ROWS);
    if (current) {
      setCurrentRow(table, ROWS, current);
      if (focused) {
        current.focus();
      }
    }
  });

  function draw(): void {
    const report = state && ready(state)?.report;
    if (!state || !report) {
      return;
    }
    const key = rememberedText(state, 'dialects.base', usualBase(report.settings));
    asked.want(state, { base: key });
    const { answer, waiting } = asked.known;
    note.show(asked.known);
    scroll.hidden = answer === null;
    base.hidden = answer === null;
    table.setAttribute('aria-busy', String(waiting));
    if (!answer) {
      progress.textContent = '';
      return;
    }
    for (const [opened, { base: with_ }] of open) {
      // Another one was chosen: what was explained was the gap to the former one.
      if (with_ !== answer.base.key) {
        open.delete(opened);
      }
    }
    const shown = shownRows(answer).length;
    progress.textContent = waiting
      ? words.progress(answer.rows.length, answer.of)
      : filter.empty
        ? ''
        : words.shown(shown, answer.rows.length);
    replace(base, `${words.comparedWith} `, h('strong', null, answer.base.key), ` ${formatNumber(answer.base.value)}`);
    base.title = `${fullPrecision(answer.base.value)}\n${lossesOf(answer.base)}`;
    showRows(answer, filter.element.value, [...open.keys()].join(' '));
    for (const { view } of open.values()) {
      view.update(state);
    }
  }

  return {
    element,
    update(next) {
      state = next;
      draw();
    },
  };
}

/** The chosen one is known from the start, whenever its turn comes. */
function withBase({ base, rows }: DialectsAnswer): DialectRow[] {
  return rows.some(({ key }) => key === base.key) ? rows : [base, ...rows];
}

/** Which losses a dialect adds up, in words. */
function lossesOf({ losses }: DialectRow): string {
  return losses.map(said).join(' + ');
}

function rowElement(row: DialectRow, base: DialectRow, expanded: boolean): HTMLElement {
  const words = strings.dialectTab;
  const isBase = row.key === base.key;
  const difference = differenceOf(row, base);
  const conventions = row.differs?.map(({ convention }) => said(convention)) ?? [];
  const differs = isBase
    ? words.chosen
    : row.differs === null
      ? words.otherLoss
      : conventions.length === 0
        ? words.same
        : strings.and(conventions);
  const name = row.key.slice(row.key.indexOf('.') + 1);
  const key = h(
    'th',
    { scope: 'row', class: 'name', title: row.key },
    h('span', { class: 'twistie', 'aria-hidden': 'true' }),
    name,
  );
  const loss = h('td', { class: 'loss', title: lossesOf(row) }, lossesOf(row));
  const attributes = {
    'data-key': row.key,
    tabindex: -1,
    'aria-level': 2,
    'aria-expanded': isBase ? undefined : String(expanded),
    'aria-selected': String(isBase),
    class: row.raised ? 'raised' : undefined,
  };
  if (row.raised) {
    const says = raisedText(row.raised);
    return h('tr', attributes, key, loss, h('td', { class: 'says', colspan: 3, title: says }, says));
  }
  return h(
    'tr',
    attributes,
    key,
    loss,
    h(
      'td',
      { class: 'numeric', tabindex: -1, 'data-value': fullPrecision(row.value), title: fullPrecision(row.value) },
      formatNumber(row.value),
    ),
    h(
      'td',
      { class: 'numeric', tabindex: -1, 'data-difference': difference ?? '', title: difference ?? '' },
      difference === null ? '' : signed(difference),
    ),
    h('td', { class: 'differs', title: differs }, differs),
  );
}

function textColumns(base: DialectRow): TextColumn<DialectRow>[] {
  const words = strings.dialectTab;
  const text = (title: string, of: (row: DialectRow) => string) => ({ title, numeric: false, exact: of, shown: of });
  return [
    text(words.key, ({ key }) => key),
    text(words.loss, lossesOf),
    {
      title: words.value,
      numeric: true,
      exact: ({ value }) => fullPrecision(value),
      shown: ({ value, raised }) => (raised ? words.raises : formatNumber(value)),
    },
    {
      title: words.difference,
      numeric: true,
      exact: row => String(differenceOf(row, base) ?? ''),
      shown: row => signed(differenceOf(row, base)),
    },
    text(
      words.differs,
      ({ differs }) =>
        differs?.map(({ convention, from, to }) => `${said(convention)}: ${said(from)} → ${said(to)}`).join('; ') ?? '',
    ),
  ];
}
