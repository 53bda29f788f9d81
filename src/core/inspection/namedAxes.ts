import { dropAxis, transposed } from '../formats/axes.js';
import type { NdArray } from '../formats/ndarray.js';

/** The order everything here is read in; what a format may call an axis. */
const ORDER = ['time', 'page', 'channel', 'z', 'y', 'x'] as const;

/**
 * Axes in the order (time, page, channel, z, y, x) where the file names them, whatever order it keeps them in.
 * Lengths of 1 go, but for channel, y and x. Arrays without names, or with others, come back as they are.
 */
export function orderNamedAxes(array: NdArray): NdArray {
  const { axes } = array;
  const known = (name: string): boolean => (ORDER as readonly string[]).includes(name);
  if (!axes?.every(known) || new Set(axes).size < axes.length || !axes.includes('y') || !axes.includes('x')) {
    return array;
  }
  const order = axes.map((_, k) => k).sort((a, b) => rank(axes[a]) - rank(axes[b]));
  let ordered = transposed(array, order);
  for (const name of ['time', 'page', 'z']) {
    const at = ordered.axes?.indexOf(name) ?? -1;
    if (at >= 0 && ordered.shape[at] === 1) {
      ordered = dropAxis(ordered, at);
    }
  }
  return ordered;
}

function rank(name: string): number {
  return (ORDER as readonly string[]).indexOf(name);
}
