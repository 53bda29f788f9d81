import type { DirectoryEntry, ListFolder } from '../../src/core/pairing/listing.js';

/** A file system made of the paths of its files; a path that ends in "/" is an empty folder. */
export function files(...paths: string[]): ListFolder {
  const folders = new Map<string, Map<string, DirectoryEntry>>();
  for (const path of paths) {
    const names = path.split('/').slice(1);
    let folder = '/';
    for (const [k, name] of names.entries()) {
      if (name !== '') {
        const entries = folders.get(folder) ?? new Map();
        folders.set(folder, entries.set(name, { name, directory: k < names.length - 1 }));
        folder = folder === '/' ? `/${name}` : `${folder}/${name}`;
      }
    }
  }
  return async folder => [...(folders.get(folder)?.values() ?? [])];
}
