import type { FolderFact } from './folders.js';
import { commonFolder, folderOf } from './paths.js';

/** Names of one split, as datasets write them. */
const SPLITS = new Map(
  Object.entries({
    train: ['tr', 'train', 'training'],
    val: ['va', 'val', 'valid', 'validation'],
    test: ['ts', 'te', 'test', 'testing'],
  }).flatMap(([split, names]) => names.map(name => [name, split])),
);

/** Parts of a folder's name that say how files are written, not which. */
const WRITING = new Set(['png', 'npy', 'npz', 'nii', 'nifti', 'tif', 'tiff', 'jpg', 'pt', 'h5', 'dir']);

/**
 * What the folders above a file say about which files it belongs to: all their names, but of a folder named after a
 * role only what is beyond it, and every name of a split as the same word. "ade/annotations/validation",
 * "ade/images/val" and "ade/val_images" all say {ade, val}.
 */
export function placeWords(folders: readonly { name: string; fact: FolderFact | null }[]): ReadonlySet<string> {
  const words = new Set<string>();
  // What nnU-Net validates in a fold are cases of the training set.
  const fold = folders.some(({ name }) => /^fold_/i.test(name));
  for (const { name, fact } of folders.filter(one => !fold || one.name !== 'validation')) {
    const parts = fact ? fact.rest.split(/[_\-. ]+/) : [name];
    for (const part of parts.map(one => one.toLowerCase()).filter(one => one !== '')) {
      if (!fact || !WRITING.has(part)) {
        words.add(SPLITS.get(part) ?? part);
      }
    }
  }
  return words;
}

export function isSplit(word: string): boolean {
  return SPLITS.has(word.toLowerCase());
}

function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let count = 0;
  for (const word of a) {
    count += b.has(word) ? 1 : 0;
  }
  return count;
}

/** A file and what its folders say. */
export interface Placed {
  path: string;
  words: ReadonlySet<string>;
}

/** Whether two files in unlike places share a folder's name, of a dataset or city; splits are everywhere. */
export function shareName(a: Placed, b: Placed): boolean {
  const above = new Set(
    commonFolder([folderOf(a.path), folderOf(b.path)])
      .toLowerCase()
      .split('/'),
  );
  return [...a.words].some(word => b.words.has(word) && !above.has(word) && !isSplit(word));
}

/** Whether one place says "train" where the other says "val". */
export function otherSplit(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const splits = (words: ReadonlySet<string>) => [...words].filter(isSplit);
  const [own, other] = [splits(a), splits(b)];
  return own.length > 0 && other.length > 0 && !own.some(split => other.includes(split));
}

/** Those whose places have the most words in common with `own`: the same dataset, split and city. */
export function nearest<T extends { words: ReadonlySet<string> }>(own: ReadonlySet<string>, found: T[]): T[] {
  if (found.length < 2) {
    return found;
  }
  const shared = found.map(({ words }) => inCommon(own, words));
  const most = Math.max(...shared);
  return found.filter((_, k) => shared[k] === most);
}

/**
 * Leaves out what is clearly of another place, and keeps all that may be another model's: a prediction goes where its
 * split contradicts, or where another prediction has more words in common and none of its own beyond it.
 */
export function notElsewhere<T extends { words: ReadonlySet<string> }>(own: ReadonlySet<string>, found: T[]): T[] {
  const fitting = found.filter(({ words }) => !otherSplit(own, words));
  const left = fitting.length > 0 ? fitting : found;
  const foreign = left.map(({ words }) => new Set([...words].filter(word => !own.has(word))));
  const shared = left.map(({ words }) => inCommon(own, words));
  return left.filter(
    (_, k) => !left.some((_other, j) => shared[j] > shared[k] && [...foreign[j]].every(word => foreign[k].has(word))),
  );
}
