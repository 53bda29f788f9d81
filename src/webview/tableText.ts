/** A column of a table that can be copied. */
export interface TextColumn<Row> {
  title: string;
  numeric: boolean;
  /** Full precision, for programs. */
  exact(row: Row): string;
  /** As shown, for people. */
  shown(row: Row): string;
}

/** Comma-separated values after RFC 4180, in full precision. */
export function toCsv<Row>(columns: readonly TextColumn<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map(row => columns.map(column => column.exact(row)))];
  return lines.map(line => `${line.map(csvField).join(',')}\r\n`).join('');
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A Markdown table as GitHub reads it, with the numbers as shown. */
export function toMarkdown<Row>(columns: readonly TextColumn<Row>[], rows: readonly Row[]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    line(columns.map(({ title }) => markdownCell(title))),
    line(columns.map(({ numeric }) => (numeric ? '---:' : '---'))),
    ...rows.map(row => line(columns.map(column => markdownCell(column.shown(row))))),
  ].join('');
}

/** On one line, and without what would be markup. */
function markdownCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\|*_`[\]<>]/g, '\\$&')
    .trim();
}
