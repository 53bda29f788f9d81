import { extensionRank, isArray, type PairRole } from './extensions.js';
import { nameOf, stemOf } from './paths.js';
import { nearest, notElsewhere } from './places.js';
import { takeApart } from './words.js';

/** A file that may be the one looked for. */
export interface Candidate {
  path: string;
  /** What its folders say. */
  words: ReadonlySet<string>;
  /** Whether its folder announces paintings; see FolderFact. */
  painted: boolean;
}

export interface Selection<T> {
  /** The one that is meant; null: none, or several fit equally well. */
  chosen: T | null;
  /** All that fit, best first. */
  fitting: T[];
}

/** What is never told apart by reading goes by the name; a tie is left to the caller. */
export function select<T extends Candidate>(
  wanted: PairRole,
  own: ReadonlySet<string>,
  found: readonly T[],
): Selection<T> {
  const real = found.filter(({ painted }) => !painted);
  const candidates = inOrder(wanted, real.length > 0 ? real : found);
  if (wanted === 'image') {
    // Images are only background, and a scene with two (before and after) shows the first.
    const fitting = nearest(own, candidates);
    return { chosen: fitting[0] ?? null, fitting };
  }
  if (wanted === 'label') {
    const fitting = firstWritten(bestNamed(nearest(own, candidates)));
    return { chosen: fitting.length === 1 ? fitting[0] : null, fitting };
  }
  // A single array wins over masks, which carry no losses.
  const fitting = notElsewhere(own, candidates);
  const arrays = fitting.filter(({ path }) => isArray(nameOf(path)));
  const best = arrays.length > 0 ? arrays : fitting;
  return { chosen: best.length === 1 ? best[0] : null, fitting };
}

function inOrder<T extends Candidate>(wanted: PairRole, found: readonly T[]): T[] {
  const rank = ({ path }: T): number => extensionRank(wanted, nameOf(path));
  return [...found].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Where datasets' own suffixes are met, the best of these: "21_manual1" before "21_manual2" and "21_training_mask". */
function bestNamed<T extends Candidate>(found: T[]): T[] {
  const ranks = found.map(({ path }) => {
    const { strong, rank } = takeApart(stemOf(nameOf(path)));
    return strong ? rank : Number.POSITIVE_INFINITY;
  });
  const best = Math.min(...ranks);
  return found.filter((_, k) => ranks[k] === best);
}

/** Of one label written twice ("SegmentationClass/x.png", "SegmentationClassNpy/x.npy") the first. */
function firstWritten<T extends Candidate>(found: T[]): T[] {
  const plain = new Set<string>();
  return found.filter(({ path }) => {
    const folders = path.split('/').slice(0, -1);
    const name = folders.map(folder => folder.replace(/[_-]?(png|npy|npz|nii|tiff?)$/i, '')).join('/');
    return !plain.has(name) && plain.add(name);
  });
}
