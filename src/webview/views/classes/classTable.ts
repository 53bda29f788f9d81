import type { Report } from '../../../core/inspection/report.js';
import { h, onChange, replace } from '../../dom.js';
import { classesLookedAt } from '../../selection.js';
import type { Sort, State } from '../../state.js';
import { strings } from '../../strings.js';
import { toCsv, toMarkdown } from '../../tableText.js';
import { shownReport } from '../../turned.js';
import type { Context } from '../../view.js';
import { copyButton, copyButtons } from '../copyButton.js';
import { filterBox } from '../filterBox.js';
import { listenToGridKeys, setCurrentRow } from '../gridKeys.js';
import type { TabView } from '../tabs.js';
import { classRowElement, largestShare, skeletonRow, totalsCells } from './classCells.js';
import { columnsOf, sortRows, textColumns } from './classColumns.js';
import { showClassHeader } from './classHeader.js';
import { ColumnWidths } from './columnWidths.js';

const SKELETON_ROWS = 8;
const ROWS = 'tr[data-class-id]';

/** Who pays: one row a class. A grid in the sense of ARIA, so that rows and numbers are reached by arrows. */
export function createClassTable(context: Context): TabView {
  let state: State | null = null;
  let report: Report | null = null;
  const headerRow = h('tr');
  const body = h('tbody');
  const totals = h('tr', { class: 'totals-line' });
  const table = h(
    'table',
    { class: 'classes', role: 'grid', 'aria-label': strings.classTable },
    h('thead', null, headerRow),
    body,
    h('tfoot', null, totals),
  );
  const note = h(
    'div',
    { class: 'mask-note', role: 'note', hidden: true },
    h('p', null, strings.maskTitle),
    h('p', null, `${strings.maskHint} `, h('code', null, strings.maskCode)),
  );
  const words = strings.classes;
  const filter = filterBox(words.filter, words.filterHint, 'filterClasses', () => state && update(state));
  const shown = h('span', { class: 'shown-count', role: 'status' });
  const text = (make: typeof toCsv) => () => report && make(textColumns(report), [...visibleRows(), null]);
  const tools = h(
    'div',
    { class: 'tab-tools', role: 'group', 'aria-label': words.tools },
    filter.element,
    shown,
    copyButtons(
      copyButton(words.copyCsv, words.copyCsvHint, 'copyCsv', text(toCsv)),
      copyButton(words.copyMarkdown, words.copyMarkdownHint, 'copyMarkdown', text(toMarkdown)),
    ),
  );
  const none = h('p', { class: 'empty', hidden: true }, words.noneShown);
  const element = h('div', { class: 'class-view' }, note, tools, h('div', { class: 'table-scroll' }, table, none));

  const widths = new ColumnWidths(() => {});
  const isolate = (row: HTMLElement, { ctrlKey, metaKey, shiftKey }: KeyboardEvent | MouseEvent) =>
    context.dispatch({ type: 'isolate', id: Number(row.dataset.classId), add: ctrlKey || metaKey || shiftKey });
  body.addEventListener('click', event => {
    const row = (event.target as Element).closest<HTMLElement>(ROWS);
    if (row) {
      setCurrentRow(body, ROWS, row);
      isolate(row, event);
    }
  });
  listenToGridKeys(body, ROWS, isolate);

  function visibleRows() {
    return report && state ? sortRows(report, state.ui.sort).filter(row => filter.matches(row.name)) : [];
  }

  const showHeader = onChange((next: Report | null, sort: Sort) => {
    showClassHeader(headerRow, columnsOf(next), sort, widths, context, () => report);
  });
  const showRows = onChange((next: Report | null, _sort: Sort, _filter: string, loading: boolean) => {
    note.hidden = next?.settings.reading.kind !== 'mask';
    const columns = columnsOf(next);
    const focused = body.contains(document.activeElement)
      ? document.activeElement?.closest<HTMLElement>('tr')?.dataset.classId
      : undefined;
    const rows = visibleRows();
    if (next) {
      const largest = largestShare(columns, next.classes);
      replace(body, ...rows.map(row => classRowElement(row, columns, largest, next, context)));
      replace(totals, ...totalsCells(columns, next, context));
    } else {
      replace(body, ...(loading ? Array.from({ length: SKELETON_ROWS }, () => skeletonRow(columns)) : []));
      replace(totals);
    }
    shown.textContent = next && !filter.empty ? words.shown(rows.length, next.classes.length) : '';
    none.hidden = next === null || rows.length > 0;
    const current = body.querySelector<HTMLElement>(focused ? `tr[data-class-id="${CSS.escape(focused)}"]` : ROWS);
    if (current) {
      setCurrentRow(body, ROWS, current);
      if (focused !== undefined) {
        current.focus();
      }
    }
  });
  const showLookedAt = onChange((classes: readonly number[], ..._rows: unknown[]) => {
    for (const row of body.querySelectorAll<HTMLElement>(ROWS)) {
      row.setAttribute('aria-selected', String(classes.includes(Number(row.dataset.classId))));
    }
  });

  function update(next: State): void {
    state = next;
    report = shownReport(next, context);
    const { sort } = next.ui;
    const filtered = filter.element.value;
    showHeader(report, sort);
    showRows(report, sort, filtered, next.snapshot?.state !== 'error');
    showLookedAt(classesLookedAt(next), report, sort, filtered);
    table.setAttribute('aria-busy', String(report === null));
  }
  return { element, update };
}
