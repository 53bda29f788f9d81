import type { Remap } from '../ids.js';
import type { Rgb } from '../palette.js';

/** What a class list says, from a file or a preset; every field but names and colours may be left open. */
export interface ClassList {
  count?: number;
  names: readonly (string | undefined)[];
  colors: readonly (Rgb | undefined)[];
  /** Values (after `remap` and the zero reduction) that are not counted. */
  ignoreValues?: readonly number[];
  ignoreName?: string;
  /** Colours of pixels that are not counted. */
  ignoreColors?: readonly Rgb[];
  reduceZeroLabel?: boolean;
  remap?: Remap;
  /** Colour samples are 0 below this and 255 from it, before colours are compared. */
  colourThreshold?: number;
}
