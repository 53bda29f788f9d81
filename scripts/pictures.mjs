// Puts the pictures that the end-to-end tests took (test/e2e/pictures.test.ts) into media/readme: `npm run pictures`.
// Tests themselves leave the sources alone.
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './lib/run.mjs';

const taken = join(root, 'test-results', 'pictures');
const shown = join(root, 'media', 'readme');

const names = (await readdir(taken).catch(() => [])).filter(name => name.endsWith('.png'));
if (names.length === 0) {
  console.error('There are no pictures in test-results/pictures: take them with npm test -- e2e.');
  process.exitCode = 1;
}
await mkdir(shown, { recursive: true });
for (const name of names) {
  // 256 colours are enough for a workbench, and a third of the size.
  await sharp(join(taken, name)).png({ palette: true, quality: 95, effort: 10 }).toFile(join(shown, name));
  console.log(`media/readme/${name}: ${Math.round((await stat(join(shown, name))).size / 1000)} kB`);
}
