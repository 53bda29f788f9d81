import type { Codes } from './scene.js';
import type { Size } from './transform.js';

/** Half widths in CSS pixels: the line, and the line with its dark casing. */
export const LINE = 0.9;
export const CASING = 1.9;
/** Opacity of the casing. */
export const CASING_ALPHA = 0.65;
/** Length of a dash of the prediction's outline, in CSS pixels. */
const DASH = 4;

/** In device pixels. */
export function dashLength(ratio: number): number {
  return Math.max(1, Math.round(DASH * ratio));
}

/** Around a point: four neighbours, then the four between them. */
export const DIRECTIONS: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [Math.SQRT1_2, Math.SQRT1_2],
  [-Math.SQRT1_2, Math.SQRT1_2],
  [Math.SQRT1_2, -Math.SQRT1_2],
  [-Math.SQRT1_2, -Math.SQRT1_2],
];

/** Whether another code lies within `radius` (in pixels of the image) of a point. The image's own edge is none. */
export function nearBorder(codes: Codes, { width, height }: Size, x: number, y: number, radius: number): boolean {
  const own = codes[Math.floor(y) * width + Math.floor(x)];
  for (const [dx, dy] of DIRECTIONS) {
    const column = Math.min(width - 1, Math.max(0, Math.floor(x + dx * radius)));
    const row = Math.min(height - 1, Math.max(0, Math.floor(y + dy * radius)));
    if (codes[row * width + column] !== own) {
      return true;
    }
  }
  return false;
}
