// Writes the .vsix of one platform: a ZIP with extension/, extension.vsixmanifest and [Content_Types].xml. The same
// sources give the same bytes: files in order, no times of a disk, no rights of a user.
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { noticesOf } from '../bundling/notices.mjs';
import { root } from '../lib/run.mjs';
import { bundledPackages, ownFiles } from './contents.mjs';
import { dependenciesOf } from './dependencies.mjs';
import { contentTypes, vsixManifest } from './vsixManifest.mjs';

/** MB (10^6 bytes) a package may have. */
export const MOST_MEGABYTES = 12;

/** ZIP keeps local time, so this is the same moment in every time zone as far as the file shows. */
const OPTIONS = { mtime: new Date(2026, 0, 1), forceDosTimestamp: true, mode: 0o100644, compressionLevel: 9 };

/** Where the packages are put, and under which names. */
export async function vsixPath(platform) {
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return join(root, 'packages', `${name}-${platform}-${version}.vsix`);
}

/**
 * Packages what the build made. Throws when the result is too large.
 *
 * @param {string} platform
 * @param {string} [file] where to put it
 * @returns {Promise<{ file: string, bytes: number, paths: string[] }>}
 */
export async function writeVsix(platform, file) {
  const target = file ?? (await vsixPath(platform));
  const contents = await extensionFiles(platform);
  const paths = [...contents.keys()].sort();
  const zip = new yazl.ZipFile();
  zip.addBuffer(Buffer.from(await vsixManifest(platform)), 'extension.vsixmanifest', OPTIONS);
  zip.addBuffer(Buffer.from(contentTypes(paths.map(path => `extension/${path}`))), '[Content_Types].xml', OPTIONS);
  for (const path of paths) {
    zip.addBuffer(contents.get(path), `extension/${path}`, OPTIONS);
  }
  zip.end();
  await mkdir(join(target, '..'), { recursive: true });
  await pipeline(zip.outputStream, createWriteStream(target));
  const { size } = await stat(target);
  if (size > MOST_MEGABYTES * 1e6) {
    await rm(target);
    throw new Error(`${target} would have ${(size / 1e6).toFixed(1)} MB, more than ${MOST_MEGABYTES}.`);
  }
  return { file: target, bytes: size, paths };
}

/** Everything below extension/: path and content. */
async function extensionFiles(platform) {
  const own = await ownFiles();
  const { folder, files, packages } = await dependenciesOf(platform);
  const beside = files.map(name => [`node_modules/${name}`, join(folder, name)]);
  const contents = new Map();
  for (const [path, source] of [...own, ...beside]) {
    contents.set(path, await readFile(source));
  }
  const bundled = (await bundledPackages()).map(name => join(root, 'node_modules', name));
  const shipped = packages.map(name => join(folder, name));
  contents.set('THIRD_PARTY_NOTICES.txt', Buffer.from(await noticesOf([...bundled, ...shipped])));
  return contents;
}
