import { walkBtreeV1 } from './btreeV1.js';
import { walkBtreeV2 } from './btreeV2.js';
import type { Cursor, Hdf5File } from './cursor.js';
import { readExtensibleArray } from './extensibleArray.js';
import { readFixedArray } from './fixedArray.js';
import type { ChunkIndexInfo } from './layout.js';
import type { Dataspace } from './messages.js';

/** A stored chunk. */
export interface StoredChunk {
  address: number;
  /** Stored bytes. */
  size: number;
  /** Filters left out, by bit. */
  mask: number;
}

/** What finding a dataset's chunks takes. */
export interface ChunkedData {
  space: Dataspace;
  chunk: readonly number[];
  /** Bytes of a chunk before filters. */
  chunkBytes: number;
  filtered: boolean;
  index: ChunkIndexInfo;
}

/**
 * The stored chunks of a dataset by their place: chunk (i, j, …) of a grid of `counts` chunks is at its row-major number.
 * Chunks that are missing were never written.
 */
export function readChunks(file: Hdf5File, data: ChunkedData, counts: readonly number[]): Map<number, StoredChunk> {
  const chunks = new Map<number, StoredChunk>();
  const put = (position: readonly number[], stored: StoredChunk) => {
    // Chunks beyond the current shape remain where a dataset has shrunk.
    if (position.every((at, axis) => Number.isInteger(at) && at < counts[axis])) {
      chunks.set(
        position.reduce((number, at, axis) => number * counts[axis] + at, 0),
        stored,
      );
    }
  };
  if (data.index.address !== undefined) {
    READERS[data.index.kind](file, data, data.index.address, put);
  }
  return chunks;
}

type Put = (position: readonly number[], stored: StoredChunk) => void;
type Read = (file: Hdf5File, data: ChunkedData, address: number, put: Put) => void;

const READERS: Record<ChunkIndexInfo['kind'], Read> = {
  btree1(file, { chunk }, address, put) {
    walkBtreeV1(file, address, 1, 8 + 8 * (chunk.length + 1), (key, child) => {
      const [size, mask] = [key.u32(), key.u32()];
      // Keys count elements, the other indices chunks.
      const position = chunk.map(length => key.uint(8) / length);
      put(position, { address: child, size, mask });
    });
  },

  single(_file, { chunk, chunkBytes, index }, address, put) {
    put(
      chunk.map(() => 0),
      { address, size: index.size ?? chunkBytes, mask: index.mask ?? 0 },
    );
  },

  implicit(file, { space, chunk, chunkBytes }, address, put) {
    const chunks = gridOf(space.shape, chunk).reduce((product, length) => product * length, 1);
    if (chunks * chunkBytes > file.source.size) {
      throw file.damaged('a dataset is larger than the file');
    }
    eachPosition(gridOf(space.shape, chunk), position => {
      const number = numberOf(position, gridOf(space.largest, chunk));
      put(position, { address: address + number * chunkBytes, size: chunkBytes, mask: 0 });
    });
  },

  fixedArray(file, data, address, put) {
    const grid = gridOf(data.space.largest, data.chunk);
    readFixedArray(file, address, elementOf(data), (number, stored) => put(positionOf(number, grid), stored));
  },

  extensibleArray(file, data, address, put) {
    const { space, chunk } = data;
    // The axis without limit counts as the first one, so that numbers stay when it grows.
    const growing = space.largest.indexOf(Number.POSITIVE_INFINITY);
    const grid = gridOf(space.largest, chunk);
    const order = [growing, ...grid.map((_, axis) => axis).filter(axis => axis !== growing)];
    readExtensibleArray(file, address, elementOf(data), (number, stored) => {
      const swapped = positionOf(
        number,
        order.map(axis => grid[axis]),
      );
      put(
        grid.map((_, axis) => swapped[order.indexOf(axis)]),
        stored,
      );
    });
  },

  btree2(file, { chunk, chunkBytes }, address, put) {
    walkBtreeV2(file, address, [10, 11], (record, type) => {
      const child = record.reference();
      const plain = type === 10;
      // The size is as wide as the record leaves room for.
      const sizeBytes = plain ? 0 : record.left - 4 - 8 * chunk.length;
      const size = plain ? chunkBytes : record.uint(sizeBytes);
      const mask = plain ? 0 : record.u32();
      const position = chunk.map(() => record.uint(8));
      if (child !== undefined) {
        put(position, { address: child, size, mask });
      }
    });
  },
};

/** Reads one element of a fixed or extensible array; undefined for a chunk that is not there. */
export type ReadElement = (element: Cursor) => StoredChunk | undefined;

function elementOf({ chunkBytes, filtered }: ChunkedData): ReadElement {
  return element => {
    const address = element.reference();
    const size = filtered ? element.uint(element.left - 4) : chunkBytes;
    const mask = filtered ? element.u32() : 0;
    return address === undefined ? undefined : { address, size, mask };
  };
}

/** Chunks along each axis. */
export function gridOf(lengths: readonly number[], chunk: readonly number[]): number[] {
  return lengths.map((length, axis) => Math.ceil(length / chunk[axis]));
}

function numberOf(position: readonly number[], grid: readonly number[]): number {
  return position.reduce((number, at, axis) => number * grid[axis] + at, 0);
}

/** Inverse of numberOf; the first axis may be without limit. */
function positionOf(number: number, grid: readonly number[]): number[] {
  const position = new Array<number>(grid.length);
  let rest = number;
  for (let axis = grid.length - 1; axis > 0; axis--) {
    position[axis] = rest % grid[axis];
    rest = Math.floor(rest / grid[axis]);
  }
  position[0] = rest;
  return position;
}

/** Calls `visit` for each position of a grid in row-major order. */
export function eachPosition(grid: readonly number[], visit: (position: readonly number[]) => void): void {
  if (grid.some(length => length === 0)) {
    return;
  }
  const position = grid.map(() => 0);
  for (;;) {
    visit(position);
    let axis = grid.length - 1;
    while (axis >= 0 && ++position[axis] === grid[axis]) {
      position[axis--] = 0;
    }
    if (axis < 0) {
      return;
    }
  }
}
