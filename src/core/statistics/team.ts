import type { BlockTask, Chunk } from './blocks.js';
import type { PortableView } from './portableView.js';

/** Helper threads that take chunks of a pass. Threads are the host's matter: the core only hands out work. */
export interface Team {
  /** What the helpers have done once no chunk is left. Rejects with TeamError where one died. */
  start<R>(job: string, view: PortableView | { numClasses: number }, task: BlockTask<unknown>): Promise<Chunk<R>[]>;
}

let team: Team | null = null;

/** Gives this thread helpers for large passes; null: none. */
export function useTeam(helpers: Team | null): void {
  team = helpers;
}

export function currentTeam(): Team | null {
  return team;
}
