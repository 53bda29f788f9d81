import type { Cursor } from './cursor.js';

/** How the chunks of a dataset are found. */
export interface ChunkIndexInfo {
  kind: 'btree1' | 'single' | 'implicit' | 'fixedArray' | 'extensibleArray' | 'btree2';
  /** Undefined: no chunk has been written. */
  address: number | undefined;
  /** Of a single filtered chunk: its stored bytes and the filters left out. */
  size?: number;
  mask?: number;
  /** Whether chunks that reach over the edge are stored without filters. */
  plainEdges: boolean;
}

/** Where a dataset's elements lie. */
export type Layout =
  | { kind: 'compact'; data: Uint8Array }
  | { kind: 'contiguous'; address: number | undefined }
  | { kind: 'chunked'; chunk: number[]; elementBytes: number; index: ChunkIndexInfo }
  | { kind: 'virtual' };

/** Reads a data layout message (IV.A.2.i), versions 1 to 5. */
export function readLayout(body: Cursor): Layout {
  const version = body.u8();
  if (version < 1 || version > 5) {
    throw body.file.damaged(`a dataset's layout has version ${version}`);
  }
  return version < 3 ? readOld(body) : readNew(body, version);
}

function readOld(body: Cursor): Layout {
  const rank = body.u8();
  const kind = body.u8();
  body.skip(5);
  const address = kind === 0 ? undefined : body.reference();
  const sizes = Array.from({ length: rank }, () => body.u32());
  if (kind === 0) {
    return { kind: 'compact', data: body.raw(body.u32()) };
  }
  if (kind === 1) {
    return { kind: 'contiguous', address };
  }
  // The last of the sizes is that of an element.
  const chunk = sizes.slice(0, -1);
  return { kind: 'chunked', chunk, elementBytes: sizes.at(-1) ?? 0, index: tree(address) };
}

function readNew(body: Cursor, version: number): Layout {
  const kind = body.u8();
  switch (kind) {
    case 0:
      return { kind: 'compact', data: body.raw(body.u16()) };
    case 1:
      return { kind: 'contiguous', address: body.reference() };
    case 2:
      return version === 3 ? readTree(body) : readIndexed(body);
    case 3:
      return { kind: 'virtual' };
    default:
      throw body.file.damaged(`a dataset has the unknown layout ${kind}`);
  }
}

function tree(address: number | undefined): ChunkIndexInfo {
  return { kind: 'btree1', address, plainEdges: false };
}

function readTree(body: Cursor): Layout {
  const rank = body.u8();
  const address = body.reference();
  const sizes = Array.from({ length: rank }, () => body.u32());
  return { kind: 'chunked', chunk: sizes.slice(0, -1), elementBytes: sizes.at(-1) ?? 0, index: tree(address) };
}

const KINDS = ['single', 'implicit', 'fixedArray', 'extensibleArray', 'btree2'] as const;

/** Bytes of what the message says about each index; the same stands in the index's own header. */
const DETAIL_BYTES = { single: 0, implicit: 0, fixedArray: 1, extensibleArray: 5, btree2: 6 };

function readIndexed(body: Cursor): Layout {
  const flags = body.u8();
  const rank = body.u8();
  const sizeBytes = body.u8();
  if (sizeBytes < 1 || sizeBytes > 8) {
    throw body.file.damaged(`a dataset's chunk sizes have ${sizeBytes} bytes`);
  }
  const sizes = Array.from({ length: rank }, () => body.uint(sizeBytes));
  const type = body.u8();
  const kind = KINDS[type - 1];
  if (!kind) {
    throw body.file.damaged(`a dataset has the unknown chunk index ${type}`);
  }
  const index: ChunkIndexInfo = { kind, address: undefined, plainEdges: (flags & 1) !== 0 };
  body.skip(DETAIL_BYTES[kind]);
  if (kind === 'single' && flags & 2) {
    index.size = body.length();
    index.mask = body.u32();
  }
  index.address = body.reference();
  return { kind: 'chunked', chunk: sizes.slice(0, -1), elementBytes: sizes.at(-1) ?? 0, index };
}
