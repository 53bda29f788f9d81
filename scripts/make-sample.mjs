// Writes samples/street anew: `npm run make:sample`. README.md there is written by hand and stays.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { root } from './lib/run.mjs';
import { makeSample } from './sample/sample.mjs';

const folder = join(root, 'samples', 'street');
const files = makeSample();
for (const part of new Set([...files.keys()].map(path => dirname(path)).filter(part => part !== '.'))) {
  await rm(join(folder, part), { recursive: true, force: true });
  await mkdir(join(folder, part), { recursive: true });
}
let bytes = 0;
for (const [path, made] of files) {
  // The same pixels in a fifth less: the sample is part of every package.
  const content = path.startsWith('images/') ? await packed(made) : made;
  await writeFile(join(folder, path), content);
  bytes += content.length;
}
console.log(`${files.size} files, ${(bytes / 1e6).toFixed(2)} MB in samples/street`);

function packed(png) {
  return sharp(png).png({ compressionLevel: 9, adaptiveFiltering: true }).toBuffer();
}
