import { readdir, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { FileState } from '../core/dataset/scan.js';
import type { ListFolder } from '../core/pairing/listing.js';

/** Pairing works on POSIX-style paths. */
export function absolute(path: string): string {
  return resolve(path).split(sep).join('/');
}

/** Folders of the local file system; one that may not be read is empty. */
export const listFolder: ListFolder = async folder => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return Promise.all(
    entries.map(async entry => {
      const link = entry.isSymbolicLink();
      return {
        name: entry.name,
        directory: link ? await isFolder(`${folder}/${entry.name}`) : entry.isDirectory(),
        link,
      };
    }),
  );
};

export function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

export async function fileState(path: string): Promise<FileState | null> {
  const found = await stat(path).catch(() => null);
  return found && { path, size: found.size, modified: found.mtimeMs };
}
