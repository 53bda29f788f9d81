import type { PairRole } from './extensions.js';
import type { Found, Start } from './near.js';
import { folderOf, isWithin, joinPath, nameOf } from './paths.js';
import { shareName } from './places.js';
import { matesOf, roleOfFile } from './roles.js';
import { keyOf, nameRank, sceneOf } from './scene.js';
import { type Surroundings, unnamed } from './surroundings.js';
import { type WalkedFolder, type WalkLimits, walk } from './walk.js';

/** One file is waited for by someone: a workspace is looked through only so far. */
const LIMITS: WalkLimits = { folders: 3_000, files: 300_000, depth: 9 };

/**
 * Looks through the whole workspace, for what is not beside its partner: predictions under "work_dirs", "nnUNet_results"
 * or "miou_out", far from "data". A common name is little evidence there: see `Found.sure`.
 */
export async function findFar(start: Start, wanted: PairRole, around: Surroundings): Promise<Found[]> {
  const root = start.root ?? folderOf(folderOf(start.file));
  if (!isWithin(start.file, root) || root === '/' || root === '') {
    return [];
  }
  const links = await around.links(start.file, start.root);
  const scene = sceneOf(nameOf(start.file), start.role, unnamed(links));
  const own = await around.words(start.file, root);
  const anchor = await around.anchor(start.file, root);
  const found: Found[] = [];
  for await (const folder of walk(root, around, LIMITS)) {
    const name = bestOf(folder, file => nameRank(scene, wanted, file, unnamed(folder.links)), wanted);
    const path = name === null ? start.file : joinPath(folder.path, name);
    if (path !== start.file) {
      const painted = folder.links.some(({ fact }) => fact?.painted);
      const kin = isWithin(anchor, folder.anchor) || isWithin(folder.anchor, anchor);
      const sure =
        kin ||
        shareName({ path: start.file, words: own }, { path, words: folder.words }) ||
        isDistinctive(keyOf(scene));
      found.push({ path, by: 'workspace', folder: null, words: folder.words, painted, sure });
    }
  }
  return found;
}

function bestOf(
  { files, links }: WalkedFolder,
  ranked: (name: string) => number | null,
  wanted: PairRole,
): string | null {
  let best: { name: string; rank: number } | null = null;
  const mates = matesOf(files);
  for (const name of files) {
    const rank = ranked(name);
    if (rank !== null && (!best || rank < best.rank)) {
      const { role, why } = roleOfFile(name, links, mates);
      best = role === wanted && why !== 'extension' ? { name, rank } : best;
    }
  }
  return best?.name ?? null;
}

/** Whether a name is unlikely to be met twice: "2007_000033" and "spleen_10", but not "0001" or "12". */
export function isDistinctive(key: string): boolean {
  return key.length >= 10 || (key.length >= 6 && /\d/.test(key) && /[a-z]/i.test(key));
}
