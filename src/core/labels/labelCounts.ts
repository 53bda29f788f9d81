import { IGNORED_CODE } from '../inspection/layers.js';
import type { LabelMap } from './labelMap.js';

/** What is counted from a label alone. */
export interface LabelCounts {
  /** Label pixels [samples, classes], and ignored pixels of each sample. */
  counts: Float64Array;
  ignored: Float64Array;
}

/** Counting takes a look at every pixel, and every loss under every setting wants to know. */
const counted = new WeakMap<Uint16Array, LabelCounts>();

export function labelCountsOf({ codes, samples, width, height }: LabelMap, numClasses: number): LabelCounts {
  let found = counted.get(codes);
  if (!found || found.counts.length !== samples * numClasses) {
    found = { counts: new Float64Array(samples * numClasses), ignored: new Float64Array(samples) };
    const perSample = width * height;
    for (let n = 0, k = 0; n < samples; n++) {
      for (const end = k + perSample; k < end; k++) {
        const code = codes[k];
        if (code === IGNORED_CODE) {
          found.ignored[n]++;
        } else {
          found.counts[n * numClasses + code]++;
        }
      }
    }
    counted.set(codes, found);
  }
  return found;
}
