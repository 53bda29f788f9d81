// The extension as an installed one, without packaging: a folder of links to what a package would hold.
import { mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';

/** What a package holds, as far as it runs; node_modules is linked whole, so that sharp finds its native part. */
const PARTS = ['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n', 'dist', 'media', 'node_modules'];

/** Puts the built extension into a folder that `--extensions-dir` names. */
export async function linkExtension(extensionsFolder) {
  const { publisher, name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const folder = join(extensionsFolder, `${publisher}.${name}-${version}`);
  await mkdir(folder, { recursive: true });
  for (const part of PARTS) {
    const kind = await stat(join(root, part)).catch(() => null);
    if (kind) {
      await symlink(join(root, part), join(folder, part), kind.isDirectory() ? 'junction' : 'file');
    }
  }
}
