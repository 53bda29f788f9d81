import { constants, crc32, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { InspectionError } from '../errors.js';

/** How the deflate stream is wrapped. */
export type Wrapping = 'gzip' | 'zlib' | 'raw';

const INFLATE = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync };

/** CRC-32 of bytes, or of more bytes behind those that gave `before`; absent from Node before 20.15. */
export const checksumOf: ((bytes: Uint8Array, before?: number) => number) | undefined = crc32;

/** Deflate cannot expand further (zlib's technical notes: 1032:1); a promise beyond it is a lie. */
export const MAX_DEFLATE_RATIO = 1032;

/** What a compressed file may expand to besides three times its own size: memory stays below 200 MB + 4 × file. */
const EXPANSION_ALLOWANCE = 160 << 20;

/** So much may a compressed file of `size` bytes take in memory. */
export function memoryFor(size: number): number {
  return EXPANSION_ALLOWANCE + 3 * size;
}

/** Throws file-expands where reading a compressed file of `size` bytes would take `bytes` of memory. */
export function checkExpansion(name: string, size: number, bytes: number, hint: string): void {
  const limit = memoryFor(size);
  if (!(bytes <= limit)) {
    const says = Number.isSafeInteger(bytes) ? bytes.toLocaleString('en') : bytes.toExponential(2);
    throw new InspectionError(
      'file-expands',
      `${name} expands from ${size.toLocaleString('en')} to ${says} bytes; compressed files are read up to ${limit.toLocaleString('en')}.`,
      hint,
    );
  }
}

/**
 * Inflates into one piece of memory of at most `limit` bytes. Throws zlib's error for a damaged stream, and a
 * RangeError for one that is longer.
 */
export function inflate(compressed: Uint8Array, wrapping: Wrapping, limit: number): Uint8Array {
  // One chunk that holds everything: zlib would otherwise collect pieces and join them, twice the memory.
  const chunkSize = Math.max(64, Math.min(limit, compressed.length * MAX_DEFLATE_RATIO));
  return INFLATE[wrapping](compressed, { maxOutputLength: Math.max(1, limit), chunkSize });
}

/** The first inflated bytes of a stream that may be cut off anywhere; empty where it is none. */
export function inflateStart(compressed: Uint8Array, wrapping: Wrapping): Uint8Array {
  try {
    return INFLATE[wrapping](compressed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return new Uint8Array(0);
  }
}
