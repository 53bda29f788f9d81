import type { ReportNumber } from '../../core/inspection/report.js';
import { type Child, h, replace } from '../dom.js';
import { formatNumber, fullPrecision } from '../format.js';

/** A heading, a line about it, and what is said. */
export function section(
  name: string,
  title: string,
  wide = false,
): { element: HTMLElement; body: HTMLElement; hint: HTMLElement } {
  const body = h('div', { class: 'section-body' });
  const hint = h('p', { class: 'hint' });
  const id = `section-${name}`;
  const element = h(
    'section',
    { class: wide ? 'wide' : undefined, 'data-section': name, 'aria-labelledby': id },
    h('h2', { id, tabindex: -1 }, title),
    hint,
    body,
  );
  return { element, body, hint };
}

/** Does something only when what it shows has changed; what has the focus keeps it. */
export function keyed(render: () => void): (key: unknown) => void {
  let last: string | null = null;
  return key => {
    const now = JSON.stringify(key);
    if (now !== last) {
      last = now;
      const focused = (document.activeElement as HTMLElement | null)?.dataset.key;
      render();
      if (focused !== undefined) {
        document.querySelector<HTMLElement>(`[data-key=${CSS.escape(focused)}]`)?.focus();
      }
    }
  };
}

export interface Column<Row> {
  title: string;
  /** What the column means. */
  hint?: string;
  numeric?: boolean;
  cell(row: Row): Child;
  /** Full precision, for tooltips and tests. */
  value?(row: Row): ReportNumber | null;
}

/** A table with the first column as heading of each row; scrolls by itself where it is too wide. */
export function table<Row>(
  label: string,
  columns: readonly Column<NoInfer<Row>>[],
  rows: readonly Row[],
  attributes: (row: NoInfer<Row>) => Record<string, string> = () => ({}),
): HTMLElement {
  const heads = columns.map(({ title, hint, numeric }) =>
    h('th', { scope: 'col', class: numeric ? 'numeric' : undefined, title: hint }, title),
  );
  const body = rows.map(row => {
    const cells = columns.map(({ cell, numeric, value }, k) => {
      const exact = value
        ? { 'data-value': fullPrecision(value(row)), title: fullPrecision(value(row)) || undefined }
        : {};
      return k === 0
        ? h('th', { scope: 'row', class: 'name', ...exact }, cell(row))
        : h('td', { class: numeric ? 'numeric' : undefined, ...exact }, cell(row));
    });
    return h('tr', attributes(row), ...cells);
  });
  return h(
    'div',
    // Focusable, so that the keyboard can scroll it.
    { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': label },
    h('table', { class: 'data' }, h('thead', null, h('tr', null, ...heads)), h('tbody', null, ...body)),
  );
}

/** A column of numbers in four digits, with all of them at hand. */
export function numbers<Row>(title: string, value: (row: Row) => ReportNumber | null, hint?: string): Column<Row> {
  return { title, numeric: true, value, cell: row => formatNumber(value(row)), ...(hint ? { hint } : {}) };
}

/** A button that looks like a link. */
export function link(text: string, key: string, label: string, click: () => void): HTMLElement {
  const element = h(
    'button',
    { type: 'button', class: 'link', 'data-key': key, 'aria-label': label, title: label },
    text,
  );
  element.addEventListener('click', click);
  return element;
}

/** A list to choose from, with its name before it; hidden where there is nothing to choose. */
export function picker(
  label: string,
  name: string,
  choose: (value: string) => void,
): {
  element: HTMLElement;
  show(options: readonly { value: string; text: string; disabled?: boolean }[], value: string): void;
} {
  const select = h('select', { class: 'native', 'data-name': name });
  const element = h('label', { class: 'field' }, h('span', null, label), select);
  select.addEventListener('change', () => choose(select.value));
  return {
    element,
    show(options, value) {
      element.hidden = options.length < 2;
      const same =
        select.options.length === options.length &&
        options.every(({ value: one, text, disabled }, k) => {
          const shown = select.options[k]!;
          return shown.value === one && shown.text === text && shown.disabled === (disabled ?? false);
        });
      if (!same) {
        replace(select, ...options.map(one => h('option', { value: one.value, disabled: one.disabled }, one.text)));
      }
      select.value = value;
    },
  };
}
