import { crc32, deflateRawSync } from 'node:zlib';
import { concatenated, joined } from './rawElements.js';

export interface ZipPart {
  name: string;
  bytes: Uint8Array;
  deflate?: boolean;
  /** What the directory says instead of the truth. */
  lies?: Partial<{ size: number; compressedSize: number; method: number; flags: number; offset: number; crc: number }>;
}

export interface ZipOptions {
  /** Sizes and offsets of every member, and of the directory, in ZIP64 fields. */
  zip64?: boolean;
  /** Bytes of every local header's extra field; torch aligns its members with them. */
  padding?: number;
  /** So many bytes of the last member are left out: what follows is written as if they were there. */
  gap?: number;
}

const ALL = 0xffffffff;

function fields(...values: readonly [bytes: 2 | 4 | 8, value: number][]): Uint8Array {
  const out = new Uint8Array(values.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [bytes, value] of values) {
    if (bytes === 8) {
      view.setBigUint64(at, BigInt(value), true);
    } else {
      bytes === 2 ? view.setUint16(at, value, true) : view.setUint32(at, value, true);
    }
    at += bytes;
  }
  return out;
}

/** Bytes of a ZIP archive (PKWARE appnote 4.3), with members that may lie about themselves. */
export function zipOf(parts: readonly ZipPart[], { zip64 = false, padding = 0, gap = 0 }: ZipOptions = {}): Uint8Array {
  const written: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const add = (...bytes: Uint8Array[]) => {
    for (const part of bytes) {
      written.push(part);
      at += part.length;
    }
  };
  for (const { name, bytes, deflate, lies = {} } of parts) {
    const text = new TextEncoder().encode(name);
    const data = deflate ? new Uint8Array(deflateRawSync(bytes)) : bytes;
    const told = {
      size: bytes.length,
      compressedSize: data.length,
      method: deflate ? 8 : 0,
      flags: 0x800,
      offset: at,
      crc: crc32(bytes),
      ...lies,
    };
    const { size, compressedSize, method, flags, offset, crc } = told;
    const common = (wide: boolean, extra: number) =>
      fields(
        [2, 45],
        [2, flags],
        [2, method],
        [4, 0],
        [4, crc],
        [4, wide ? ALL : compressedSize],
        [4, wide ? ALL : size],
        [2, text.length],
        [2, extra],
      );
    const localExtra =
      padding > 0 ? joined(fields([2, 0x4246], [2, padding]), new Uint8Array(padding)) : new Uint8Array(0);
    add(fields([4, 0x04034b50]), common(false, localExtra.length), text, localExtra, data);
    const extra = zip64 ? fields([2, 1], [2, 24], [8, size], [8, compressedSize], [8, offset]) : new Uint8Array(0);
    const rest = fields([2, 0], [2, 0], [2, 0], [4, 0], [4, zip64 ? ALL : offset]);
    directory.push(fields([4, 0x02014b50], [2, 45]), common(zip64, extra.length), rest, text, extra);
  }
  at += gap;
  const start = at;
  for (const entry of directory) {
    add(entry);
  }
  const length = at - start;
  if (zip64) {
    const end = at;
    const record = fields([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]);
    add(record, fields([8, parts.length], [8, parts.length], [8, length], [8, start]));
    add(fields([4, 0x07064b50], [4, 0], [8, end], [4, 1]));
  }
  const count = zip64 ? 0xffff : parts.length;
  add(fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count]));
  add(fields([4, zip64 ? ALL : length], [4, zip64 ? ALL : start], [2, 0]));
  return concatenated(written);
}
