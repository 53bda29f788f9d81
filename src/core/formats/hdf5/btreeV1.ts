import type { Cursor, Hdf5File } from './cursor.js';

/**
 * Walks a version 1 B-tree (III.A.1): calls `leaf` for each entry of the lowest level with its key and what it points
 * to. Node type 0 is a group's, 1 a dataset's chunks. A circle ends at the file's budget; levels must go down.
 */
export function walkBtreeV1(
  file: Hdf5File,
  root: number,
  type: 0 | 1,
  keyBytes: number,
  leaf: (key: Cursor, child: number) => void,
): void {
  const walk = (address: number, above: number) => {
    const { offsetBytes } = file.sizes;
    const head = file.at(address, 8 + 2 * offsetBytes).signature('TREE');
    const [found, level, count] = [head.u8(), head.u8(), head.u16()];
    if (found !== type || level >= above) {
      throw file.damaged(`the tree node at address ${address} is none of this tree`);
    }
    const entries = file.at(address + 8 + 2 * offsetBytes, count * (keyBytes + offsetBytes));
    for (let k = 0; k < count; k++) {
      const key = entries.part(keyBytes);
      const child = entries.reference();
      if (child !== undefined && level === 0) {
        leaf(key, child);
      } else if (child !== undefined) {
        walk(child, level);
      }
    }
  };
  walk(root, 256);
}
