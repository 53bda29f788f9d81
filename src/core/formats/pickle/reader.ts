import type { ByteSource } from '../byteSource.js';
import { damaged, tooLarge } from './errors.js';
import { type Coding, PyBlob } from './values.js';

const WINDOW_BYTES = 1 << 16;

/** Numbers and names are short; only strings are long. */
const MAX_LINE_BYTES = 4096;

/** Reads a pickle front to back through a small window; long strings are stepped over and stay in the file. */
export class PickleReader {
  private window: Uint8Array = new Uint8Array(0);
  private windowStart = 0;

  constructor(
    readonly source: ByteSource,
    public position = 0,
  ) {}

  get name(): string {
    return this.source.name;
  }

  byte(): number {
    return this.take(1)[0];
  }

  /** An unsigned little-endian integer of up to 8 bytes; only exact below 2^53, which every file size is. */
  unsigned(bytes: number): number {
    return this.take(bytes).reduceRight((value, byte) => value * 256 + byte, 0);
  }

  int32(): number {
    return this.unsigned(4) | 0;
  }

  /** A big-endian float64. */
  float(): number {
    const bytes = this.take(8);
    return new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0);
  }

  /** `count` bytes (at most the window's size). */
  take(count: number): Uint8Array {
    if (this.windowAt(this.position) + count > this.window.length) {
      this.load(this.position);
      if (count > this.window.length) {
        throw damaged(this.name, `it ends in the middle, at byte ${this.source.size}`);
      }
    }
    const at = this.windowAt(this.position);
    this.position += count;
    return this.window.subarray(at, at + count);
  }

  /** Where in the window a position lies; its end where it lies outside. */
  private windowAt(position: number): number {
    const at = position - this.windowStart;
    return at >= 0 && at <= this.window.length ? at : this.window.length;
  }

  private load(position: number): void {
    this.window = this.source.read(position, WINDOW_BYTES);
    this.windowStart = position;
  }

  /** A string of `length` bytes, which is not read yet. */
  blob(length: number, coding: Coding): PyBlob {
    if (this.position + length > this.source.size) {
      throw damaged(this.name, `a string of ${length} bytes goes beyond its end`);
    }
    const blob = new PyBlob(this.source, this.position, length, coding);
    this.position += length;
    return blob;
  }

  /** The rest of the line as a string that is not read yet, without its newline and without quotes. */
  blobLine(coding: Coding): PyBlob {
    const start = this.position;
    const end = this.findNewline(start);
    this.position = end + 1;
    const quotes = coding === 'escaped bytes' && end - start >= 2 ? 1 : 0;
    return new PyBlob(this.source, start + quotes, end - start - 2 * quotes, coding);
  }

  private findNewline(start: number): number {
    const near = this.window.indexOf(10, this.windowAt(start));
    if (near >= 0) {
      return this.windowStart + near;
    }
    for (let from = start; from < this.source.size; from += WINDOW_BYTES) {
      this.load(from);
      const found = this.window.indexOf(10);
      if (found >= 0) {
        return from + found;
      }
    }
    throw damaged(this.name, 'a line has no end');
  }

  /** The rest of the line as text. */
  line(): string {
    const blob = this.blobLine('raw');
    const text = blob.length <= MAX_LINE_BYTES ? blob.text() : null;
    if (text === null) {
      throw tooLarge(this.name, `has a name or number of ${blob.length} bytes`);
    }
    return text;
  }
}
