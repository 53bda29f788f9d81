import { type DirectoryEntry, filesIn, foldersIn } from './listing.js';
import { joinPath } from './paths.js';
import { isSplit, placeWords } from './places.js';
import { type Link, linkOf, MAX_SPLIT_DEPTH, type Surroundings } from './surroundings.js';

/** Folders that hold no dataset, or one a second time; hidden ones are among them. */
export const SKIPPED = /^(\..*|node_modules|__pycache__|site-packages|nnUNet_preprocessed)$/;

export interface WalkLimits {
  folders: number;
  files: number;
  depth: number;
}

export const WALK_LIMITS: WalkLimits = { folders: 50_000, files: 1_000_000, depth: 12 };

/** So many folders are asked for at once: remote file systems answer each in milliseconds, but in parallel. */
const AT_ONCE = 16;

export interface WalkedFolder {
  path: string;
  /** The folder and those above it below the root, nearest first. */
  links: readonly Link[];
  /** What all its folders below the root say; see `placeWords`. */
  words: ReadonlySet<string>;
  /** The folder of the dataset it belongs to: above the first folder named after a role or split. */
  anchor: string;
  /** Names of its files, sorted. */
  files: readonly string[];
}

interface Step extends Omit<WalkedFolder, 'files'> {
  depth: number;
  /** Whether `anchor` is final for all below. */
  anchored: boolean;
  /** Listings of the folders above, kept below links only: the same one again is a circle. */
  above: readonly string[];
  linked: boolean;
}

/**
 * All folders below `root` with their files, level by level and in the order of their names. Ends early at the limits
 * and says so by its return value; links that lead in circles are left out.
 */
export async function* walk(
  root: string,
  around: Surroundings,
  limits: WalkLimits = WALK_LIMITS,
): AsyncGenerator<WalkedFolder, { complete: boolean }> {
  const start = { path: root, links: [], words: new Set<string>(), anchor: root, anchored: false };
  let level: Step[] = [{ ...start, depth: 0, above: [], linked: false }];
  let [folders, files] = [0, 0];
  let complete = true;
  while (level.length > 0) {
    const next: Step[] = [];
    for (let from = 0; from < level.length; from += AT_ONCE) {
      const steps = level.slice(from, from + AT_ONCE);
      const listings = await Promise.all(steps.map(step => around.list(step.path)));
      for (const [k, step] of steps.entries()) {
        const entries = [...listings[k]].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
        const listed = listingOf(entries);
        if (step.linked && step.above.includes(listed)) {
          continue;
        }
        const names = filesIn(entries);
        folders++;
        files += names.length;
        if (folders > limits.folders || files > limits.files) {
          return { complete: false };
        }
        const { path, links, words, anchor } = step;
        yield { path, links, words, anchor, files: names };
        if (step.depth >= limits.depth) {
          complete &&= foldersIn(entries).length === 0;
        } else {
          next.push(...(await stepsBelow(step, entries, listed, around)));
        }
      }
    }
    level = next;
  }
  return { complete };
}

async function stepsBelow(
  step: Step,
  entries: readonly DirectoryEntry[],
  listed: string,
  around: Surroundings,
): Promise<Step[]> {
  const facts = await around.facts(step.path);
  return entries
    .filter(({ name, directory }) => directory && !SKIPPED.test(name))
    .map(({ name, link = false }) => {
      const own = linkOf(name, facts);
      const path = joinPath(step.path, name);
      const anchored = step.anchored || own.fact !== null || isSplit(name);
      return {
        path,
        anchor: anchored ? step.anchor : path,
        anchored,
        links: [own, ...step.links].slice(0, MAX_SPLIT_DEPTH + 1),
        words: new Set([...step.words, ...placeWords([own, ...step.links])]),
        depth: step.depth + 1,
        above: [...step.above, listed],
        linked: step.linked || link,
      };
    });
}

/** Two folders of the same names are the same folder, as far as a circle of links is concerned. */
function listingOf(entries: readonly DirectoryEntry[]): string {
  return entries.map(({ name }) => name).join('/');
}

/** One folder as a walk from `root` would have met it. */
export async function folderAt(path: string, root: string, around: Surroundings): Promise<WalkedFolder> {
  const inside = joinPath(path, '?');
  const [links, words, anchor, entries] = await Promise.all([
    around.links(inside, root),
    around.words(inside, root),
    around.anchor(inside, root),
    around.list(path),
  ]);
  return { path, links, words, anchor, files: filesIn(entries).sort() };
}
