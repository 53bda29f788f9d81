import type { NdArray } from '../formats/ndarray.js';
import type { Axes } from './layout.js';
import { rowReader } from './rowReader.js';
import type { Steps } from './steps.js';

/** How many pixels hold each value of a single-channel map, as stored. */
export interface ValueCounts {
  counts: Map<number, number>;
  /** False when there are more than MAX_DISTINCT values: the map has those met until then. */
  complete: boolean;
}

const MAX_DISTINCT = 1 << 16;
const TALLIED = 1 << 16;

/** Counts the values of a map of class ids (or of what is taken for one). */
export function* countValues(array: NdArray, axes: Axes): Steps<ValueCounts> {
  const { samples, height, width } = axes;
  const tally = new Uint32Array(TALLIED);
  const counts = new Map<number, number>();
  const read = rowReader(array, axes);
  const row = new Float64Array(axes.channels * width);
  let complete = true;
  for (let line = 0; line < samples * height && complete; line++) {
    read(Math.floor(line / height), line % height, row);
    for (let x = 0; x < width; x++) {
      const value = row[x];
      if (value >= 0 && value < TALLIED && value === Math.trunc(value)) {
        tally[value]++;
      } else {
        counts.set(value, (counts.get(value) ?? 0) + 1);
        complete = counts.size <= MAX_DISTINCT;
      }
    }
    yield line / (samples * height);
  }
  const all = new Map<number, number>();
  tally.forEach((count, value) => {
    if (count > 0) {
      all.set(value, count);
    }
  });
  for (const [value, count] of counts) {
    all.set(value, count);
  }
  return { counts: all, complete };
}
