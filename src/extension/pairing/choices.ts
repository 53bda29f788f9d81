import type { PairRole } from '../../core/pairing/extensions.js';
import { commonFolder, folderOf, isWithin } from '../../core/pairing/paths.js';

/** The part of `vscode.Memento` in use. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** An answer that is remembered, in URIs. */
export type Choice =
  /** For files in `base` the partner is taken from `folder`: predictions_a for labels/, and for all its siblings. */
  | { kind: 'folder'; role: PairRole; base: string; folder: string }
  /** The partner of one file, of a name that no rule would find. */
  | { kind: 'file'; role: PairRole; start: string; chosen: string };

const KEY = 'pairing.choices';

/** The oldest are forgotten beyond so many. */
const MOST = 200;

/** What was answered when several files fitted; kept in the workspace's own storage, the newest first. */
export class Choices {
  constructor(private readonly memory: Memory) {}

  all(): Choice[] {
    const kept = this.memory.get(KEY);
    return Array.isArray(kept) ? kept.filter(isChoice) : [];
  }

  /** The one of the candidates that an earlier answer means: that for the file, else for the nearest folder above it. */
  recall(role: PairRole, start: string, candidates: readonly string[]): string | undefined {
    const chosen = this.chosenFor(role, start);
    if (chosen !== undefined && candidates.includes(chosen)) {
      return chosen;
    }
    return this.applying(role, start, candidates)?.chosen;
  }

  /** The partner chosen for this very file. */
  chosenFor(role: PairRole, start: string): string | undefined {
    for (const choice of this.all()) {
      if (choice.kind === 'file' && choice.role === role && choice.start === start) {
        return choice.chosen;
      }
    }
    return undefined;
  }

  /** The rule that decides among candidates, and how. */
  applying(
    role: PairRole,
    start: string,
    candidates: readonly string[],
  ): { choice: Choice & { kind: 'folder' }; chosen: string } | undefined {
    const rules = this.all().filter(one => one.kind === 'folder' && one.role === role && isWithin(start, one.base));
    const nearestFirst = (rules as (Choice & { kind: 'folder' })[]).sort((a, b) => b.base.length - a.base.length);
    for (const choice of nearestFirst) {
      const inside = candidates.filter(candidate => isWithin(candidate, choice.folder));
      if (inside.length === 1) {
        return { choice, chosen: inside[0] };
      }
    }
    return undefined;
  }

  /** Keeps an answer, in place of an earlier one to the same question. */
  async remember(role: PairRole, start: string, candidates: readonly string[], chosen: string): Promise<void> {
    const choice = ruleFor(role, start, candidates, chosen) ?? { kind: 'file', role, start, chosen };
    const forFile: Choice = { kind: 'file', role, start, chosen };
    const rest = this.all().filter(one => !isAboutSame(one, choice) && !isAboutSame(one, forFile));
    await this.memory.update(KEY, [choice, ...rest].slice(0, MOST));
  }

  async forget(choice: Choice): Promise<void> {
    await this.memory.update(
      KEY,
      this.all().filter(one => !isAboutSame(one, choice)),
    );
  }
}

/**
 * The rule in an answer: the chosen one is told from the others by a folder, for all files below the folder they share
 * with the start. One that was alone, but unsure, is a rule for its folder. undefined: it is about one file only.
 */
function ruleFor(role: PairRole, start: string, candidates: readonly string[], chosen: string): Choice | undefined {
  if (!candidates.includes(chosen)) {
    return undefined;
  }
  if (candidates.length === 1) {
    return { kind: 'folder', role, base: folderOf(start), folder: folderOf(chosen) };
  }
  const folder = ownFolder(
    chosen,
    candidates.filter(candidate => candidate !== chosen),
  );
  const base = commonFolder([start, ...candidates].map(folderOf));
  return folder === undefined ? undefined : { kind: 'folder', role, base, folder };
}

/** The highest folder above a file that none of the others lies in; undefined: they share its folder. */
function ownFolder(chosen: string, others: readonly string[]): string | undefined {
  let own: string | undefined;
  let folder = folderOf(chosen);
  while (!others.some(other => isWithin(other, folder)) && folder !== folderOf(folder)) {
    own = folder;
    folder = folderOf(folder);
  }
  return own;
}

function isAboutSame(a: Choice, b: Choice): boolean {
  if (a.kind === 'folder') {
    return b.kind === 'folder' && a.role === b.role && a.base === b.base;
  }
  return b.kind === 'file' && a.role === b.role && a.start === b.start;
}

function isChoice(value: unknown): value is Choice {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const one = value as Record<string, unknown>;
  const names = one.kind === 'folder' ? ['role', 'base', 'folder'] : ['role', 'start', 'chosen'];
  return (one.kind === 'folder' || one.kind === 'file') && names.every(name => typeof one[name] === 'string');
}
