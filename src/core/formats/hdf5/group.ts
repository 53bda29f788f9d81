import { walkBtreeV1 } from './btreeV1.js';
import { walkBtreeV2 } from './btreeV2.js';
import type { Cursor, Hdf5File } from './cursor.js';
import { openFractalHeap } from './fractalHeap.js';
import { MESSAGE, type Message, messageOf } from './objectHeader.js';

/** A link of a group. Soft links (another path) and external ones (another file) are never followed. */
export interface Link {
  name: string;
  /** Address of the object's header; undefined for soft and external links. */
  address: number | undefined;
  external: boolean;
}

/** The links of a group in each of the three ways they are stored; none for other objects. */
export function linksOf(file: Hdf5File, messages: readonly Message[]): Link[] {
  const links: Link[] = [];
  const table = messageOf(messages, MESSAGE.symbolTable);
  if (table) {
    readSymbolTable(file, table, links);
  }
  for (const { type, body } of messages) {
    if (type === MESSAGE.link) {
      links.push(readLink(body));
    }
  }
  const info = messageOf(messages, MESSAGE.linkInfo);
  if (info) {
    readDense(file, info, links);
  }
  return links;
}

/** Kind of a symbol table entry whose object is a path. */
const SOFT = 2;

/** The oldest way: a tree of tables, names in a heap (III.B to D). */
function readSymbolTable(file: Hdf5File, table: Cursor, links: Link[]): void {
  const { offsetBytes, lengthBytes } = file.sizes;
  const [tree, heap] = [table.reference(), table.reference()];
  if (tree === undefined || heap === undefined) {
    return;
  }
  const heapHead = file
    .at(heap, 8 + 2 * lengthBytes + offsetBytes)
    .signature('HEAP')
    .skip(4);
  const heapBytes = heapHead.length();
  heapHead.length();
  const names = heapHead.reference();
  if (names === undefined) {
    return;
  }
  const text = file.at(names, heapBytes).bytes;
  walkBtreeV1(file, tree, 0, lengthBytes, (_key, node) => {
    const head = file.at(node, 8).signature('SNOD').skip(2);
    const count = head.u16();
    const entries = file.at(node + 8, count * (2 * offsetBytes + 24));
    for (let k = 0; k < count; k++) {
      const at = entries.uint(offsetBytes);
      const address = entries.reference();
      const soft = entries.u32() === SOFT;
      entries.skip(20);
      const end = text.indexOf(0, at);
      const name = utf8(text.subarray(at, end < 0 ? text.length : end));
      links.push({ name, address: soft ? undefined : address, external: false });
    }
  });
}

/** A link message (IV.A.2.g). */
function readLink(body: Cursor): Link {
  const flags = body.skip(1).u8();
  const type = flags & 0x08 ? body.u8() : 0;
  body.skip((flags & 0x04 ? 8 : 0) + (flags & 0x10 ? 1 : 0));
  const name = utf8(body.raw(body.uint(1 << (flags & 3))));
  return { name, address: type === 0 ? body.reference() : undefined, external: type === 64 };
}

/** Type of a tree of links by name. */
const BY_NAME = 5;

/** Many links: messages in a heap, found by a tree (IV.A.2.c). */
function readDense(file: Hdf5File, info: Cursor, links: Link[]): void {
  const flags = info.skip(1).u8();
  info.skip(flags & 1 ? 8 : 0);
  const [heapAddress, tree] = [info.reference(), info.reference()];
  if (heapAddress === undefined || tree === undefined) {
    return;
  }
  const heap = openFractalHeap(file, heapAddress);
  walkBtreeV2(file, tree, [BY_NAME], record => {
    // The name's hash, then the link's id in the heap.
    const message = heap.object(record.skip(4));
    if (message) {
      links.push(readLink(message));
    }
  });
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
