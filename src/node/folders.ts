import { readdir, stat } from 'node:fs/promises';
import type { FileState } from '../core/dataset/scan.js';
import type { DirectoryEntry, ListFolder } from '../core/pairing/listing.js';

/** The entries of a local folder. Throws what the file system throws. */
export async function readFolder(folder: string): Promise<DirectoryEntry[]> {
  const found = await readdir(folder, { withFileTypes: true });
  const entries = found.map((entry): DirectoryEntry => {
    return { name: entry.name, directory: entry.isDirectory(), link: entry.isSymbolicLink() };
  });
  for (const entry of entries.filter(({ link }) => link)) {
    entry.directory = await isFolder(`${folder}/${entry.name}`);
  }
  return entries;
}

/** Folders of the local file system; one that may not be read is empty. */
export const listFolder: ListFolder = folder => readFolder(folder).catch(() => []);

export function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

/** null: the file is not there, or may not be looked at. */
export async function fileState(path: string): Promise<FileState | null> {
  const found = await stat(path).catch(() => null);
  return found && { path, size: found.size, modified: found.mtimeMs };
}
