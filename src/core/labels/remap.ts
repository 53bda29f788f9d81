import type { Remap } from './ids.js';
import { parseColor } from './palette.js';

/** At most this many values can be mapped: more is no table somebody wrote. */
const MAX_ENTRIES = 65_536;

/**
 * A table of stored values: whole numbers, colours "#rrggbb" or "*" to a class id or "ignore" (null reads as that).
 * `bad` makes the error from what is wrong, as the end of a sentence.
 */
export function checkedRemap(value: unknown, bad: (what: string) => Error): Remap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bad('nothing is mapped: it must be a table such as {"7": 0, "8": 1, "-1": "ignore"}');
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || entries.length > MAX_ENTRIES) {
    throw bad(
      entries.length === 0 ? 'the table is empty' : `there are ${entries.length} values, more than anybody writes`,
    );
  }
  const remap: Record<string, number | 'ignore'> = {};
  for (const [key, target] of entries) {
    const stored = key.trim().toLowerCase();
    if (!/^-?\d+$/.test(stored) && stored !== '*' && !parseColor(stored)) {
      throw bad(`${JSON.stringify(key)} is neither a whole number, nor "#rrggbb", nor "*"`);
    }
    const id = target === null ? 'ignore' : target;
    if (id !== 'ignore' && !(typeof id === 'number' && Number.isInteger(id) && id >= 0)) {
      throw bad(`${JSON.stringify(key)} becomes ${JSON.stringify(target)}, which is neither a class id nor "ignore"`);
    }
    remap[/^-?\d+$/.test(stored) ? String(Number(stored)) : stored] = id;
  }
  return remap;
}

/** What a remap says of one value: a class id, "ignore", or undefined where it says nothing. */
export function mapped(remap: Remap, value: number | string): number | 'ignore' | undefined {
  return remap[String(value)] ?? remap['*'];
}

/** "7→0, 8→1, 11→2 and 16 more" */
export function describeRemap(remap: Remap): string {
  const classes = Object.entries(remap).filter(([, target]) => target !== 'ignore');
  const shown = classes.slice(0, 4).map(([value, target]) => `${value}→${target}`);
  return shown.join(', ') + (classes.length > shown.length ? ` and ${classes.length - shown.length} more` : '');
}
