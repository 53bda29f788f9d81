import type { Cursor, Hdf5File } from './cursor.js';

/** Types of header messages (HDF5 File Format Specification, IV.A.2). */
export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  oldFillValue: 0x04,
  fillValue: 0x05,
  link: 0x06,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  continuation: 0x10,
  symbolTable: 0x11,
} as const;

export interface Message {
  type: number;
  flags: number;
  body: Cursor;
}

/** All messages of the object header at an address, continuations followed, and named datatypes if `follow`. */
export function readMessages(file: Hdf5File, address: number, follow = true): Message[] {
  const start = file.at(address, Math.min(16, file.source.size - file.base - address));
  const messages = start.bytes[0] === 0x4f ? readSecond(file, address) : readFirst(file, address);
  return messages.flatMap(({ type, flags, body }) => {
    if (!(flags & SHARED)) {
      return [{ type, flags, body }];
    }
    const found = follow && type === MESSAGE.datatype ? committed(body) : undefined;
    return found ? [{ type, flags, body: found }] : [];
  });
}

/** The one message of a type; undefined without one. */
export function messageOf(messages: readonly Message[], type: number): Cursor | undefined {
  return messages.find(message => message.type === type)?.body;
}

/** Version 1 (IV.A.1.a). */
function readFirst(file: Hdf5File, address: number): Message[] {
  const head = file.at(address, 16);
  if (head.u8() !== 1) {
    throw file.damaged(`no object header lies at address ${address}`);
  }
  const blocks = [{ at: address + 16, length: head.skip(7).u32() }];
  const messages: Message[] = [];
  // Continuations add to the list while it is walked; the file's budget ends a circle.
  for (let k = 0; k < blocks.length; k++) {
    const block = file.at(blocks[k].at, blocks[k].length);
    while (block.left >= 8) {
      const type = block.u16();
      const size = block.u16();
      const flags = block.u8();
      add(messages, blocks, { type, flags, body: block.skip(3).part(Math.min(size, block.left)) });
    }
  }
  return messages;
}

/** Version 2 (IV.A.1.b): every block ends in a checksum. */
function readSecond(file: Hdf5File, address: number): Message[] {
  const flags = file.at(address, 6).signature('OHDR').skip(1).u8();
  const optional = (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const sizeBytes = 1 << (flags & 3);
  const size = file.at(address + 6 + optional, sizeBytes).uint(sizeBytes);
  const blocks = [{ at: address + 6 + optional + sizeBytes, length: size + 4 }];
  const messages: Message[] = [];
  const ordered = (flags & 0x04) !== 0;
  for (let k = 0; k < blocks.length; k++) {
    const block = file.at(blocks[k].at, blocks[k].length);
    if (k > 0) {
      block.signature('OCHK');
    }
    while (block.left >= 4 + 4 + (ordered ? 2 : 0)) {
      const type = block.u8();
      const length = block.u16();
      const messageFlags = block.u8();
      block.skip(ordered ? 2 : 0);
      const body = block.part(Math.min(length, Math.max(0, block.left - 4)));
      add(messages, blocks, { type, flags: messageFlags, body });
    }
  }
  return messages;
}

/** Bit of a message's flags: the message lies elsewhere. */
const SHARED = 0x02;

function add(messages: Message[], blocks: { at: number; length: number }[], message: Message): void {
  if (message.type !== MESSAGE.continuation) {
    messages.push(message);
    return;
  }
  const at = message.body.reference();
  if (at !== undefined) {
    blocks.push({ at, length: message.body.length() });
  }
}

/** A datatype that has a name is an object of its own (IV.A.2, shared messages). */
function committed(body: Cursor): Cursor | undefined {
  const version = body.u8();
  body.skip(version === 1 ? 7 : 1);
  const address = body.reference();
  return address === undefined ? undefined : messageOf(readMessages(body.file, address, false), MESSAGE.datatype);
}
