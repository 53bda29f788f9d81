import type { ClassRow, Report } from '../../../core/inspection/report.js';
import { h } from '../../dom.js';
import { formatCount } from '../../format.js';
import { strings } from '../../strings.js';
import type { Context } from '../../view.js';
import { classSwatch } from '../classSwatch.js';
import { definitionTip } from '../definitionTip.js';
import { type Column, cellText } from './classColumns.js';

/** One class: its name, then a number a column. */
export function classRowElement(
  row: ClassRow,
  columns: Column[],
  largest: number,
  report: Report,
  context: Context,
): HTMLElement {
  return h(
    'tr',
    {
      'data-class-id': row.id,
      tabindex: -1,
      'aria-selected': 'false',
      class: row.absent ? 'absent' : undefined,
    },
    ...columns.map(column =>
      column.key === 'name' ? nameCell(row) : valueCell(row, column, largest, report, context),
    ),
  );
}

function nameCell(row: ClassRow): HTMLElement {
  return h(
    'th',
    { scope: 'row', class: 'name', title: strings.classTitle(row.id, row.name) },
    classSwatch(row.color),
    h('span', null, row.name),
  );
}

function valueCell(row: ClassRow, column: Column, largest: number, report: Report, context: Context): HTMLElement {
  const value = column.value(row);
  const cell = h('td', { class: column.class, tabindex: -1, 'data-column': column.key, 'data-value': value ?? '' });
  if (column.bar) {
    const fill = h('span', { class: 'bar-fill' });
    const share = typeof value === 'number' && largest > 0 ? value / largest : 0;
    fill.style.width = `${share * 100}%`;
    cell.append(h('span', { class: 'bar', 'aria-hidden': 'true' }, fill));
  }
  cell.append(h('span', { class: 'number' }, cellText(row, column)));
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

/** Below the classes: the totals that belong to the columns, each with its own definition. */
export function totalsCells(columns: Column[], report: Report, context: Context): HTMLElement[] {
  return columns.map(column => {
    if (column.key === 'name') {
      return h('th', { scope: 'row', class: 'name' }, strings.classes.all(formatCount(report.classes.length)));
    }
    const { total } = column;
    if (!total) {
      return h('td', { class: column.class });
    }
    const value = total.value(report);
    const cell = h('td', { class: column.class, tabindex: 0, 'data-column': column.key, 'data-value': value ?? '' });
    cell.append(h('span', { class: 'number' }, column.format(value)));
    context.tooltip.describe(cell, () => {
      const tip = definitionTip(total.term, report, value);
      if (column.key === 'pixelShare') {
        tip.lines.splice(1, 0, { text: strings.pixelUnit(formatCount(report.pixels.valid)), kind: 'value' });
      }
      return tip;
    });
    return cell;
  });
}

/** Pixel share and loss share are drawn to one scale: their difference is the point. */
export function largestShare(columns: Column[], rows: ClassRow[]): number {
  const shares = columns.filter(column => column.bar).flatMap(column => rows.map(row => column.value(row)));
  return Math.max(0, ...shares.filter(share => typeof share === 'number'));
}

export function skeletonRow(columns: Column[]): HTMLElement {
  return h(
    'tr',
    { 'aria-hidden': 'true' },
    ...columns.map(({ class: name }) => h('td', { class: name }, h('span', { class: 'skeleton' }))),
  );
}
