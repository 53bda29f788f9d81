import type { ClassSpec } from '../classSpec.js';
import { classOf } from '../codes.js';

/** Pixels whose value is neither a class nor ignored. */
export function outside(values: ReadonlyMap<number, number>, spec: ClassSpec, numClasses: number): number {
  let count = 0;
  for (const [stored, pixels] of values) {
    const id = classOf(stored, spec);
    count += id === null || (id >= 0 && id < numClasses) ? 0 : pixels;
  }
  return count;
}
