import { inflateSync } from 'node:zlib';
import { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';

export interface PngHeader {
  width: number;
  height: number;
  depth: number;
  colourType: 'greyscale' | 'truecolour' | 'palette' | 'greyscale with alpha' | 'truecolour with alpha';
  /** Samples per pixel. */
  channels: number;
}

const COLOUR_TYPES: Record<number, [PngHeader['colourType'], channels: number, depths: readonly number[]]> = {
  0: ['greyscale', 1, [1, 2, 4, 8, 16]],
  2: ['truecolour', 3, [8, 16]],
  3: ['palette', 1, [1, 2, 4, 8]],
  4: ['greyscale with alpha', 2, [8, 16]],
  6: ['truecolour with alpha', 4, [8, 16]],
};

/** Larger than any label met in practice (16k x 16k); a header beyond it is a mistake or an attack. */
const MAX_PIXELS = 2 ** 28;

/** Chunks that decide the samples; all others (text, profiles, times) are dropped unread. */
const KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

/**
 * Walks a PNG's chunks (PNG specification, section 5) and checks, before a decoder sees them, that the file is whole
 * and that its pixel data is exactly as long as its header says, so that no file can make the decoder allocate more.
 *
 * Returns the header, the palette's RGB triples (empty without one) and an equivalent PNG without ancillary chunks.
 */
export function checkedPng(source: ByteSource): { header: PngHeader; palette: Uint8Array; bytes: Uint8Array } {
  const { name } = source;
  const file = source.read(0, source.size);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const parts: Uint8Array[] = [file.subarray(0, 8)];
  const pixelData: Uint8Array[] = [];
  let header: PngHeader | undefined;
  let palette = new Uint8Array(0);
  let rawBytes = 0;
  for (let at = 8; ; ) {
    const length = at + 12 <= file.length ? view.getUint32(at) : Number.POSITIVE_INFINITY;
    const end = at + 12 + length;
    if (end > file.length) {
      throw damaged(name, 'the file ends in the middle');
    }
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (KEPT.has(type)) {
      parts.push(file.subarray(at, end));
    }
    if (at === 8) {
      if (type !== 'IHDR' || length !== 13) {
        throw damaged(name, 'it has no header');
      }
      ({ header, rawBytes } = readHeader(view, at + 8, name));
    } else if (type === 'IDAT') {
      pixelData.push(file.subarray(at + 8, at + 8 + length));
    } else if (type === 'PLTE') {
      palette = file.slice(at + 8, at + 8 + length);
    } else if (type === 'IEND') {
      break;
    }
    at = end;
  }
  checkPixelData(Buffer.concat(pixelData), rawBytes, name);
  return { header: header as PngHeader, palette, bytes: Buffer.concat(parts) };
}

function readHeader(view: DataView, at: number, name: string): { header: PngHeader; rawBytes: number } {
  const width = view.getUint32(at);
  const height = view.getUint32(at + 4);
  const depth = view.getUint8(at + 8);
  const type = COLOUR_TYPES[view.getUint8(at + 9)];
  const interlaced = view.getUint8(at + 12) !== 0;
  if (!type?.[2].includes(depth) || width === 0 || height === 0) {
    throw damaged(name, 'its header is invalid');
  }
  if (width * height > MAX_PIXELS) {
    throw new InspectionError(
      'png-too-large',
      `${name} announces ${width} x ${height} pixels; up to ${MAX_PIXELS.toLocaleString('en')} can be read.`,
      'Cut the picture into tiles.',
    );
  }
  if (interlaced && depth < 8) {
    throw new InspectionError(
      'png-interlaced',
      `${name} is an interlaced PNG of ${depth} bits, which cannot be read by index.`,
      'Save it without interlacing.',
    );
  }
  const lineBytes = (pixels: number) => Math.ceil((pixels * depth * type[1]) / 8) + 1;
  const rawBytes = interlaced ? adam7Bytes(width, height, lineBytes) : height * lineBytes(width);
  return { header: { width, height, depth, colourType: type[0], channels: type[1] }, rawBytes };
}

/** Length of the seven passes: x start, y start, x step, y step (PNG specification, section 8.2). */
function adam7Bytes(width: number, height: number, lineBytes: (pixels: number) => number): number {
  const passes = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
  ];
  return passes.reduce((bytes, [x, y, dx, dy]) => {
    const columns = Math.ceil((width - x) / dx);
    const rows = Math.ceil((height - y) / dy);
    return columns > 0 && rows > 0 ? bytes + rows * lineBytes(columns) : bytes;
  }, 0);
}

function checkPixelData(compressed: Uint8Array, rawBytes: number, name: string): void {
  let length: number;
  try {
    length = inflateSync(compressed, { maxOutputLength: rawBytes + 1 }).length;
  } catch (error) {
    const tooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw damaged(name, tooLong ? 'it holds more pixels than its header says' : (error as Error).message, error);
  }
  if (length !== rawBytes) {
    throw damaged(name, `it holds ${length} bytes of pixels where its header needs ${rawBytes}`);
  }
}

function damaged(name: string, what: string, cause?: unknown): InspectionError {
  return new InspectionError('png-damaged', `${name} is a damaged PNG: ${what}.`, 'Save the file again.', { cause });
}
