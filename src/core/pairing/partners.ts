import { findClassesFiles } from './classesFiles.js';
import { DEFAULT_FOLDERS, type FolderPatterns, folderRole } from './folders.js';
import { type DirectoryEntry, type ListFolder, remembered } from './listing.js';
import { extensionOf, folderOf, joinPath, nameOf, stemOf } from './paths.js';
import { MAX_SPLIT_DEPTH, type PairRole, ROLE_EXTENSIONS, resolveRole, roleByName, takeApart } from './roles.js';

export interface PartnerQuery {
  /** The file the search starts from. */
  file: string;
  /** Its role when known, else it is found out. */
  role?: PairRole;
  /** Upper end of the search for classes.json: the workspace folder. */
  root?: string;
}

export interface Partners {
  /** Role of the file the search started from. */
  role: PairRole;
  /** null: not found, or several fit (see `ambiguous`). */
  prediction: string | null;
  label: string | null;
  image: string | null;
  /** Where several files fit equally well: all of them, best first. The caller asks. */
  ambiguous: Partial<Record<PairRole, string[]>>;
  /** classes.json files from the label's folder upwards, then from the prediction's; nearest first. */
  classes: string[];
}

/** So many folders are looked into below one role folder; Cityscapes has 53. */
const MAX_FOLDERS = 500;

/** One place to look for partners: sibling folders of `base`, with `split` ("val/frankfurt") kept below them. */
interface Place {
  base: string;
  split: string;
}

/**
 * Finds what belongs to a file by equal stem: first in sibling folders named after their role (with split folders
 * kept), then in its own folder. Nothing is guessed from content, and what fits twice is never chosen silently.
 */
export async function findPartners(
  query: PartnerQuery,
  listFolder: ListFolder,
  patterns: FolderPatterns = DEFAULT_FOLDERS,
): Promise<Partners> {
  const list = remembered(listFolder);
  const role = query.role ?? (await resolveRole(query.file, list, patterns));
  const places = await placesFor(query.file, role, list, patterns);
  const found: Partners = { role, prediction: null, label: null, image: null, ambiguous: {}, classes: [] };
  for (const wanted of ['prediction', 'label', 'image'] as const) {
    if (wanted === role) {
      found[wanted] = query.file;
      continue;
    }
    let candidates = await inSiblings(query.file, wanted, places, list, patterns);
    if (candidates.length === 0) {
      candidates = await inOwnFolder(query.file, wanted, list, patterns);
    }
    const best = equallyGood(candidates, wanted);
    if (best.length > 1) {
      found.ambiguous[wanted] = candidates;
    } else {
      found[wanted] = best[0] ?? null;
    }
  }
  const starts = [found.label, found.prediction, query.file].filter(path => path !== null).map(folderOf);
  found.classes = await findClassesFiles(starts, list, query.root);
  return found;
}

/** The place whose folder carries the file's own role comes first, then the others from near to far. */
async function placesFor(file: string, role: PairRole, list: ListFolder, patterns: FolderPatterns): Promise<Place[]> {
  const places: Place[] = [];
  let folder = folderOf(file);
  let split = '';
  for (let depth = 0; depth <= MAX_SPLIT_DEPTH && nameOf(folder) !== ''; depth++) {
    const base = folderOf(folder);
    const siblings = foldersIn(await list(base));
    const place = { base, split };
    if (folderRole(nameOf(folder), siblings, patterns) === role) {
      places.unshift(place);
    } else {
      places.push(place);
    }
    split = joinPath(nameOf(folder), split);
    folder = base;
  }
  return places;
}

async function inSiblings(
  file: string,
  wanted: PairRole,
  places: Place[],
  list: ListFolder,
  patterns: FolderPatterns,
): Promise<string[]> {
  for (const { base, split } of places) {
    const siblings = foldersIn(await list(base));
    const candidates: string[] = [];
    for (const sibling of siblings.filter(name => folderRole(name, siblings, patterns) === wanted)) {
      candidates.push(...(await inRoleFolder(file, wanted, joinPath(base, sibling), split, list)));
    }
    if (candidates.length > 0) {
      return sorted(candidates, wanted);
    }
  }
  return [];
}

/** The same split first, then the folder itself, then the splits below it (predictions/model_a/x.npy). */
async function inRoleFolder(
  file: string,
  wanted: PairRole,
  folder: string,
  split: string,
  list: ListFolder,
): Promise<string[]> {
  for (const place of split === '' ? [folder] : [joinPath(folder, split), folder]) {
    const match = bestMatch(file, wanted, place, await list(place));
    if (match) {
      return [match];
    }
  }
  const matches: string[] = [];
  let level = [folder];
  for (let depth = 0, asked = 0; depth < MAX_SPLIT_DEPTH; depth++) {
    const below: string[] = [];
    for (const parent of level) {
      below.push(...foldersIn(await list(parent)).map(name => joinPath(parent, name)));
    }
    for (const place of below) {
      if (++asked > MAX_FOLDERS) {
        return matches;
      }
      const match = bestMatch(file, wanted, place, await list(place));
      if (match) {
        matches.push(match);
      }
    }
    level = below;
  }
  return matches;
}

/**
 * Same folder: the role must be said by the name ("tile_label.png", "logits.npy"); only where the folder itself has
 * no role does the extension suffice, so that a coloured preview beside a prediction is not taken for its label.
 */
async function inOwnFolder(
  file: string,
  wanted: PairRole,
  list: ListFolder,
  patterns: FolderPatterns,
): Promise<string[]> {
  const folder = folderOf(file);
  const siblings = foldersIn(await list(folderOf(folder)));
  const plain = folderRole(nameOf(folder), siblings, patterns) === null;
  const entries = (await list(folder)).filter(({ name }) => {
    const said = takeApart(stemOf(name)).role;
    return name !== nameOf(file) && (said === null ? plain && roleByName(name) === wanted : said === wanted);
  });
  const match = bestMatch(file, wanted, folder, entries);
  return match ? [match] : [];
}

/** The entry that fits best: equal stem, then equal key; the preferred word; the preferred extension. */
function bestMatch(file: string, wanted: PairRole, folder: string, entries: readonly DirectoryEntry[]): string | null {
  const stem = stemOf(nameOf(file));
  const { key } = takeApart(stem);
  let best: { name: string; score: number } | null = null;
  for (const { name, directory } of entries) {
    const extension = ROLE_EXTENSIONS[wanted].indexOf(extensionOf(name));
    if (directory || extension < 0) {
      continue;
    }
    const own = takeApart(stemOf(name));
    const equal = stemOf(name) === stem;
    // A name that says another role ("x_mask.png" among images) only counts when the stems are the same.
    if (!equal && (own.key !== key || (own.role !== null && own.role !== wanted))) {
      continue;
    }
    const score = (equal ? 0 : 10_000) + own.rank * 100 + extension;
    if (!best || score < best.score) {
      best = { name, score };
    }
  }
  return best && joinPath(folder, best.name);
}

function foldersIn(entries: readonly DirectoryEntry[]): string[] {
  return entries.filter(entry => entry.directory).map(entry => entry.name);
}

function sorted(paths: string[], wanted: PairRole): string[] {
  const rank = (path: string): number => ROLE_EXTENSIONS[wanted].indexOf(extensionOf(nameOf(path)));
  return [...paths].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * A single .npy wins over masks, which carry no losses. Among images the first will do: they are only background.
 */
function equallyGood(candidates: string[], wanted: PairRole): string[] {
  if (wanted === 'image') {
    return candidates.slice(0, 1);
  }
  if (wanted === 'label') {
    return candidates;
  }
  const arrays = candidates.filter(path => extensionOf(nameOf(path)) === 'npy');
  return arrays.length > 0 ? arrays : candidates;
}
