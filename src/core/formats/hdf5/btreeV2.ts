import type { Cursor, Hdf5File } from './cursor.js';

/** Signature, version and type before a node's records, and the checksum after them. */
const NODE_BYTES = 10;

/**
 * Walks a version 2 B-tree (III.A.2): calls `record` with each record. Types used here: 5, links of a group by name;
 * 10 and 11, chunks without and with filters. A circle ends at the file's budget.
 */
export function walkBtreeV2(
  file: Hdf5File,
  address: number,
  types: readonly number[],
  record: (record: Cursor, type: number) => void,
): void {
  const { offsetBytes, lengthBytes } = file.sizes;
  const head = file
    .at(address, 22 + offsetBytes + lengthBytes)
    .signature('BTHD')
    .skip(1);
  const type = head.u8();
  const nodeBytes = head.u32();
  const recordBytes = head.u16();
  const depth = head.u16();
  const root = head.skip(2).reference();
  const rootRecords = head.u16();
  if (!types.includes(type) || recordBytes === 0 || depth > 64 || nodeBytes <= NODE_BYTES) {
    throw file.damaged(`the tree at address ${address} is none of chunks or links`);
  }
  const levels = levelSizes(nodeBytes, recordBytes, depth, offsetBytes);
  const walk = (at: number, records: number, level: number) => {
    const pointer = level === 0 ? 0 : levels[level].pointerBytes;
    const node = file.at(at, 6 + records * recordBytes + (level === 0 ? 0 : (records + 1) * pointer));
    node.signature(level === 0 ? 'BTLF' : 'BTIN').skip(2);
    for (let k = 0; k < records; k++) {
      record(node.part(recordBytes), type);
    }
    for (let k = 0; level > 0 && k <= records; k++) {
      const child = node.reference();
      const count = node.uint(levels[level].countBytes);
      node.skip(levels[level].totalBytes);
      if (child !== undefined) {
        walk(child, count, level - 1);
      }
    }
  };
  if (root !== undefined && rootRecords > 0) {
    walk(root, rootRecords, depth);
  }
}

interface LevelSizes {
  /** Bytes of a child's pointer: address, number of records, and of all records below it. */
  pointerBytes: number;
  countBytes: number;
  totalBytes: number;
}

/** How wide the numbers in the nodes of each level are: as wide as the most that can stand there needs. */
function levelSizes(nodeBytes: number, recordBytes: number, depth: number, offsetBytes: number): LevelSizes[] {
  let most = Math.floor((nodeBytes - NODE_BYTES) / recordBytes);
  let below = most;
  const countBytes = bytesFor(most);
  const levels: LevelSizes[] = [{ pointerBytes: 0, countBytes, totalBytes: 0 }];
  for (let level = 1; level <= depth; level++) {
    const totalBytes = level === 1 ? 0 : bytesFor(below);
    const pointerBytes = offsetBytes + countBytes + totalBytes;
    most = Math.floor((nodeBytes - NODE_BYTES - pointerBytes) / (recordBytes + pointerBytes));
    below = (most + 1) * below + most;
    levels.push({ pointerBytes, countBytes, totalBytes });
  }
  return levels;
}

/** Bytes that hold numbers up to a limit. */
export function bytesFor(limit: number): number {
  return Math.floor(Math.log2(Math.max(1, limit)) / 8) + 1;
}
