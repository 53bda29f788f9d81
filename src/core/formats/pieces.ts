import type { ByteSource } from './byteSource.js';
import { decodeElements, ELEMENT_BYTES } from './elements.js';
import { checkExpansion } from './inflate.js';
import { type ArrayHead, memoryArray, type NdArray, streamedArray } from './ndarray.js';

/** A run of an array's bytes in memory order, little endian, that a file stores apart (strips, tiles, chunks). */
export interface Piece {
  /** Byte of the array at which it begins. */
  start: number;
  /** Names the piece. */
  key: string;
  /** Decodes it; called again when it is no longer kept. */
  read(): Uint8Array;
}

/** The sizes that decide whether an array can be read, known before any piece is. */
export interface PieceSizes {
  /** Bytes of the largest piece. */
  piece: number;
  /** Bytes that decoding a piece takes besides. */
  scratch: number;
}

/** Up to this size an array is decoded once: coming back to a piece would mean decoding it again. */
const IN_MEMORY = 512 << 20;

/** Decoded pieces of larger arrays that are kept: a pass needs the same rows of each channel at a time. */
const CACHE_BYTES = 256 << 20;

/**
 * An array that is stored in pieces. Very large ones are streamed and keep the pieces used last. Throws file-expands
 * where that takes too much memory.
 */
export function arrayInPieces(
  source: ByteSource,
  head: ArrayHead,
  { piece, scratch }: PieceSizes,
  pieceAt: (at: number) => Piece,
): NdArray {
  const bytes = ELEMENT_BYTES[head.dtype];
  const total = head.shape.reduce((product, length) => product * length, bytes);
  const single = piece === total;
  checkExpansion(
    source.name,
    source.size,
    total + scratch + (single ? 0 : piece),
    'Save it uncompressed, or in parts.',
  );
  if (total === 0) {
    return memoryArray(head, decodeElements(new Uint8Array(0), head.dtype));
  }
  if (single) {
    return memoryArray(head, decodeElements(pieceAt(0).read(), head.dtype));
  }
  const copy = (from: number, out: Uint8Array, rowsOf: (piece: Piece) => Uint8Array) => {
    for (let done = 0; done < out.length; ) {
      const found = pieceAt(from + done);
      const rows = rowsOf(found);
      const part = rows.subarray(from + done - found.start, from - found.start + out.length);
      out.set(part, done);
      done += part.length;
    }
    return decodeElements(out, head.dtype);
  };
  if (total <= IN_MEMORY) {
    return memoryArray(
      head,
      copy(0, new Uint8Array(total), each => each.read()),
    );
  }
  const keep = cache();
  return streamedArray(head, total / bytes, (first, count, own) => {
    const length = count * bytes;
    const out = own && own.length >= length ? own.subarray(0, length) : new Uint8Array(length);
    return copy(first * bytes, out, keep);
  });
}

/** Decodes pieces and keeps the ones used last. */
function cache(): (piece: Piece) => Uint8Array {
  const kept = new Map<string, Uint8Array>();
  let held = 0;
  return ({ key, read }) => {
    const rows = kept.get(key) ?? read();
    held += kept.delete(key) ? 0 : rows.length;
    kept.set(key, rows);
    for (const [oldest, old] of kept) {
      if (held <= CACHE_BYTES || oldest === key) {
        break;
      }
      kept.delete(oldest);
      held -= old.length;
    }
    return rows;
  };
}
