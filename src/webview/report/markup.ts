import { text } from '../../core/dataset/html/markup.js';
import type { ReportNumber } from '../../core/inspection/report.js';
import { fullPrecision } from '../format.js';
import { css, type Rgb } from '../viewer/colors.js';

export { text };

/** Markup that is finished: nothing in it is still to be escaped. */
export type Markup = string & { readonly markup: unique symbol };

export const markup = (finished: string): Markup => finished as Markup;

/** A number as shown, with all its digits beside it. */
function data(value: ReportNumber | null, shown: string): Markup {
  const exact = text(fullPrecision(value));
  return markup(exact ? `<data value="${exact}" title="${exact}">${text(shown)}</data>` : text(shown));
}

/** Words with more to say where there is a pointer. */
export function titled(words: string, title: string): Markup {
  return markup(title ? `<span title="${text(title)}">${text(words)}</span>` : text(words));
}

/** A little square in the colour of a class or an entry of the legend, before its name. */
export function swatch(color: Rgb | null, name: string): Markup {
  const style = color ? ` style="background:${css(color)}"` : '';
  return markup(`<span class="swatch"${style}></span>${text(name)}`);
}

export interface Cell {
  content: Markup;
  numeric: boolean;
}

export const numeric = (value: ReportNumber | null, shown: string): Cell => ({
  content: data(value, shown),
  numeric: true,
});
export const plain = (words: string | Markup, finished = false): Cell => ({
  content: finished ? (words as Markup) : markup(text(words)),
  numeric: false,
});

/** A table; its caption is left out where the heading above says the same. */
export function table(
  caption: string | null,
  head: readonly { title: string; numeric: boolean }[],
  rows: readonly Cell[][],
) {
  const kind = (isNumeric: boolean) => (isNumeric ? ' class="numeric"' : '');
  const heads = head.map(one => `<th scope="col"${kind(one.numeric)}>${text(one.title)}</th>`).join('');
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ content, numeric: isNumeric }, k) =>
        k === 0 && !isNumeric ? `<th scope="row">${content}</th>` : `<td${kind(isNumeric)}>${content}</td>`,
      )
      .join('');
  const body = rows.map(cells => `<tr>${line(cells)}</tr>`).join('\n');
  const title = caption === null ? '' : `<caption>${text(caption)}</caption>`;
  return markup(
    `<div class="wide"><table>${title}<thead><tr>${heads}</tr></thead><tbody>\n${body}\n</tbody></table></div>`,
  );
}

export function section(title: string, ...parts: (Markup | null)[]): Markup {
  const inside = parts.filter(part => part !== null).join('\n');
  return markup(inside ? `<section><h2>${text(title)}</h2>\n${inside}\n</section>` : '');
}

export const paragraph = (words: string): Markup => markup(`<p>${text(words)}</p>`);
