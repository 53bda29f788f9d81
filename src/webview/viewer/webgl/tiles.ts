import type { Rect } from '../raster.js';
import type { Size } from '../transform.js';

/** Pixels a tile holds beyond those it draws, for what looks at neighbours: samples below 1:1 and outlines. */
const APRON = 16;

/** A part of the image that fits into one texture. */
export interface Tile {
  /** The pixels it draws. */
  core: Rect;
  /** The pixels it holds. */
  held: Rect;
}

/** The image in as few tiles as textures of at most `limit` pixels a side allow. */
export function tilesOf({ width, height }: Size, limit: number): Tile[] {
  const columns = cuts(width, limit);
  return cuts(height, limit).flatMap(row =>
    columns.map(column => ({
      core: { x: column.core[0], y: row.core[0], width: column.core[1], height: row.core[1] },
      held: { x: column.held[0], y: row.held[0], width: column.held[1], height: row.held[1] },
    })),
  );
}

/** [start, length] pairs along one axis. */
function cuts(length: number, limit: number): { core: [number, number]; held: [number, number] }[] {
  if (length <= limit) {
    return [{ core: [0, length], held: [0, length] }];
  }
  // A driver allows 2048 at least; the floor is for pictures that are very much finer than the image.
  const step = Math.max(1, limit - 2 * APRON);
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => {
    const start = index * step;
    const end = Math.min(length, start + step);
    const first = Math.max(0, start - APRON);
    return { core: [start, end - start], held: [first, Math.min(length, end + APRON) - first] };
  });
}
