import { createGunzip, createInflateRaw } from 'node:zlib';
import type { ByteSource, ScratchFile } from './byteSource.js';
import { checksumOf } from './inflate.js';

const STREAMS = { gzip: createGunzip, raw: createInflateRaw };

/** Compressed bytes handed over at a time, and inflated ones taken. */
const PIECE_BYTES = 1 << 20;

/** More than this is inflated to disk where the source has room there, even if memory would do. */
const MEMORY_LIMIT = 256 << 20;

/** What may be written to disk besides so many times the compressed size: nothing real compresses further than that. */
const DISK_ALLOWANCE = 1 << 30;
const DISK_RATIO = 64;

/** Whether a stream of `length` bytes that inflates to `size` should go to disk. */
export function goesToDisk(source: ByteSource, length: number, size: number, fitsMemory: boolean): boolean {
  const large = size > MEMORY_LIMIT || !fitsMemory;
  return large && source.scratch !== undefined && size <= DISK_ALLOWANCE + DISK_RATIO * length;
}

/**
 * Inflates a stream piece by piece into a scratch file, while the thread stays free for other work. Resolves to the
 * number of bytes and their CRC-32 (null where Node has none). Rejects with zlib's error for a damaged stream
 * and a RangeError for one of more than `limit` bytes.
 */
export function inflateToDisk(
  compressed: ByteSource,
  wrapping: keyof typeof STREAMS,
  limit: number,
  file: ScratchFile,
): Promise<{ bytes: number; checksum: number | null }> {
  return new Promise((resolve, reject) => {
    const stream = STREAMS[wrapping]({ chunkSize: PIECE_BYTES });
    let [read, bytes] = [0, 0];
    let checksum: number | null = 0;
    const guarded = (step: () => void) => {
      try {
        step();
      } catch (error) {
        stream.destroy();
        reject(error);
      }
    };
    const feed = () =>
      guarded(() => {
        while (read < compressed.size) {
          const piece = compressed.read(read, PIECE_BYTES);
          read += piece.length;
          if (!stream.write(piece)) {
            stream.once('drain', feed);
            return;
          }
        }
        stream.end();
      });
    stream.on('data', (piece: Uint8Array) =>
      guarded(() => {
        bytes += piece.length;
        if (bytes > limit) {
          throw new RangeError(`more than ${limit} bytes`);
        }
        checksum = checksumOf?.(piece, checksum ?? 0) ?? null;
        file.append(piece);
      }),
    );
    stream.on('error', reject);
    stream.on('end', () => resolve({ bytes, checksum }));
    feed();
  });
}
