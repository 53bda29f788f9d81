import { InspectionError } from '../../errors.js';
import type { ByteSource } from '../byteSource.js';

/** Metadata that may be read, besides four times the file: structures that lead in circles end here. */
const BUDGET_BYTES = 4 << 20;

/** Sizes of addresses and lengths, from the superblock. */
export interface Hdf5Sizes {
  offsetBytes: number;
  lengthBytes: number;
}

/** An HDF5 file's metadata: little-endian structures at addresses, read within a budget. */
export class Hdf5File {
  /** Bytes before the superblock (a user block); addresses count from its end. */
  base = 0;
  sizes: Hdf5Sizes = { offsetBytes: 8, lengthBytes: 8 };
  private left: number;

  constructor(readonly source: ByteSource) {
    this.left = 4 * source.size + BUDGET_BYTES;
  }

  /** The structure of `length` bytes at an address. Throws hdf5-damaged where the file ends before. */
  at(address: number, length: number): Cursor {
    this.left -= length + 64;
    if (this.left < 0) {
      throw this.damaged('its structures lead in circles');
    }
    const start = this.base + address;
    if (!(address >= 0 && length >= 0 && start + length <= this.source.size)) {
      throw this.damaged(`something lies beyond its end (address ${address})`);
    }
    return new Cursor(this, this.source.read(start, length), address);
  }

  /** Elements' bytes at an address, which may be read again and again. */
  data(address: number, length: number): Uint8Array {
    const bytes = this.source.read(this.base + address, length);
    if (bytes.length < length) {
      throw this.damaged(`elements lie beyond its end (address ${address})`);
    }
    return bytes;
  }

  damaged(what: string, cause?: unknown): InspectionError {
    return new InspectionError(
      'hdf5-damaged',
      `${this.source.name} is a damaged HDF5 file: ${what}.`,
      'The file is cut off or still open in the program that writes it: close it there, or save it again.',
      { cause },
    );
  }
}

/** Reads the fields of one structure, one after the other. */
export class Cursor {
  position = 0;
  private readonly view: DataView;

  constructor(
    readonly file: Hdf5File,
    readonly bytes: Uint8Array,
    readonly address: number,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.bytes.length - this.position;
  }

  skip(count: number): this {
    this.need(count);
    this.position += count;
    return this;
  }

  u8(): number {
    return this.view.getUint8(this.take(1));
  }

  u16(): number {
    return this.view.getUint16(this.take(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  /** An unsigned number of 1 to 8 bytes; inexact above 2^53. */
  uint(bytes: number): number {
    const start = this.take(bytes);
    let value = 0;
    for (let k = bytes - 1; k >= 0; k--) {
      value = value * 256 + this.bytes[start + k];
    }
    return value;
  }

  length(): number {
    return this.uint(this.file.sizes.lengthBytes);
  }

  /** An address; undefined where all its bits are set, "not there". */
  reference(): number | undefined {
    const { offsetBytes } = this.file.sizes;
    const start = this.position;
    const value = this.uint(offsetBytes);
    return this.bytes.subarray(start, start + offsetBytes).every(byte => byte === 0xff) ? undefined : value;
  }

  take(count: number): number {
    this.need(count);
    const start = this.position;
    this.position += count;
    return start;
  }

  /** The next bytes, a view. */
  raw(count: number): Uint8Array {
    const start = this.take(count);
    return this.bytes.subarray(start, start + count);
  }

  /** A structure of its own made of the next bytes. */
  part(count: number): Cursor {
    return new Cursor(this.file, this.raw(count), this.address + this.position - count);
  }

  /** Checks the four letters that begin a structure. */
  signature(letters: string): this {
    const found = String.fromCharCode(...this.raw(4));
    if (found !== letters) {
      throw this.file.damaged(`"${letters}" is missing at address ${this.address}`);
    }
    return this;
  }

  private need(count: number): void {
    if (!(count >= 0 && count <= this.left)) {
      throw this.file.damaged(`the structure at address ${this.address} is too short`);
    }
  }
}
