// docs/command-line.md out of `seg-loss --help`.

/** Markdown of the command line: its help as it prints it, and what it cannot say in a line. */
export function commandLinePage(usage) {
  return `# Command line

<!-- Written by \`npm run docs\` from src/cli/usage.ts. -->

\`\`\`text
${usage.trim()}
\`\`\`

See also [labels](labels.md) for presets and encodings, [formats](formats.md), [losses and dialects](losses.md),
[large datasets](large-datasets.md) for shards, and [findings](findings.md) for every code that is printed.
`;
}
