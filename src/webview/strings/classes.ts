/** The tab of the classes. */
export const classes = {
  tools: 'Class table',
  filter: 'Filter classes',
  filterHint: 'Parts of class names; several, separated by commas, show each of them',
  shown: (shown: number, all: number) => `${shown} of ${all} classes`,
  noneShown: 'No class has such a name.',
  all: (count: string) => `All ${count} classes`,
  copy: 'Copy',
  copyCsv: 'CSV',
  copyCsvHint: 'Copy the table as CSV, in full precision',
  copyMarkdown: 'Markdown',
  copyMarkdownHint: 'Copy the table as Markdown, as shown',
  copied: 'Copied',
  notCopied: 'Could not copy',
  resize: (column: string) => `Width of ${column}`,
  resizeHint: 'Drag, or press the left and right arrows; double-click or press Home for the usual width.',
  /** Headings of a copied table. */
  id: 'id',
  pixels: 'pixels',
};
