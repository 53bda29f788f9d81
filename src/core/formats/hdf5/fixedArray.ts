import type { ReadElement, StoredChunk } from './chunkIndex.js';
import type { Hdf5File } from './cursor.js';

/** Reads a fixed array (VIII.C of the specification's appendix): one element for each chunk, in pages where many. */
export function readFixedArray(
  file: Hdf5File,
  address: number,
  read: ReadElement,
  put: (number: number, stored: StoredChunk) => void,
): void {
  const { offsetBytes, lengthBytes } = file.sizes;
  const head = file
    .at(address, 12 + offsetBytes + lengthBytes)
    .signature('FAHD')
    .skip(2);
  const [elementBytes, pageBits] = [head.u8(), head.u8()];
  const count = head.length();
  const block = head.reference();
  if (block === undefined) {
    return;
  }
  const page = 2 ** pageBits;
  const paged = count > page;
  const pages = paged ? Math.ceil(count / page) : 0;
  const bitmap = Math.ceil(pages / 8);
  const prefix = 6 + offsetBytes;
  const start = file
    .at(block, prefix + bitmap)
    .signature('FADB')
    .skip(2 + offsetBytes);
  const written = start.raw(bitmap);
  const readRun = (at: number, first: number, length: number) => {
    const elements = file.at(at, length * elementBytes);
    for (let k = 0; k < length; k++) {
      const stored = read(elements.part(elementBytes));
      if (stored) {
        put(first + k, stored);
      }
    }
  };
  if (!paged) {
    readRun(block + prefix, 0, count);
    return;
  }
  for (let k = 0; k < pages; k++) {
    // The bitmap's first page is its highest bit. Every page but the last is whole, and a checksum follows each.
    if (written[k >> 3] & (0x80 >> (k & 7))) {
      const at = block + prefix + bitmap + 4 + k * (page * elementBytes + 4);
      readRun(at, k * page, Math.min(page, count - k * page));
    }
  }
}
