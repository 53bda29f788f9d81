import { deflateSync } from 'node:zlib';
import type { Dtype } from '../../../src/core/formats/ndarray.js';

type Put = (view: DataView, at: number, value: number, little: boolean) => void;

/** Bits, sample format and writer. */
const TYPES: Partial<Record<Dtype, [bits: number, format: number, put: Put]>> = {
  uint8: [8, 1, (v, at, x) => v.setUint8(at, x)],
  int8: [8, 2, (v, at, x) => v.setInt8(at, x)],
  uint16: [16, 1, (v, at, x, le) => v.setUint16(at, x, le)],
  int16: [16, 2, (v, at, x, le) => v.setInt16(at, x, le)],
  uint32: [32, 1, (v, at, x, le) => v.setUint32(at, x, le)],
  int32: [32, 2, (v, at, x, le) => v.setInt32(at, x, le)],
  uint64: [64, 1, (v, at, x, le) => v.setBigUint64(at, BigInt(x), le)],
  int64: [64, 2, (v, at, x, le) => v.setBigInt64(at, BigInt(x), le)],
  float32: [32, 3, (v, at, x, le) => v.setFloat32(at, x, le)],
  float64: [64, 3, (v, at, x, le) => v.setFloat64(at, x, le)],
};

export const TIFF_DTYPES = Object.keys(TYPES) as Dtype[];

export interface TiffOptions {
  bigEndian?: boolean;
  /** BigTIFF. */
  big?: boolean;
  compression?: 'none' | 'deflate' | 'lzw' | 'packbits';
  /** 2: horizontal differences; 3: floating point. */
  predictor?: 1 | 2 | 3;
  /** How (C, H, W) is stored: bands apart (the default), bands together, or a page for each. */
  bands?: 'planar' | 'contiguous' | 'pages';
  /** Strips of so many rows; default: one strip. */
  rowsPerStrip?: number;
  /** Tiles instead of strips. */
  tile?: [height: number, width: number];
  /** Fields that are added or replaced, on every page. */
  fields?: Record<number, Field>;
  /** What the last page says is the next one; 'first' is a circle. */
  next?: number | 'first';
}

export type Field = [type: number, values: number[] | string];

interface Layout {
  bits: number;
  put: Put;
  format: number;
  width: number;
  height: number;
  /** Samples per pixel of a page. */
  samples: number;
  planar: boolean;
}

/** Bytes of a TIFF file with the elements of `data` in row-major order of (H, W) or (C, H, W). */
export function write(
  shape: readonly number[],
  dtype: Dtype,
  data: ArrayLike<number>,
  options: TiffOptions = {},
): Uint8Array {
  const found = TYPES[dtype];
  if (!found) {
    throw new Error(`no TIFF sample for ${dtype}`);
  }
  const [bits, format, put] = found;
  const [height, width] = shape.slice(-2);
  const channels = shape.length === 3 ? shape[0] : 1;
  const { bands = 'planar', big = false, bigEndian = false } = options;
  const samples = bands === 'pages' ? 1 : channels;
  const layout: Layout = { bits, put, format, width, height, samples, planar: bands === 'planar' && samples > 1 };
  const file = new Appender(!bigEndian);
  file.header(big);
  const pages = bands === 'pages' ? channels : 1;
  for (let page = 0; page < pages; page++) {
    const value = (sample: number, y: number, x: number) => data[((page + sample) * height + y) * width + x];
    file.page(fieldsOf(file, layout, value, options), big);
  }
  file.end(options.next ?? 0, big);
  return file.bytes();
}

function fieldsOf(
  file: Appender,
  layout: Layout,
  value: (sample: number, y: number, x: number) => number,
  options: TiffOptions,
): Record<number, Field> {
  const { bits, format, width, height, samples, planar } = layout;
  const { compression = 'none', predictor = 1, tile } = options;
  const [pieceHeight, pieceWidth] = tile ?? [options.rowsPerStrip ?? height, width];
  const offsets: number[] = [];
  const counts: number[] = [];
  for (let plane = 0; plane < (planar ? samples : 1); plane++) {
    for (let y = 0; y < height; y += pieceHeight) {
      for (let x = 0; x < width; x += pieceWidth) {
        const rows = tile ? pieceHeight : Math.min(pieceHeight, height - y);
        const piece = pieceOf(layout, value, plane, [y, x, rows, pieceWidth], options);
        const packed = PACK[compression](piece);
        offsets.push(file.append(packed));
        counts.push(packed.length);
      }
    }
  }
  const numbers = { none: 1, lzw: 5, deflate: 8, packbits: 32773 };
  return {
    256: [4, [width]],
    257: [4, [height]],
    258: [3, new Array(samples).fill(bits)],
    259: [3, [numbers[compression]]],
    262: [3, [1]],
    [tile ? 324 : 273]: [4, offsets],
    277: [3, [samples]],
    284: [3, [planar ? 2 : 1]],
    [tile ? 325 : 279]: [4, counts],
    ...(tile ? { 322: [4, [pieceWidth]], 323: [4, [pieceHeight]] } : { 278: [4, [pieceHeight]] }),
    317: [3, [predictor]],
    339: [3, new Array(samples).fill(format)],
    ...options.fields,
  } as Record<number, Field>;
}

/** The bytes of one strip or tile before compression; beyond the picture's edges 0. */
function pieceOf(
  { bits, put, width, height, samples, planar }: Layout,
  value: (sample: number, y: number, x: number) => number,
  plane: number,
  [top, left, rows, columns]: [number, number, number, number],
  { bigEndian = false, predictor = 1 }: TiffOptions,
): Uint8Array {
  const perPixel = planar ? 1 : samples;
  const bytes = bits / 8;
  const rowBytes = columns * perPixel * bytes;
  const out = new Uint8Array(rows * rowBytes);
  const view = new DataView(out.buffer);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let s = 0; s < perPixel; s++) {
        if (top + y < height && left + x < width) {
          const at = y * rowBytes + (x * perPixel + s) * bytes;
          put(view, at, value(planar ? plane : s, top + y, left + x), predictor === 3 ? false : !bigEndian);
        }
      }
    }
    const row = out.subarray(y * rowBytes, (y + 1) * rowBytes);
    if (predictor === 2) {
      difference(row, perPixel, bytes, !bigEndian);
    } else if (predictor === 3) {
      floatPredict(row, perPixel, bytes);
    }
  }
  return out;
}

/** Each sample minus the one to its left, as unsigned integers. */
function difference(row: Uint8Array, samples: number, bytes: number, little: boolean): void {
  const word = (at: number) => {
    const part = row.slice(at, at + bytes);
    return (little ? part.reverse() : part).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  };
  for (let k = row.length / bytes - 1; k >= samples; k--) {
    let rest = (word(k * bytes) - word((k - samples) * bytes)) & (2n ** BigInt(8 * bytes) - 1n);
    for (let byte = 0; byte < bytes; byte++) {
      row[k * bytes + (little ? byte : bytes - 1 - byte)] = Number(rest & 255n);
      rest >>= 8n;
    }
  }
}

/** Big-endian samples to planes of bytes, differenced. */
function floatPredict(row: Uint8Array, samples: number, bytes: number): void {
  const count = row.length / bytes;
  const planes = Uint8Array.from(row, (_, k) => row[(k % count) * bytes + Math.floor(k / count)]);
  for (let k = row.length - 1; k >= 0; k--) {
    row[k] = k >= samples ? planes[k] - planes[k - samples] : planes[k];
  }
}

const PACK = {
  none: (bytes: Uint8Array) => bytes,
  deflate: (bytes: Uint8Array): Uint8Array => deflateSync(bytes),
  packbits: packBits,
  lzw: packLzw,
};

/** Runs of three and more as runs, everything else as literals. */
function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at]) {
      run++;
    }
    if (run > 2) {
      out.push(257 - run, bytes[at]);
      at += run;
    } else {
      const literal = bytes.subarray(at, at + 5);
      out.push(literal.length - 1, ...literal);
      at += literal.length;
    }
  }
  return Uint8Array.from(out);
}

/** TIFF's LZW: codes of 9 to 12 bits, most significant bit first, widths change one code early. */
function packLzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let [held, bits, width] = [0, 0, 9];
  const emit = (code: number) => {
    bits = (bits << width) | code;
    for (held += width; held >= 8; held -= 8) {
      out.push((bits >> (held - 8)) & 255);
    }
    bits &= (1 << held) - 1;
  };
  let table = new Map<string, number>();
  const reset = () => {
    emit(256);
    table = new Map();
    width = 9;
  };
  reset();
  let current = '';
  const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : (table.get(text) as number));
  for (const byte of bytes) {
    const longer = current + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      current = longer;
      continue;
    }
    emit(codeOf(current));
    table.set(longer, 258 + table.size);
    const next = 258 + table.size;
    width = next > 2047 ? 12 : next > 1023 ? 11 : next > 511 ? 10 : 9;
    if (next === 4094) {
      reset();
    }
    current = String.fromCharCode(byte);
  }
  if (current) {
    emit(codeOf(current));
    // The reader makes an entry for this code as well.
    const next = 259 + table.size;
    width = next > 2047 ? 12 : next > 1023 ? 11 : next > 511 ? 10 : 9;
  }
  emit(257);
  out.push((bits << (8 - held)) & 255);
  return Uint8Array.from(out);
}

/** Writes a file from front to back; places that point forward are filled in later. */
class Appender {
  private readonly parts: Uint8Array[] = [];
  private length = 0;
  /** Where the offset of the next directory has to be written. */
  private link = 0;
  private first = 0;

  constructor(private readonly little: boolean) {}

  append(bytes: Uint8Array): number {
    const at = this.length;
    this.parts.push(bytes.slice());
    this.length += bytes.length;
    return at;
  }

  header(big: boolean): void {
    const head = new Uint8Array(big ? 16 : 8);
    const view = new DataView(head.buffer);
    head.fill(this.little ? 0x49 : 0x4d, 0, 2);
    view.setUint16(2, big ? 43 : 42, this.little);
    if (big) {
      view.setUint16(4, 8, this.little);
    }
    this.link = big ? 8 : 4;
    this.append(head);
  }

  page(fields: Record<number, Field>, big: boolean): void {
    const [entryBytes, countBytes, room] = big ? [20, 8, 8] : [12, 2, 4];
    const entries = Object.entries(fields).map(([tag, [type, values]]) => {
      const bytes = this.valueBytes(type, values);
      return { tag: Number(tag), type, count: values.length, bytes, at: bytes.length > room ? this.append(bytes) : -1 };
    });
    const table = new Uint8Array(countBytes + entries.length * entryBytes + room);
    const view = new DataView(table.buffer);
    this.put(view, 0, entries.length, countBytes);
    entries.forEach(({ tag, type, count, bytes, at }, k) => {
      const entry = countBytes + k * entryBytes;
      view.setUint16(entry, tag, this.little);
      view.setUint16(entry + 2, type, this.little);
      this.put(view, entry + 4, count, room);
      if (at >= 0) {
        this.put(view, entry + 4 + room, at, room);
      } else {
        table.set(bytes, entry + 4 + room);
      }
    });
    const at = this.append(table);
    this.first ||= at;
    this.patch(this.link, at, room);
    this.link = at + table.length - room;
  }

  end(next: number | 'first', big: boolean): void {
    this.patch(this.link, next === 'first' ? this.first : next, big ? 8 : 4);
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.parts);
  }

  private valueBytes(type: number, values: number[] | string): Uint8Array {
    if (typeof values === 'string') {
      return new TextEncoder().encode(values);
    }
    const size = { 1: 1, 3: 2, 4: 4, 16: 8 }[type] ?? 1;
    const out = new Uint8Array(values.length * size);
    const view = new DataView(out.buffer);
    values.forEach((value, k) => {
      this.put(view, k * size, value, size);
    });
    return out;
  }

  private put(view: DataView, at: number, value: number, bytes: number): void {
    if (bytes === 8) {
      view.setBigUint64(at, BigInt(value), this.little);
    } else if (bytes === 4) {
      view.setUint32(at, value, this.little);
    } else if (bytes === 2) {
      view.setUint16(at, value, this.little);
    } else {
      view.setUint8(at, value);
    }
  }

  private patch(at: number, value: number, bytes: number): void {
    let start = 0;
    for (const part of this.parts) {
      if (at < start + part.length) {
        this.put(new DataView(part.buffer, part.byteOffset, part.byteLength), at - start, value, bytes);
        return;
      }
      start += part.length;
    }
  }
}
