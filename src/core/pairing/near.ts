import type { PairRole } from './extensions.js';
import { foldersIn } from './listing.js';
import { folderOf, joinPath, nameOf, stemOf } from './paths.js';
import { placeWords } from './places.js';
import { matesOf, roleOfFile } from './roles.js';
import { bestIn, type Scene, sceneOf } from './scene.js';
import { MAX_SPLIT_DEPTH, type Surroundings, unnamed } from './surroundings.js';
import { SKIPPED } from './walk.js';
import { takeApart } from './words.js';

/** How a file was found; see `Found`. */
export type FoundBy = 'split' | 'sibling' | 'below' | 'same-folder' | 'workspace' | 'dataset';

export interface Found {
  path: string;
  /** In the folder of the other role with the same folders below it, in that folder itself, or further below it, … */
  by: FoundBy;
  /** The folder named after the role, where one led here. */
  folder: string | null;
  /** What its folders say. */
  words: ReadonlySet<string>;
  /** Whether its folder announces paintings; see FolderFact. */
  painted: boolean;
  /** false: only its name speaks for it, and that is a common one; to be asked about even when it is alone. */
  sure: boolean;
}

/** So many folders are looked into below one role folder. */
const MAX_FOLDERS = 500;

/** So deep below a role folder is looked: "nnUNet_results/Dataset001/trainer/fold_0/validation/case.npz". */
const MAX_BELOW = 5;

/** One place to look for partners: sibling folders of `base`, with `split` ("val/frankfurt") kept below them. */
interface Place {
  base: string;
  split: string;
}

export interface Start {
  file: string;
  role: PairRole;
  /** The workspace folder. */
  root: string | undefined;
}

/** Looks in folders named after the wanted role beside those above the file, near ones first; then beside the file. */
export async function findNear(start: Start, wanted: PairRole, around: Surroundings): Promise<Found[]> {
  const links = await around.links(start.file, start.root);
  const scene = sceneOf(nameOf(start.file), start.role, unnamed(links));
  for (const { base, split } of await placesOf(start, around)) {
    const own = await around.words(start.file, base);
    const found: Found[] = [];
    const facts = await around.facts(base);
    for (const [sibling, { painted }] of [...facts].filter(([, { role }]) => role === wanted)) {
      const folder = joinPath(base, sibling);
      for (const { path, by } of await inRoleFolder({ scene, wanted, own, around, left: MAX_FOLDERS }, folder, split)) {
        if (path !== start.file) {
          found.push({ path, by, folder, words: await around.words(path, base), painted, sure: true });
        }
      }
    }
    if (found.length > 0) {
      return found;
    }
  }
  return inOwnFolder(start, wanted, scene, around);
}

/** The place whose folder carries the file's own role comes first, then the others from near to far. */
async function placesOf({ file, role }: Start, around: Surroundings): Promise<Place[]> {
  const places: Place[] = [];
  let folder = folderOf(file);
  let split = '';
  for (let depth = 0; depth <= MAX_SPLIT_DEPTH && nameOf(folder) !== ''; depth++) {
    const base = folderOf(folder);
    const ofRole = (await around.facts(base)).get(nameOf(folder))?.role === role;
    if (ofRole) {
      places.unshift({ base, split });
    } else {
      places.push({ base, split });
    }
    split = joinPath(nameOf(folder), split);
    folder = base;
  }
  return places;
}

interface Search {
  scene: Scene;
  wanted: PairRole;
  /** What the folders of the file say. */
  own: ReadonlySet<string>;
  around: Surroundings;
  /** Folders that may still be looked into. */
  left: number;
}

type Hit = Pick<Found, 'path' | 'by'>;

/** The same split first, then the folder itself, then the folders below it (predictions/model_a/x.npy). */
async function inRoleFolder(search: Search, folder: string, split: string): Promise<Hit[]> {
  for (const [place, by] of [[joinPath(folder, split), 'split'] as const, [folder, 'sibling'] as const]) {
    const path = await bestAt(search, place);
    if (path !== null) {
      return [{ path, by: split === '' ? 'sibling' : by }];
    }
  }
  return below(search, folder, 1);
}

/** Folders named as one above the file, or as its scene, are looked into first, and the others only in vain. */
async function below(search: Search, folder: string, depth: number): Promise<Hit[]> {
  const { around, own, scene } = search;
  const facts = await around.facts(folder);
  const names = foldersIn(await around.list(folder)).filter(name => !SKIPPED.test(name));
  const meant = (name: string): boolean =>
    name === scene.key ||
    name === scene.stem ||
    [...placeWords([{ name, fact: facts.get(name) ?? null }])].some(word => own.has(word));
  for (const group of [names.filter(meant), names.filter(name => !meant(name))]) {
    const found = await Promise.all(
      group.map(async (name): Promise<Hit[]> => {
        if (search.left-- <= 0) {
          return [];
        }
        const path = await bestAt(search, joinPath(folder, name));
        if (path !== null) {
          return [{ path, by: 'below' }];
        }
        return depth < MAX_BELOW ? below(search, joinPath(folder, name), depth + 1) : [];
      }),
    );
    if (found.some(one => one.length > 0)) {
      return found.flat();
    }
  }
  return [];
}

async function bestAt({ scene, wanted, around }: Search, folder: string): Promise<string | null> {
  const name = bestIn(scene, wanted, nameOf(folder), await around.list(folder));
  return name === null ? null : joinPath(folder, name);
}

/**
 * Same folder: the role must be said by the name ("tile_label.png", "logits.npy"); only where the folder itself has
 * no role does the extension suffice, so that a coloured preview beside a prediction is not taken for its label.
 */
async function inOwnFolder(start: Start, wanted: PairRole, scene: Scene, around: Surroundings): Promise<Found[]> {
  const folder = folderOf(start.file);
  const links = await around.links(start.file, start.root);
  const entries = (await around.list(folder)).filter(
    ({ directory, name }) => !directory && name !== nameOf(start.file),
  );
  const mates = matesOf([...entries.map(entry => entry.name), nameOf(start.file)]);
  const fitting = entries.filter(({ name }) => {
    const { role, why } = roleOfFile(name, links, mates);
    return role === wanted && why !== 'folder' && takeApart(stemOf(name)).said !== 'painting';
  });
  const name = bestIn(scene, wanted, nameOf(folder), fitting);
  const rest = { folder: null, words: new Set<string>(), painted: false, sure: true };
  return name === null ? [] : [{ path: joinPath(folder, name), by: 'same-folder', ...rest }];
}
