import { type Entry, entriesOf } from './entries.js';
import { forEach, type Pace } from './pace.js';
import type { Surroundings } from './surroundings.js';
import { type WalkLimits, walk } from './walk.js';

/** All files below a folder that may be part of a pair. */
export interface Inventory {
  entries: Entry[];
  /** false: the limits were met, and there is more. */
  complete: boolean;
}

export async function takeInventory(
  root: string,
  around: Surroundings,
  pace: Pace,
  limits?: WalkLimits,
): Promise<Inventory> {
  const entries: Entry[] = [];
  const folders = walk(root, around, limits);
  for (;;) {
    const step = await folders.next();
    if (step.done) {
      return { entries, complete: step.value.complete };
    }
    await forEach(entriesOf(step.value), pace, entry => {
      entries.push(entry);
    });
  }
}
