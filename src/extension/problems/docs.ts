import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where each code is explained: its line in docs/findings.md, from 0. */
export type CodeLines = ReadonlyMap<string, number>;

function codeLines(text: string): CodeLines {
  const lines = new Map<string, number>();
  for (const [line, content] of text.split('\n').entries()) {
    const code = /^### ([a-z]+(?:-[a-z]+)*)\s*$/.exec(content)?.[1];
    if (code !== undefined) {
      lines.set(code, line);
    }
  }
  return lines;
}

/** Of the documentation that comes with the extension; empty where it cannot be read. */
export function readCodeLines(extensionPath: string): CodeLines {
  try {
    return codeLines(readFileSync(join(extensionPath, 'docs', 'findings.md'), 'utf8'));
  } catch {
    return new Map();
  }
}
