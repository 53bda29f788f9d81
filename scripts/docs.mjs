// Writes the generated pages of docs/; a test checks that they are up to date.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generatedPages } from './docs/pages.mjs';
import { root } from './lib/run.mjs';

for (const [name, text] of Object.entries(await generatedPages())) {
  await writeFile(join(root, 'docs', name), text);
}
