import { folderOf } from '../../core/pairing/paths.js';
import type { Memory } from '../pairing/choices.js';
import type { Pair } from './pair.js';

const KEY = 'labels.declined';

/** The oldest are forgotten beyond so many. */
const MOST = 200;

/** Readings of labels that the user did not want, for all labels of a folder; kept in the workspace's own storage. */
export class Declined {
  constructor(private readonly memory: Memory) {}

  has(pair: Pair, title: string): boolean {
    return this.all().includes(keyOf(pair, title));
  }

  async add(pair: Pair, title: string): Promise<void> {
    const key = keyOf(pair, title);
    await this.memory.update(KEY, [key, ...this.all().filter(one => one !== key)].slice(0, MOST));
  }

  private all(): string[] {
    const kept = this.memory.get(KEY);
    return Array.isArray(kept) ? kept.filter(one => typeof one === 'string') : [];
  }
}

function keyOf({ label, prediction }: Pair, title: string): string {
  return `${folderOf(label ?? prediction)} ${title}`;
}
