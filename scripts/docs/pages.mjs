// The pages of docs/ that are written from the code.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../lib/run.mjs';
import { commandLinePage } from './commandLine.mjs';
import { settingsPage } from './settings.mjs';

const json = async name => JSON.parse(await readFile(join(root, name), 'utf8'));

/** File name in docs/ → Markdown. Needs the compiled sources in out/. */
export async function generatedPages() {
  const { USAGE } = await import(pathToFileURL(join(root, 'out', 'src', 'cli', 'usage.js')));
  return {
    'command-line.md': commandLinePage(USAGE),
    'settings.md': settingsPage(await json('package.json'), await json('package.nls.json')),
  };
}
