import type { Entry } from './entries.js';
import type { PairRole } from './extensions.js';
import { isDistinctive } from './far.js';
import { forEach, type Pace } from './pace.js';
import { isWithin } from './paths.js';
import { otherSplit, shareName } from './places.js';
import { keyOf, rankOf } from './scene.js';
import { select } from './select.js';

/** Entries of one role by the names their partners know them by, so that no two lists are ever compared in full. */
export class EntryIndex {
  private readonly byName = new Map<string, Entry[]>();
  /** For names that many files have ("truth.nii.gz" in each case's folder): the files by what their folders say. */
  private readonly byWord = new Map<string, Map<string, Entry[]>>();

  private constructor(readonly role: PairRole) {}

  static async of(role: PairRole, entries: readonly Entry[], pace: Pace): Promise<EntryIndex> {
    const index = new EntryIndex(role);
    await forEach(entries, pace, entry => {
      for (const name of entry.role === role ? namesOf(entry) : []) {
        push(index.byName, name, entry);
      }
    });
    return index;
  }

  /** Those that may belong to an entry of another role, the likeliest of a crowd. */
  possible(entry: Entry): Entry[] {
    const found = new Set<Entry>();
    for (const name of namesOf(entry)) {
      const crowd = this.byName.get(name) ?? [];
      for (const one of crowd.length > CROWD ? this.inCrowd(name, crowd, entry) : crowd) {
        found.add(one);
      }
    }
    return [...found];
  }

  private inCrowd(name: string, crowd: readonly Entry[], { words }: Entry): Entry[] {
    let byWord = this.byWord.get(name);
    if (!byWord) {
      byWord = new Map();
      for (const entry of crowd) {
        for (const word of entry.words) {
          push(byWord, word, entry);
        }
      }
      this.byWord.set(name, byWord);
    }
    const groups = [...words].map(word => byWord.get(word)).filter(group => group !== undefined);
    const [smallest = crowd] = groups.sort((a, b) => a.length - b.length);
    return smallest.slice(0, CROWD);
  }
}

/** More files of one name than this are told apart by their folders first. */
const CROWD = 32;

function namesOf({ scene }: Entry): Set<string> {
  // A stem that is only a word ("label") names its folder's scene.
  const stem = scene.key === '' ? [] : [scene.stem];
  return new Set([...stem, keyOf(scene), ...(scene.channel ? [scene.channel.of] : [])]);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}

export interface Match {
  /** null: none fits, or several do. */
  chosen: Entry | null;
  fitting: Entry[];
  /** false: no more than a common name speaks for it; see `Found.sure`. */
  sure: boolean;
}

/** What of an index belongs to an entry, by the same rules as from a single file. */
export function match(entry: Entry, index: EntryIndex): Match {
  const { role } = index;
  const best = new Map<string, { entry: Entry; rank: number }>();
  for (const other of index.possible(entry)) {
    const rank = other === entry || !mayMeet(entry, other) ? null : rankOf(entry.scene, role, other.scene);
    const known = best.get(other.folder);
    if (rank !== null && (!known || rank < known.rank || (rank === known.rank && other.name < known.entry.name))) {
      best.set(other.folder, { entry: other, rank });
    }
  }
  const found = [...best.values()].map(one => one.entry);
  // As from a single file: its own folder first where names say the role, and last where only extensions do.
  const own = found.filter(other => other.folder === entry.folder && other.why === 'word');
  const elsewhere = found.filter(other => other.why !== 'extension');
  const groups = entry.why === 'dataset' ? [found] : [own, elsewhere, found];
  const { chosen, fitting } = select(role, entry.words, groups.find(group => group.length > 0) ?? []);
  return { chosen, fitting, sure: fitting.every(other => isSure(entry, other)) };
}

function mayMeet(a: Entry, b: Entry): boolean {
  if (a.split !== null && b.split !== null && a.split !== b.split) {
    return false;
  }
  // Where only its extension speaks for a file, its folder and its partner must; "loss.npy" and "loss.png" are no pair.
  const guessed = [a, b].filter(one => one.why === 'extension').length;
  return guessed === 0 || (guessed === 1 && a.folder === b.folder);
}

function isSure(a: Entry, b: Entry): boolean {
  if (a.why === 'dataset' && b.why === 'dataset') {
    return true;
  }
  if (otherSplit(a.words, b.words)) {
    return false;
  }
  const kin = isWithin(a.anchor, b.anchor) || isWithin(b.anchor, a.anchor);
  return kin || shareName(a, b) || isDistinctive(keyOf(a.scene));
}
