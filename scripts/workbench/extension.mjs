// The extension as an installed one, without packaging: a folder with what a package would hold.
import { cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';

/**
 * Copied, not linked: code that resolves to a path outside the installed folder is given an API without its
 * manifest, and then every ArrayBuffer sent to the panel arrives as {}.
 */
const COPIED = [
  'package.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  'l10n',
  'dist',
  'media',
  'docs/findings.md',
  'samples',
];

/** Puts the built extension into a folder that `--extensions-dir` names; node_modules is linked, for sharp. */
export async function installExtension(extensionsFolder) {
  const { publisher, name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const folder = join(extensionsFolder, `${publisher}.${name}-${version}`);
  await mkdir(folder, { recursive: true });
  for (const part of COPIED) {
    if (await stat(join(root, part)).catch(() => null)) {
      await cp(join(root, part), join(folder, part), { recursive: true });
    }
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}
