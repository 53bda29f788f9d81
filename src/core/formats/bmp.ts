import { InspectionError } from '../errors.js';
import { singleArray } from './arrayFile.js';
import { unpackRuns } from './bmpRuns.js';
import type { ByteSource } from './byteSource.js';
import { checkExpansion } from './inflate.js';
import { memoryArray, type NdArray, stridesOf } from './ndarray.js';

/** Lengths of the headers of OS/2 and Windows, by which they are told apart. */
const HEADER_BYTES = new Set([12, 40, 52, 56, 64, 108, 124]);

export const BMP = singleArray({
  id: 'bmp',
  title: 'BMP',
  extensions: ['bmp', 'dib'],
  recognises: head =>
    head.length >= 18 && head[0] === 0x42 && head[1] === 0x4d && HEADER_BYTES.has(viewOf(head).getUint32(14, true)),
  read: readBmp,
});

interface BmpHeader {
  width: number;
  height: number;
  /** Rows are stored from the bottom up unless the height is negative. */
  topDown: boolean;
  bits: number;
  /** 0 none, 1 and 2 runs of 8 and 4 bits, 3 and 6 bit fields. */
  compression: number;
  palette: Uint8Array;
  /** Byte positions of red, green, blue and alpha within a pixel; alpha -1 where there is none. */
  order: number[];
  dataStart: number;
}

/**
 * Reads a BMP: 1, 4 and 8 bits BY INDEX as (H, W), with the palette's colours beside; 24 and 32 bits as colours,
 * (H, W, 3) or, with an alpha channel, (H, W, 4). Throws bmp-damaged or bmp-unsupported.
 */
export function readBmp(source: ByteSource): NdArray {
  const header = readHeader(source);
  const { width, height, bits, compression, dataStart } = header;
  const { name, size } = source;
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const channels = bits <= 8 ? 1 : header.order[3] >= 0 ? 4 : 3;
  checkExpansion(name, size, width * height * channels, 'Save it as PNG.');
  const runs = compression === 1 || compression === 2;
  if (!runs && !(dataStart + rowBytes * height <= size)) {
    throw damaged(name, `it has ${size.toLocaleString('en')} bytes, but ${width} × ${height} pixels need more`);
  }
  const stored = source.read(dataStart, runs ? size - dataStart : rowBytes * height);
  const shape = channels === 1 ? [height, width] : [height, width, channels];
  const head = { shape, strides: stridesOf(shape), dtype: 'uint8' } as const;
  if (channels === 1) {
    const data = runs ? unpackRuns(stored, width, height, bits) : unpackIndices(stored, header, rowBytes);
    if (!data) {
      throw damaged(name, 'its runs have no end');
    }
    return memoryArray({ ...head, palette: header.palette }, data);
  }
  return memoryArray({ ...head, colour: channels === 3 ? 'rgb' : 'rgba' }, colours(stored, header, rowBytes, channels));
}

function readHeader(source: ByteSource): BmpHeader {
  const { name } = source;
  const bytes = source.read(0, 14 + 124);
  const view = viewOf(bytes);
  const length = bytes.length >= 18 ? view.getUint32(14, true) : 0;
  if (!HEADER_BYTES.has(length) || bytes.length < 14 + length) {
    throw damaged(name, 'it ends within its header');
  }
  const old = length === 12;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = old ? view.getUint16(20, true) : view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = old ? 0 : view.getUint32(30, true);
  if (width <= 0 || height === 0) {
    throw damaged(name, `its header gives ${width} × ${signedHeight} pixels`);
  }
  const fits = { 0: [1, 4, 8, 24, 32], 1: [8], 2: [4], 3: [32], 6: [32] }[compression]?.includes(bits);
  if (!fits) {
    throw unsupported(name, `${bits} bits with compression ${compression}`);
  }
  const dataStart = view.getUint32(10, true);
  const masksAfter = length === 40 && compression !== 0 ? (compression === 6 ? 16 : 12) : 0;
  return {
    width,
    height,
    topDown: signedHeight < 0,
    bits,
    compression,
    dataStart,
    palette: bits <= 8 ? readPalette(source, 14 + length, dataStart, old ? 3 : 4, 2 ** bits) : new Uint8Array(0),
    order: compression === 3 || compression === 6 ? readOrder(source, length, masksAfter) : [2, 1, 0, -1],
  };
}

/** RGB triples from the file's blue, green, red (and nothing). */
function readPalette(source: ByteSource, start: number, end: number, bytes: number, colours: number): Uint8Array {
  const room = Math.floor(Math.max(0, end - start) / bytes);
  const stored = source.read(start, Math.min(colours, room) * bytes);
  const count = Math.floor(stored.length / bytes);
  return Uint8Array.from({ length: 3 * count }, (_, k) => stored[Math.floor(k / 3) * bytes + 2 - (k % 3)]);
}

/** Byte positions from the masks of the bit fields, each of which must be a whole byte. */
function readOrder(source: ByteSource, length: number, masksAfter: number): number[] {
  const masks = source.read(14 + 40, 16);
  if (masks.length < 16) {
    throw damaged(source.name, 'it ends within its header');
  }
  const view = viewOf(masks);
  const hasAlpha = length >= 56 || masksAfter === 16;
  return [0, 1, 2, 3].map(k => {
    const mask = k === 3 && !hasAlpha ? 0 : view.getUint32(4 * k, true);
    const position = [0xff, 0xff00, 0xff0000, 0xff000000].indexOf(mask);
    if (position < 0 && (k < 3 || mask !== 0)) {
      throw unsupported(source.name, 'colours that are not whole bytes');
    }
    return position;
  });
}

function unpackIndices(stored: Uint8Array, { width, height, topDown, bits }: BmpHeader, rowBytes: number): Uint8Array {
  const out = new Uint8Array(width * height);
  const perByte = 8 / bits;
  const mask = (1 << bits) - 1;
  for (let y = 0, at = 0; y < height; y++) {
    const row = (topDown ? y : height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++, at++) {
      out[at] = (stored[row + Math.floor(x / perByte)] >> (8 - bits * ((x % perByte) + 1))) & mask;
    }
  }
  return out;
}

function colours(
  stored: Uint8Array,
  { width, height, topDown, bits, order }: BmpHeader,
  rowBytes: number,
  channels: number,
): Uint8Array {
  const out = new Uint8Array(width * height * channels);
  const step = bits / 8;
  for (let y = 0, at = 0; y < height; y++) {
    const row = (topDown ? y : height - 1 - y) * rowBytes;
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        out[at++] = stored[row + x * step + order[c]];
      }
    }
  }
  return out;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(name: string, what: string): InspectionError {
  return new InspectionError('bmp-damaged', `${name} is a damaged BMP: ${what}.`, 'Save the file again.');
}

function unsupported(name: string, what: string): InspectionError {
  return new InspectionError(
    'bmp-unsupported',
    `${name} is a BMP of ${what}, which is not read.`,
    'Save it as PNG, or as a BMP of 8, 24 or 32 bits.',
  );
}
