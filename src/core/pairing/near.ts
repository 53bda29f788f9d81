import type { PairRole } from './extensions.js';
import { filesIn, foldersIn } from './listing.js';
import { folderOf, joinPath, nameOf, stemOf } from './paths.js';
import { placeWords } from './places.js';
import { type FileRole, matesOf, roleOfFile } from './roles.js';
import { bestIn, nameRank, type Scene, sceneOf } from './scene.js';
import { type Link, MAX_SPLIT_DEPTH, type Surroundings, unnamed } from './surroundings.js';
import { SKIPPED } from './walk.js';
import { takeApart } from './words.js';

/** How a file was found; see `Found`. */
export type FoundBy = 'split' | 'sibling' | 'below' | 'same-folder' | 'workspace' | 'dataset';

export interface Found {
  path: string;
  /** In the folder of the other role with the same folders below it, in that folder itself, or further below it, … */
  by: FoundBy;
  /** The folder named after the role, or the template of the settings, that led here. */
  folder: string | null;
  /** What its folders say. */
  words: ReadonlySet<string>;
  /** Whether its folder announces paintings; see FolderFact. */
  painted: boolean;
  /** false: only its name speaks for it, and that is a common one; see `Decision.doubtful`. */
  sure: boolean;
  /** The model's name, where the settings tell. */
  model?: string | null;
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

/**
 * Looks beside the file for one whose name says the role ("x_gt.png" by "x_pred.png": who wrote them together means
 * them together), then in folders named after the role beside those above the file, near ones first.
 */
export async function findNear(start: Start, wanted: PairRole, around: Surroundings): Promise<Found[]> {
  const links = await around.links(start.file, start.root);
  const scene = sceneOf(nameOf(start.file), start.role, unnamed(links));
  const beside = await inOwnFolder(start, wanted, scene, links, around);
  if (beside?.why === 'word') {
    return [beside.found];
  }
  for (const { base, split } of await placesOf(start, around)) {
    const own = await around.words(start.file, base);
    const found: Found[] = [];
    const facts = await around.facts(base);
    for (const [sibling, { painted }] of [...facts].filter(([, { role }]) => role === wanted)) {
      const folder = joinPath(base, sibling);
      for (const { path, by } of await inRoleFolder(
        { scene, wanted, own, around, root: start.root, left: MAX_FOLDERS },
        folder,
        split,
      )) {
        if (path !== start.file) {
          found.push({ path, by, folder, words: await around.words(path, base), painted, sure: true });
        }
      }
    }
    if (found.length > 0) {
      return found;
    }
  }
  return beside ? [beside.found] : [];
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
  root: string | undefined;
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

async function bestAt({ scene, wanted, around, root }: Search, folder: string): Promise<string | null> {
  const entries = await around.list(folder);
  const links = entries.length === 0 ? [] : await around.links(joinPath(folder, '?'), root);
  const name = bestIn(scene, wanted, unnamed(links), filesIn(entries));
  return name === null ? null : joinPath(folder, name);
}

/**
 * Same folder: the role must be said by the name ("tile_label.png", "logits.npy"); only where the folder itself has
 * no role does the extension suffice, so that a coloured preview beside a prediction is not taken for its label.
 */
async function inOwnFolder(
  start: Start,
  wanted: PairRole,
  scene: Scene,
  links: readonly Link[],
  around: Surroundings,
): Promise<{ found: Found; why: FileRole['why'] } | null> {
  const folder = folderOf(start.file);
  const names = filesIn(await around.list(folder));
  const mates = matesOf(names);
  const why = new Map<string, FileRole['why']>();
  for (const name of names.filter(
    one => one !== nameOf(start.file) && nameRank(scene, wanted, one, scene.folder) !== null,
  )) {
    const found = roleOfFile(name, links, mates);
    if (found.role === wanted && found.why !== 'folder' && takeApart(stemOf(name)).said !== 'painting') {
      why.set(name, found.why);
    }
  }
  const said = [...why.keys()].filter(name => why.get(name) === 'word');
  const name = bestIn(scene, wanted, scene.folder, said.length > 0 ? said : [...why.keys()]);
  const rest = { folder: null, words: new Set<string>(), painted: false, sure: true };
  return name === null
    ? null
    : { found: { path: joinPath(folder, name), by: 'same-folder', ...rest }, why: why.get(name) ?? 'extension' };
}
