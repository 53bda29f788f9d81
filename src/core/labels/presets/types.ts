import type { ClassList } from '../classLists/types.js';
import type { PresetId } from '../ids.js';
import { parseColor, type Rgb } from '../palette.js';

/** The classes of a public dataset as its labels are commonly stored. */
export interface Preset extends ClassList {
  readonly id: PresetId;
  readonly title: string;
  readonly count: number;
  /** Found in the paths of its files; evidence for a proposal, never enough by itself. */
  readonly path: RegExp;
  /** Found in file names that leave no doubt. */
  readonly fileName?: RegExp;
}

/** Class names and colours from lines of "rrggbb name". */
export function colourTable(lines: string): { count: number; names: string[]; colors: Rgb[] } {
  const rows = lines.trim().split('\n');
  const names = rows.map(row => row.trim().slice(7));
  return { count: names.length, names, colors: rows.map(row => hex(row.trim().slice(0, 6))) };
}

/** Colours from "rrggbb rrggbb …". */
export function hexColours(list: string): Rgb[] {
  return list.split(' ').map(hex);
}

function hex(text: string): Rgb {
  const rgb = parseColor(`#${text}`);
  if (!rgb) {
    throw new Error(`${text} is no colour`);
  }
  return rgb;
}
