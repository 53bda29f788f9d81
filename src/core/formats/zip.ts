import type { Entry } from 'yauzl';
import { InspectionError } from '../errors.js';
import { type ByteSource, bytesSource, windowSource } from './byteSource.js';
import { STREAM_ABOVE } from './elements.js';
import { checkExpansion, checksumOf, inflate, inflateStart, MAX_DEFLATE_RATIO, memoryFor } from './inflate.js';
import { startsWith } from './signature.js';
import { goesToDisk, inflateToDisk } from './unpack.js';

/** "PK\3\4" */
export const isZip = startsWith([0x50, 0x4b, 0x03, 0x04]);

/** More than any file of arrays has; each member costs a header that is read. */
const MAX_MEMBERS = 20_000;

/** So many compressed bytes are inflated to look at the beginning of a member; at most 8 MB come out. */
const HEAD_BYTES = 8192;

/** At least so much must come out of them. */
const LEAST_HEAD = 1024;

/** One file inside a ZIP archive, as its central directory describes it. */
export interface ZipMember {
  name: string;
  /** Bytes once inflated, as announced. */
  size: number;
  compressedSize: number;
  crc32: number;
  method: number;
  encrypted: boolean;
  headerOffset: number;
}

/** A ZIP archive: members are read where they lie, one at a time; nothing is unpacked that nobody asked for. */
export interface ZipArchive {
  members: readonly ZipMember[];
  /** The first bytes of a member, as a source that knows the whole member's size. */
  head(member: ZipMember): ByteSource;
  /**
   * A member's bytes: a window of the file where it is stored, else inflated within bounds. With `checked` the checksum
   * of what is brought into memory must be right; torch may write none.
   */
  open(member: ZipMember, checked?: boolean): ByteSource;
  /** Like `open` with `checked`, and what does not fit in memory is inflated to disk where the source has room there. */
  unpack(member: ZipMember): Promise<ByteSource>;
}

/**
 * Opens a ZIP archive (PKWARE appnote, ZIP64 included) by its central directory.
 * Throws zip-damaged; members throw zip-damaged, zip-unsupported and file-expands when they are read.
 */
export async function openZip(source: ByteSource): Promise<ZipArchive> {
  const members = (await readDirectory(source)).map(describe);
  checkOverlap(members, source.name);
  return {
    members,
    head: member => new MemberReader(source, member).head(),
    open: (member, checked = false) => new MemberReader(source, member).open(checked),
    unpack: member => new MemberReader(source, member).unpack(),
  };
}

/** Reads the central directory with yauzl, which is loaded on first use. */
async function readDirectory(source: ByteSource): Promise<Entry[]> {
  const { fromRandomAccessReaderPromise, RandomAccessReader } = await import('yauzl');
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  class Reader extends RandomAccessReader {
    override read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: Error | null, bytesRead?: number) => void,
    ): void {
      // Never before this call has returned; whatever is thrown on the way ends in `failed`, not in the process.
      queueMicrotask(() => {
        try {
          const inside = position >= 0 && position <= source.size;
          const bytes = inside ? source.read(position, length) : new Uint8Array(0);
          buffer.set(bytes, offset);
          callback(null, bytes.length);
        } catch (error) {
          fail(error);
        }
      });
    }
  }
  const read = async () => {
    const zip = await fromRandomAccessReaderPromise(new Reader(), source.size, { autoClose: false });
    if (zip.entryCount > MAX_MEMBERS) {
      throw damaged(source.name, `it announces ${zip.entryCount.toLocaleString('en')} members`);
    }
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
    }
    return entries;
  };
  try {
    return await Promise.race([read(), failed]);
  } catch (error) {
    if (InspectionError.is(error)) {
      throw error;
    }
    throw damaged(source.name, (error as Error).message, error);
  }
}

function describe(entry: Entry): ZipMember {
  return {
    name: entry.fileName,
    size: entry.uncompressedSize,
    compressedSize: entry.compressedSize,
    crc32: entry.crc32,
    method: entry.compressionMethod,
    encrypted: entry.isEncrypted(),
    headerOffset: entry.relativeOffsetOfLocalHeader,
  };
}

/** Members that share bytes are how small archives claim to be huge ones; no writer makes them. */
function checkOverlap(members: readonly ZipMember[], name: string): void {
  const inOrder = [...members].sort((a, b) => a.headerOffset - b.headerOffset);
  for (let k = 1; k < inOrder.length; k++) {
    const before = inOrder[k - 1];
    if (before.headerOffset + LOCAL_HEADER_BYTES + before.compressedSize > inOrder[k].headerOffset) {
      throw damaged(name, `its members ${quote(before.name)} and ${quote(inOrder[k].name)} overlap`);
    }
  }
}

const LOCAL_HEADER_BYTES = 30;

class MemberReader {
  private readonly name: string;
  private readonly dataStart: number;

  constructor(
    private readonly source: ByteSource,
    private readonly member: ZipMember,
  ) {
    this.name = `${source.name}/${member.name}`;
    const { method, encrypted } = member;
    if (encrypted || (method !== 0 && method !== 8)) {
      throw new InspectionError(
        'zip-unsupported',
        `${this.name} is ${encrypted ? 'encrypted' : `compressed by method ${method}`}; stored and deflated members can be read.`,
        'Save it again with numpy.savez or numpy.savez_compressed.',
      );
    }
    const header = source.read(member.headerOffset, LOCAL_HEADER_BYTES);
    if (header.length < LOCAL_HEADER_BYTES || !isZip(header)) {
      throw damaged(source.name, `it has no member where ${quote(member.name)} should be`);
    }
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    this.dataStart = member.headerOffset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
    if (this.dataStart + member.compressedSize > source.size) {
      throw damaged(source.name, `${quote(member.name)} goes beyond the end of the file`);
    }
    if (
      method === 0 ? member.size !== member.compressedSize : member.size > member.compressedSize * MAX_DEFLATE_RATIO
    ) {
      throw damaged(source.name, `${quote(member.name)} cannot be as large as it says`);
    }
  }

  head(): ByteSource {
    const { member, source, dataStart, name } = this;
    if (member.method === 0) {
      return this.open();
    }
    const bytes = inflateStart(source.read(dataStart, Math.min(member.compressedSize, HEAD_BYTES)), 'raw');
    const expected = member.compressedSize <= HEAD_BYTES ? member.size : Math.min(member.size, LEAST_HEAD);
    if (bytes.length < expected) {
      throw damaged(source.name, `${quote(member.name)} does not inflate`);
    }
    return { ...bytesSource(name, bytes), size: member.size };
  }

  open(checked = false): ByteSource {
    const { member, source, dataStart, name } = this;
    const { size, method } = member;
    if (method === 0 && (!checked || size > STREAM_ABOVE)) {
      return windowSource(source, dataStart, size, name);
    }
    checkExpansion(name, source.size, size, 'Save it uncompressed (numpy.savez): it is then read where it lies.');
    const bytes = method === 0 ? source.read(dataStart, size) : this.inflated();
    this.check(bytes.length, checked ? (checksumOf?.(bytes) ?? null) : null);
    return bytesSource(name, bytes);
  }

  async unpack(): Promise<ByteSource> {
    const { member, source, dataStart, name } = this;
    const { size, compressedSize, method } = member;
    const file =
      method !== 0 && goesToDisk(source, compressedSize, size, size <= memoryFor(source.size))
        ? source.scratch?.(size)
        : undefined;
    if (!file) {
      return this.open(true);
    }
    const compressed = windowSource(source, dataStart, compressedSize);
    const { bytes, checksum } = await inflateToDisk(compressed, 'raw', size, file).catch(error => {
      throw InspectionError.is(error) ? error : this.broken(error);
    });
    this.check(bytes, checksum);
    return { name, size, read: file.read, place: file.place, close: () => {} };
  }

  private check(bytes: number, checksum: number | null): void {
    const { size, name } = this.member;
    if (bytes !== size) {
      throw damaged(this.source.name, `${quote(name)} inflates to ${bytes} bytes instead of ${size}`);
    }
    if (checksum !== null && checksum !== this.member.crc32) {
      throw damaged(this.source.name, `the checksum of ${quote(name)} is wrong`);
    }
  }

  private inflated(): Uint8Array {
    const { member, source, dataStart } = this;
    try {
      return inflate(source.read(dataStart, member.compressedSize), 'raw', member.size);
    } catch (error) {
      throw this.broken(error);
    }
  }

  private broken(error: unknown): InspectionError {
    const what = `${quote(this.member.name)} does not inflate (${(error as Error).message})`;
    return damaged(this.source.name, what, error);
  }
}

function damaged(name: string, what: string, cause?: unknown): InspectionError {
  return new InspectionError(
    'zip-damaged',
    `${name} is a damaged ZIP archive: ${what}.`,
    'The file is cut off or still being written: wait for it or save it again.',
    { cause },
  );
}

/** A member's name as a message shows it. */
function quote(name: string): string {
  return JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
}
