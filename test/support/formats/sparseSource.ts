import type { ByteSource } from '../../../src/core/formats/byteSource.js';

/** A file of any size that is 0 everywhere but in the given parts, and how much of it has been read. */
export function sparseSource(
  name: string,
  size: number,
  parts: readonly [offset: number, bytes: Uint8Array][],
): ByteSource & { bytesRead: number } {
  const source = {
    name,
    size,
    bytesRead: 0,
    read(offset: number, length: number): Uint8Array {
      const out = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      source.bytesRead += out.length;
      for (const [start, bytes] of parts) {
        const from = Math.max(0, offset - start);
        const to = Math.min(bytes.length, offset + out.length - start);
        if (from < to) {
          out.set(bytes.subarray(from, to), start + from - offset);
        }
      }
      return out;
    },
    close: () => {},
  };
  return source;
}
