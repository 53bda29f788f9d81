import { resolve, sep } from 'node:path';

export { fileState, isFolder, listFolder } from '../node/folders.js';

/** Pairing works on POSIX-style paths. */
export function absolute(path: string): string {
  return resolve(path).split(sep).join('/');
}
