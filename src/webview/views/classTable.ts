import type { ClassRow, Report } from '../../core/inspection/report.js';
import { h, onChange, replace } from '../dom.js';
import { formatCount } from '../format.js';
import { ready, type Sort, type State } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { css } from '../viewer/colors.js';
import { type Column, columnsOf, sortRows } from './classColumns.js';
import { definitionTip } from './definitionTip.js';
import { listenToGridKeys } from './gridKeys.js';

const SKELETON_ROWS = 8;

/** Who pays: one row a class. A grid in the sense of ARIA, so that rows and numbers are reached by arrows. */
export function createClassTable(context: Context): View {
  let report: Report | null = null;
  const headerRow = h('tr');
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'classes', role: 'grid', 'aria-label': strings.classTable },
    h('thead', null, headerRow),
    body,
  );
  const note = h(
    'div',
    { class: 'mask-note', role: 'note', hidden: true },
    h('p', null, strings.maskTitle),
    h('p', null, `${strings.maskHint} `, h('code', null, strings.maskCode)),
  );
  const element = h('div', { class: 'class-view' }, note, h('div', { class: 'table-scroll' }, table));
  const isolate = (row: HTMLElement) => context.dispatch({ type: 'isolate', id: Number(row.dataset.classId) });
  body.addEventListener('click', event => {
    const row = (event.target as Element).closest<HTMLElement>('tr[data-class-id]');
    if (row) {
      setCurrentRow(body, row);
      isolate(row);
    }
  });
  listenToGridKeys(body, isolate, row => setCurrentRow(body, row));

  const showHeader = onChange((next: Report | null, sort: Sort) => {
    report = next;
    replaceHeader(headerRow, columnsOf(next), sort, context, () => report);
  });
  const showRows = onChange((next: Report | null, sort: Sort, loading: boolean) => {
    note.hidden = next?.settings.reading.kind !== 'mask';
    const columns = columnsOf(next);
    const focused = body.contains(document.activeElement)
      ? document.activeElement?.closest<HTMLElement>('tr')?.dataset.classId
      : undefined;
    if (next) {
      const rows = sortRows(next, sort);
      const largest = largestShare(columns, rows);
      replace(body, ...rows.map(row => rowElement(row, columns, largest, next, context)));
    } else {
      replace(body, ...(loading ? Array.from({ length: SKELETON_ROWS }, () => skeletonRow(columns)) : []));
    }
    const current = body.querySelector<HTMLElement>(
      focused ? `tr[data-class-id="${CSS.escape(focused)}"]` : 'tr[data-class-id]',
    );
    if (current) {
      setCurrentRow(body, current);
      if (focused !== undefined) {
        current.focus();
      }
    }
  });
  const showIsolated = onChange((isolated: number | null, _report: Report | null, _sort: Sort) => {
    for (const row of body.querySelectorAll<HTMLElement>('tr[data-class-id]')) {
      row.setAttribute('aria-selected', String(Number(row.dataset.classId) === isolated));
    }
  });

  return {
    element,
    update(state: State) {
      const current = ready(state)?.report ?? null;
      const { sort, isolated } = state.ui;
      showHeader(current, sort);
      showRows(current, sort, state.snapshot?.state !== 'error');
      showIsolated(isolated, current, sort);
      table.setAttribute('aria-busy', String(current === null));
    },
  };
}

/** One row is in the tab order; arrows move from it. */
function setCurrentRow(body: HTMLElement, current: HTMLElement): void {
  for (const row of body.querySelectorAll<HTMLElement>('tr[tabindex]')) {
    row.tabIndex = row === current ? 0 : -1;
  }
}

function replaceHeader(
  headerRow: HTMLElement,
  columns: Column[],
  sort: Sort,
  context: Context,
  report: () => Report | null,
): void {
  const focused = headerRow.contains(document.activeElement)
    ? document.activeElement?.closest<HTMLElement>('th')?.dataset.sort
    : undefined;
  const cells = columns.map(column => {
    const sorted = sort.key === column.key;
    const button = h('button', { type: 'button', class: 'sort' }, column.title);
    const { term } = column;
    if (term) {
      context.tooltip.describe(button, () => {
        const now = report();
        return now && definitionTip(term, now);
      });
    }
    button.addEventListener('click', () => context.dispatch({ type: 'sort', key: column.key }));
    return h(
      'th',
      {
        scope: 'col',
        class: column.class,
        'data-sort': column.key,
        'aria-sort': sorted ? (sort.descending ? 'descending' : 'ascending') : 'none',
      },
      button,
    );
  });
  replace(headerRow, ...cells);
  if (focused) {
    headerRow.querySelector<HTMLElement>(`th[data-sort="${focused}"] button`)?.focus();
  }
}

function rowElement(row: ClassRow, columns: Column[], largest: number, report: Report, context: Context): HTMLElement {
  const element = h('tr', {
    'data-class-id': row.id,
    tabindex: -1,
    'aria-selected': 'false',
    class: row.absent ? 'absent' : undefined,
  });
  for (const column of columns) {
    element.append(column.key === 'name' ? nameCell(row) : valueCell(row, column, largest, report, context));
  }
  return element;
}

function nameCell(row: ClassRow): HTMLElement {
  const swatch = h('span', { class: 'class-swatch', 'aria-hidden': 'true' });
  swatch.style.backgroundColor = css(row.color);
  return h(
    'th',
    { scope: 'row', class: 'name', title: strings.classTitle(row.id, row.name) },
    swatch,
    h('span', null, row.name),
  );
}

function valueCell(row: ClassRow, column: Column, largest: number, report: Report, context: Context): HTMLElement {
  const value = column.value(row);
  const absent = row.absent && column.key === 'pixelShare';
  const text = absent ? strings.absent : column.format(value);
  const cell = h('td', { class: column.class, tabindex: -1, 'data-column': column.key, 'data-value': value ?? '' });
  if (column.bar) {
    const fill = h('span', { class: 'bar-fill' });
    const share = typeof value === 'number' && largest > 0 ? value / largest : 0;
    fill.style.width = `${share * 100}%`;
    cell.append(h('span', { class: 'bar', 'aria-hidden': 'true' }, fill));
  }
  cell.append(h('span', { class: 'number' }, text));
  const { term } = column;
  if (term) {
    context.tooltip.describe(cell, () => {
      const tip = definitionTip(term, report, value, row);
      if (column.key === 'pixelShare' && !row.absent) {
        tip.lines.splice(1, 0, { text: strings.pixelUnit(formatCount(row.pixels)), kind: 'value' });
      }
      return tip;
    });
  }
  return cell;
}

/** Pixel share and loss share are drawn to one scale: their difference is the point. */
function largestShare(columns: Column[], rows: ClassRow[]): number {
  const shares = columns.filter(column => column.bar).flatMap(column => rows.map(row => column.value(row)));
  return Math.max(0, ...shares.filter(share => typeof share === 'number'));
}

function skeletonRow(columns: Column[]): HTMLElement {
  return h(
    'tr',
    { 'aria-hidden': 'true' },
    ...columns.map(({ class: name }) => h('td', { class: name }, h('span', { class: 'skeleton' }))),
  );
}
