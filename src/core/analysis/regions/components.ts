import type { Checkpoint } from '../../statistics/blocks.js';

/** What is looked at while a component is filled: each of its pixels once. */
export interface ComponentVisitor {
  begin(): void;
  pixel(k: number): void;
  /** The component is complete; false: its pixels are to be taken back. */
  end(pixels: number): boolean;
}

/** Pixels between two looks at the clock. */
const PIXELS_A_LOOK = 1 << 14;
const SLICE_MS = 40;

/**
 * The 8-connected components of a mask of several pictures below each other, filled one after the other. Gives for
 * every pixel the number of its component, from 1 in the order found; 0 where it is in none, or in one taken back.
 */
export async function components(
  mask: Uint8Array,
  { width, height }: { width: number; height: number },
  visitor: ComponentVisitor,
  checkpoint: Checkpoint,
): Promise<Int32Array> {
  const numbers = new Int32Array(mask.length);
  let queue = new Int32Array(1 << 12);
  let last = 0;
  let since = performance.now();
  for (let start = 0; start < mask.length; start++) {
    if (start % PIXELS_A_LOOK === 0 && performance.now() - since > SLICE_MS) {
      await checkpoint(start, mask.length);
      since = performance.now();
    }
    if (mask[start] === 0 || numbers[start] !== 0) {
      continue;
    }
    const pixels = fill(start, last + 1);
    if (visitor.end(pixels)) {
      last++;
    } else {
      for (let k = 0; k < pixels; k++) {
        // Not 0 yet: it must not be found again.
        numbers[queue[k]] = -1;
      }
    }
  }
  for (let k = 0; k < numbers.length; k++) {
    numbers[k] = Math.max(0, numbers[k]);
  }
  return numbers;

  /** Fills the component of a pixel; its pixels are then the first of the queue. */
  function fill(start: number, number: number): number {
    const perSample = width * height;
    const top = Math.floor(start / perSample) * perSample;
    visitor.begin();
    queue[0] = start;
    numbers[start] = number;
    let count = 1;
    for (let at = 0; at < count; at++) {
      const k = queue[at];
      visitor.pixel(k);
      const x = (k - top) % width;
      const y = Math.floor((k - top) / width);
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const neighbour = top + row * width + column;
          if (mask[neighbour] === 1 && numbers[neighbour] === 0) {
            numbers[neighbour] = number;
            if (count === queue.length) {
              const larger = new Int32Array(2 * count);
              larger.set(queue);
              queue = larger;
            }
            queue[count++] = neighbour;
          }
        }
      }
    }
    return count;
  }
}
