import { bytesFor } from './btreeV2.js';
import type { Cursor, Hdf5File } from './cursor.js';

/** Objects of a fractal heap by their ids (III.G); here links, which are small and never filtered. */
export interface FractalHeap {
  /** The object of an id; undefined for huge and tiny ones, which no link of a sensible name is. */
  object(id: Cursor): Cursor | undefined;
}

export function openFractalHeap(file: Hdf5File, address: number): FractalHeap {
  const { offsetBytes, lengthBytes } = file.sizes;
  const head = file
    .at(address, 22 + 3 * offsetBytes + 12 * lengthBytes)
    .signature('FRHP')
    .skip(3);
  const filterBytes = head.u16();
  head.skip(1);
  const largestObject = head.u32();
  // Huge objects, free space, and what is used of the heap.
  head.skip(2 * offsetBytes + 10 * lengthBytes);
  const width = head.u16();
  const start = head.length();
  const largestBlock = head.length();
  const heapBits = head.u16();
  head.skip(2);
  const root = head.reference();
  const rows = head.u16();
  const powers = [start, largestBlock].every(size => size > 0 && Number.isInteger(Math.log2(size)));
  if (filterBytes > 0 || !powers || width === 0 || heapBits > 64 || start > largestBlock) {
    throw file.damaged(`the heap at address ${address} is of an unknown kind`);
  }
  const positionBytes = Math.ceil(heapBits / 8);
  const lengthSize = Math.min(Math.ceil(Math.log2(largestBlock) / 8), bytesFor(largestObject));
  const directRows = Math.log2(largestBlock) - Math.log2(start) + 2;
  const blockSize = (row: number) => (row === 0 ? start : start * 2 ** (row - 1));
  const rowStart = (row: number) => (row === 0 ? 0 : width * start * 2 ** (row - 1));

  /** Address of the direct block that holds a position, and the position at which that block begins. */
  const find = (
    block: number,
    rowCount: number,
    from: number,
    position: number,
  ): { at: number; begins: number } | undefined => {
    const inside = position - from;
    let row = 0;
    while (row + 1 < rowCount && rowStart(row + 1) <= inside) {
      row++;
    }
    const column = Math.floor((inside - rowStart(row)) / blockSize(row));
    if (column >= width) {
      return undefined;
    }
    const entry = row * width + column;
    const before = 5 + offsetBytes + positionBytes;
    file.at(block, 4).signature('FHIB');
    const child = file.at(block + before + entry * offsetBytes, offsetBytes).reference();
    if (child === undefined) {
      return undefined;
    }
    const begins = from + rowStart(row) + column * blockSize(row);
    if (row < directRows) {
      return { at: child, begins };
    }
    const childRows = Math.log2(blockSize(row)) - Math.log2(start * width) + 1;
    return find(child, childRows, begins, position);
  };

  return {
    object(id) {
      const type = (id.u8() >> 4) & 3;
      if (type !== 0 || root === undefined) {
        return undefined;
      }
      const position = id.uint(positionBytes);
      const length = id.uint(lengthSize);
      const block = rows === 0 ? { at: root, begins: 0 } : find(root, rows, 0, position);
      return block && file.at(block.at + position - block.begins, length);
    },
  };
}
