import type { ReportNumber } from '../../inspection/report.js';

/** Names come from files: nothing of them may become markup. */
export function text(value: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return value.replace(/[&<>"']/g, found => entities[found]);
}

/** Columns of numbers are aligned at their ends, all others at their beginnings. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const numeric = head.map((_, k) => k > 0 && rows.every(row => NUMBER.test(row[k])));
  const line = (tag: string, cells: readonly string[]) =>
    `<tr>${cells.map((cell, k) => `<${tag}${numeric[k] ? ' class="n"' : ''}>${text(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table>${line('th', head)}${rows.map(row => line('td', row)).join('')}</table></div>`;
}

const NUMBER = /^([+-]?[\d.,]+(e[+-]\d+)?( %)?|–|nan|-?inf|absent|)$/;

export function show(value: ReportNumber | null): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : (value ?? '–');
}

export function share(value: ReportNumber | null): string {
  return typeof value === 'number' ? `${(value * 100).toFixed(1)} %` : show(value);
}

export function count(value: number): string {
  return value.toLocaleString('en');
}
