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

/** Edge of a block, in pixels of the image. */
const BLOCK = 8;
const blocks = new WeakMap<Codes, Uint8Array>();

/**
 * By block of 8 x 8 pixels: 1 where it and the blocks around it hold a single code, so that no border is nearer than a
 * block. Most of a picture is such, and need not be looked at pixel by pixel.
 */
export function plainBlocks(codes: Codes, { width, height }: Size): { plain: Uint8Array; columns: number } {
  const columns = Math.ceil(width / BLOCK);
  let plain = blocks.get(codes);
  if (!plain) {
    plain = findPlainBlocks(codes, width, height, columns, Math.ceil(height / BLOCK));
    blocks.set(codes, plain);
  }
  return { plain, columns };
}

function findPlainBlocks(codes: Codes, width: number, height: number, columns: number, rows: number): Uint8Array {
  // The code of a block, or -1 where it has several.
  const single = new Int32Array(columns * rows).fill(-2);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x++, at++) {
      const block = row + Math.floor(x / BLOCK);
      const code = codes[at]!;
      if (single[block] !== code) {
        single[block] = single[block] === -2 ? code : -1;
      }
    }
  }
  const plain = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const own = single[row * columns + column]!;
      let alike = own >= 0;
      for (let y = Math.max(0, row - 1); alike && y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          alike &&= single[y * columns + x] === own;
        }
      }
      plain[row * columns + column] = alike ? 1 : 0;
    }
  }
  return plain;
}

/** Whether a point lies in a plain block, for which `radius` is small enough. */
export function isPlain(
  { plain, columns }: { plain: Uint8Array; columns: number },
  x: number,
  y: number,
  radius: number,
) {
  return radius <= BLOCK && plain[Math.floor(y / BLOCK) * columns + Math.floor(x / BLOCK)] === 1;
}

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
