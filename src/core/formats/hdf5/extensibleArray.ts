import type { ReadElement, StoredChunk } from './chunkIndex.js';
import type { Hdf5File } from './cursor.js';

/**
 * Reads an extensible array (VIII.D of the specification's appendix): elements in an index block, then in data blocks
 * that double in size, the first of which the index block points to, the others super blocks.
 */
export function readExtensibleArray(
  file: Hdf5File,
  address: number,
  read: ReadElement,
  put: (number: number, stored: StoredChunk) => void,
): void {
  const { offsetBytes, lengthBytes } = file.sizes;
  const head = file
    .at(address, 16 + offsetBytes + 6 * lengthBytes)
    .signature('EAHD')
    .skip(2);
  const elementBytes = head.u8();
  const [numberBits, inIndex, smallestBlock, smallestPointers, pageBits] = Array.from({ length: 5 }, () => head.u8());
  head.skip(4 * lengthBytes);
  const count = head.length();
  const index = head.skip(lengthBytes).reference();
  if (index === undefined) {
    return;
  }
  if (![smallestBlock, smallestPointers].every(size => size > 0 && Number.isInteger(Math.log2(size)))) {
    throw file.damaged(`the chunk index at address ${address} is of an unknown kind`);
  }
  const page = 2 ** pageBits;
  const positionBytes = Math.ceil(numberBits / 8);
  const supers = 1 + numberBits - Math.log2(smallestBlock);
  const direct = 2 * Math.log2(smallestPointers);
  const blocksIn = (level: number) => 2 ** Math.floor(level / 2);
  const elementsIn = (level: number) => 2 ** Math.floor((level + 1) / 2) * smallestBlock;

  const readRun = (at: number, first: number, length: number) => {
    const elements = file.at(at, length * elementBytes);
    for (let k = 0; k < length && first + k < count; k++) {
      const stored = read(elements.part(elementBytes));
      if (stored) {
        put(first + k, stored);
      }
    }
  };
  /** `written`: bits of the pages that are, from the highest of each byte. */
  const readDataBlock = (at: number, first: number, length: number, written: Uint8Array) => {
    file.at(at, 4).signature('EADB');
    const prefix = 6 + offsetBytes + positionBytes;
    if (length <= page) {
      readRun(at + prefix, first, length);
      return;
    }
    for (let k = 0; k < length / page; k++) {
      if (written[k >> 3] & (0x80 >> (k & 7))) {
        readRun(at + prefix + 4 + k * (page * elementBytes + 4), first + k * page, page);
      }
    }
  };

  const directBlocks = 2 * (smallestPointers - 1);
  const pointers = directBlocks + Math.max(0, supers - direct);
  const prefix = 6 + offsetBytes;
  const block = file.at(index, prefix + inIndex * elementBytes + pointers * offsetBytes).signature('EAIB');
  readRun(index + prefix, 0, inIndex);
  block.skip(2 + offsetBytes + inIndex * elementBytes);
  let first = inIndex;
  for (let level = 0; level < supers && first < count; level++) {
    const [blocks, length] = [blocksIn(level), elementsIn(level)];
    if (level < direct) {
      for (let k = 0; k < blocks; k++, first += length) {
        const at = block.reference();
        if (at !== undefined && first < count) {
          readDataBlock(at, first, length, new Uint8Array(0));
        }
      }
      continue;
    }
    const at = block.reference();
    if (at === undefined) {
      first += blocks * length;
      continue;
    }
    const bitmap = length > page ? Math.ceil(length / page / 8) : 0;
    const inside = file.at(at, prefix + positionBytes + blocks * (bitmap + offsetBytes)).signature('EASB');
    const bitmaps = inside.skip(2 + offsetBytes + positionBytes).raw(blocks * bitmap);
    for (let k = 0; k < blocks; k++, first += length) {
      const child = inside.reference();
      if (child !== undefined && first < count) {
        readDataBlock(child, first, length, bitmaps.subarray(k * bitmap, (k + 1) * bitmap));
      }
    }
  }
}
