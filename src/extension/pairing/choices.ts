import type { PairRole } from '../../core/pairing/extensions.js';
import { folderOf } from '../../core/pairing/paths.js';

/** The part of `vscode.Memento` in use. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/**
 * Which folder was chosen for the files of a folder: asked once for labels/, known for the next label. Kept in the
 * workspace's own storage.
 */
export class Choices {
  constructor(private readonly memory: Memory) {}

  /** The remembered one among the candidates, if it is exactly one. */
  recall(role: PairRole, start: string, candidates: readonly string[]): string | undefined {
    const folder = this.memory.get(keyOf(role, start));
    const fitting = candidates.filter(candidate => folderOf(candidate) === folder);
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  async remember(role: PairRole, start: string, chosen: string): Promise<void> {
    await this.memory.update(keyOf(role, start), folderOf(chosen));
  }
}

function keyOf(role: PairRole, start: string): string {
  return `choice:${role}:${folderOf(start)}`;
}
