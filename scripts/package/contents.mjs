// What ships, for everyone: an allow-list, so that nothing of a working copy gets in by accident.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';

/** Files and folders from the project's root; those that are not there are left out. */
const SHIPPED = [
  ...['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n', 'media', 'docs', 'samples'],
  ...['README.md', 'README.zh-cn.md', 'CHANGELOG.md', 'LICENSE', 'SECURITY.md'],
];

const BUNDLE = /\.(js|wasm)$/;
/** The command line is a package of its own; a scene less of the sample keeps every package below its limit. */
const LEFT_OUT = /^dist\/cli\.js$|^samples\/street\/\w+\/avenue\.\w+$/;

/** [path in the package, path on disk] of what every platform ships, bundles included. */
export async function ownFiles() {
  const paths = (await Promise.all(SHIPPED.map(filesUnder))).flat();
  const bundles = (await readdir(join(root, 'dist'))).filter(name => BUNDLE.test(name)).map(name => `dist/${name}`);
  return [...paths, ...bundles].filter(path => !LEFT_OUT.test(path)).map(path => [path, join(root, path)]);
}

/** Names of the packages in the bundles, as the build found them. */
export async function bundledPackages() {
  return JSON.parse(await readFile(join(root, 'dist', 'bundled.json'), 'utf8'));
}

async function filesUnder(path) {
  const found = await stat(join(root, path)).catch(() => null);
  if (!found?.isDirectory()) {
    return found ? [path] : [];
  }
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  const folder = entry => entry.parentPath.slice(root.length + 1).replaceAll('\\', '/');
  return entries.filter(entry => entry.isFile()).map(entry => `${folder(entry)}/${entry.name}`);
}
