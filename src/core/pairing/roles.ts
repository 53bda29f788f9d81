import { type FolderPatterns, folderRole } from './folders.js';
import { type ListFolder, remembered } from './listing.js';
import { extensionOf, folderOf, nameOf, stemOf } from './paths.js';

export type PairRole = 'prediction' | 'label' | 'image';

/** Extensions a file of each role may have, best first; a label may be found in a wrong format and is then explained. */
export const ROLE_EXTENSIONS: Record<PairRole, readonly string[]> = {
  prediction: ['npy', 'png'],
  label: ['png', 'npy', 'tif', 'tiff', 'bmp', 'webp', 'jpg', 'jpeg'],
  image: ['png', 'jpg', 'jpeg', 'webp', 'tif', 'tiff', 'bmp'],
};

/** Whether the extension of a file is one we read at all. */
export function isReadable(path: string): boolean {
  const extension = extensionOf(nameOf(path));
  return Object.values(ROLE_EXTENSIONS).some(extensions => extensions.includes(extension));
}

/** How far up from a file its role folder may be: "annotations/val/city/x.png" is two levels in. */
export const MAX_SPLIT_DEPTH = 2;

/** Words that name a role at the end or start of a stem, or as the whole of it; longer ones first. */
const WORDS: Record<PairRole, readonly string[]> = {
  label: [
    'gtFine_labelTrainIds',
    'gtCoarse_labelTrainIds',
    'labelTrainIds',
    'gtFine_labelIds',
    'gtCoarse_labelIds',
    'labelIds',
    'annotation',
    'annotations',
    'labels',
    'label',
    'mask',
    'gt',
  ],
  image: ['leftImg8bit', 'image', 'img', 'photo'],
  prediction: ['probabilities', 'predictions', 'prediction', 'logits', 'probs', 'pred', 'prob'],
};

/** A stem taken apart: what identifies the scene, and the role its words name. */
export interface StemParts {
  /** Stem without its role word; '' when the stem is nothing else ("logits.npy"). */
  key: string;
  role: PairRole | null;
  /** Rank of the word among those of its role; 0 is preferred (labelTrainIds before labelIds). */
  rank: number;
}

export function takeApart(stem: string): StemParts {
  const lower = stem.toLowerCase();
  for (const role of ['label', 'image', 'prediction'] as const) {
    for (const [rank, wordAsWritten] of WORDS[role].entries()) {
      const word = wordAsWritten.toLowerCase();
      if (lower === word) {
        return { key: '', role, rank };
      }
      if (lower.endsWith(`_${word}`) || lower.endsWith(`-${word}`) || lower.endsWith(`.${word}`)) {
        return { key: stem.slice(0, -word.length - 1), role, rank };
      }
      if (lower.startsWith(`${word}_`) || lower.startsWith(`${word}-`)) {
        return { key: stem.slice(word.length + 1), role, rank };
      }
    }
  }
  return { key: stem, role: null, rank: 0 };
}

/** Without looking at the disk: folder names first, then words in the name, then the extension. */
export function guessRole(path: string, patterns: FolderPatterns): PairRole {
  return roleInFolders(path, patterns, []) ?? roleByName(nameOf(path));
}

/** As `guessRole`, with the sibling folders known: "masks_a" beside "labels" holds predictions. */
export async function resolveRole(path: string, list: ListFolder, patterns: FolderPatterns): Promise<PairRole> {
  const cached = remembered(list);
  const siblings: string[][] = [];
  for (let depth = 0, folder = folderOf(path); depth <= MAX_SPLIT_DEPTH && nameOf(folder) !== ''; depth++) {
    folder = folderOf(folder);
    siblings.push((await cached(folder)).filter(e => e.directory).map(e => e.name));
  }
  return roleInFolders(path, patterns, siblings) ?? roleByName(nameOf(path));
}

function roleInFolders(path: string, patterns: FolderPatterns, siblings: string[][]): PairRole | null {
  const extension = extensionOf(nameOf(path));
  let folder = folderOf(path);
  for (let depth = 0; depth <= MAX_SPLIT_DEPTH && nameOf(folder) !== ''; depth++) {
    const role = folderRole(nameOf(folder), siblings[depth] ?? [], patterns);
    if (role && ROLE_EXTENSIONS[role].includes(extension)) {
      return role;
    }
    folder = folderOf(folder);
  }
  return null;
}

export function roleByName(name: string): PairRole {
  const { role } = takeApart(stemOf(name));
  const extension = extensionOf(name);
  if (role && ROLE_EXTENSIONS[role].includes(extension)) {
    return role;
  }
  return extension === 'npy' ? 'prediction' : extension === 'png' ? 'label' : 'image';
}
