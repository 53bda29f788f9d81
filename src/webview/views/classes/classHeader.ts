import type { Report } from '../../../core/inspection/report.js';
import { h, replace } from '../../dom.js';
import type { Sort } from '../../state.js';
import type { Context } from '../../view.js';
import { definitionTip } from '../definitionTip.js';
import type { Column } from './classColumns.js';
import type { ColumnWidths } from './columnWidths.js';

/** The headings: each sorts, says its definition and can be made wider. The focus stays where it was. */
export function showClassHeader(
  headerRow: HTMLElement,
  columns: Column[],
  sort: Sort,
  widths: ColumnWidths,
  context: Context,
  report: () => Report | null,
): void {
  const active = headerRow.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
  const focused = active?.closest<HTMLElement>('th')?.dataset.sort;
  const what = active?.matches('.grip') ? '.grip' : 'button';
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
    const heading = h(
      'th',
      {
        scope: 'col',
        class: column.class,
        'data-sort': column.key,
        'aria-sort': sorted ? (sort.descending ? 'descending' : 'ascending') : 'none',
      },
      button,
    );
    heading.append(widths.grip(column.key, column.title, heading));
    widths.apply(column.key, heading);
    return heading;
  });
  replace(headerRow, ...cells);
  if (focused) {
    headerRow.querySelector<HTMLElement>(`th[data-sort="${focused}"] ${what}`)?.focus();
  }
}
