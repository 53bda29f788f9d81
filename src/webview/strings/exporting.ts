/** The menu of what can be exported. */
export const exporting = {
  title: 'Export',
  hint: 'Export: report, table or overlay',
  html: 'Report (HTML)…',
  preparing: 'Preparing the report',
  json: 'Report (JSON)…',
  csv: 'Classes (CSV)…',
  markdown: 'Copy classes as Markdown',
  png: 'Overlay at native size (PNG)…',
};
