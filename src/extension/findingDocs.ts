/** What docs/findings.md says of a code: the text below "### code", up to the next heading; undefined: nothing. */
export function sectionIn(markdown: string, code: string): string | undefined {
  const lines = markdown.split(/\r?\n/);
  const start = lines.indexOf(`### ${code}`);
  if (start < 0) {
    return undefined;
  }
  const length = lines.slice(start + 1).findIndex(line => /^#{1,3} /.test(line));
  const end = length < 0 ? lines.length : start + 1 + length;
  return lines
    .slice(start + 1, end)
    .join('\n')
    .trim();
}
