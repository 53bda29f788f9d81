import { crc32 } from 'node:zlib';
import { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { checkExpansion, inflate } from './inflate.js';

export interface PngHeader {
  width: number;
  height: number;
  depth: number;
  colourType: 'greyscale' | 'truecolour' | 'palette' | 'greyscale with alpha' | 'truecolour with alpha';
  /** Samples per pixel. */
  channels: number;
  /** The passes in which the pixels are stored. */
  passes: PngPass[];
}

/** Pixels (x + k dx, y + l dy) of the picture, stored as a picture of their own. */
export interface PngPass {
  x: number;
  y: number;
  dx: number;
  dy: number;
  width: number;
  height: number;
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

/** A PNG's header, the palette's RGB triples (empty without one), and its filtered scanlines. */
export interface PngScanlines {
  header: PngHeader;
  palette: Uint8Array;
  raw: Uint8Array;
}

/**
 * Walks a PNG's chunks (PNG specification, section 5), checks that the file is whole and inflates its scanlines, which
 * must be exactly as long as the header says, so that no file can take more memory than its header announces.
 */
export function readScanlines(source: ByteSource): PngScanlines {
  const { name } = source;
  const file = source.read(0, source.size);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const pixelData: Uint8Array[] = [];
  let header: ReturnType<typeof readHeader> | undefined;
  let palette = new Uint8Array(0);
  for (let at = 8; ; ) {
    const length = at + 12 <= file.length ? view.getUint32(at) : Number.POSITIVE_INFINITY;
    const end = at + 12 + length;
    if (end > file.length) {
      throw damaged(name, 'the file ends in the middle');
    }
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    // Other chunks (text, profiles, times) decide no sample and are not looked at.
    const decides = type === 'IHDR' || type === 'PLTE' || type === 'IDAT';
    if (decides && crc32(file.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw damaged(name, `the checksum of its ${type} chunk is wrong`);
    }
    if (at === 8) {
      if (type !== 'IHDR' || length !== 13) {
        throw damaged(name, 'it has no header');
      }
      header = readHeader(view, at + 8, source);
    } else if (type === 'IDAT') {
      pixelData.push(file.subarray(at + 8, end - 4));
    } else if (type === 'PLTE') {
      palette = file.slice(at + 8, end - 4);
    } else if (type === 'IEND') {
      break;
    }
    at = end;
  }
  const { rawBytes, ...rest } = header as ReturnType<typeof readHeader>;
  const compressed = pixelData.length === 1 ? pixelData[0] : Buffer.concat(pixelData);
  return { header: rest, palette, raw: scanlines(compressed, rawBytes, name) };
}

function readHeader(view: DataView, at: number, source: ByteSource): PngHeader & { rawBytes: number } {
  const { name, size } = source;
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
  const lineBytes = (pixels: number) => Math.ceil((pixels * depth * type[1]) / 8) + 1;
  const passes = passesOf(width, height, interlaced);
  const rawBytes = passes.reduce((bytes, pass) => bytes + pass.height * lineBytes(pass.width), 0);
  const decoded = interlaced || depth < 8 ? width * height * type[1] * (depth === 16 ? 2 : 1) : 0;
  checkExpansion(name, size, rawBytes + decoded + size, 'Cut the picture into tiles, or save the array as .npy.');
  return { width, height, depth, colourType: type[0], channels: type[1], passes, rawBytes };
}

/** The one pass over all pixels, or Adam7's seven (PNG specification, section 8.2), without empty ones. */
function passesOf(width: number, height: number, interlaced: boolean): PngPass[] {
  const grids = interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  return grids
    .map(([x, y, dx, dy]) => ({
      x,
      y,
      dx,
      dy,
      width: Math.ceil((width - x) / dx),
      height: Math.ceil((height - y) / dy),
    }))
    .filter(pass => pass.width > 0 && pass.height > 0);
}

function scanlines(compressed: Uint8Array, rawBytes: number, name: string): Uint8Array {
  let raw: Uint8Array;
  try {
    raw = inflate(compressed, 'zlib', rawBytes);
  } catch (error) {
    const tooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw damaged(name, tooLong ? 'it holds more pixels than its header says' : (error as Error).message, error);
  }
  if (raw.length !== rawBytes) {
    throw damaged(name, `it holds ${raw.length} bytes of pixels where its header needs ${rawBytes}`);
  }
  return raw;
}

export function damaged(name: string, what: string, cause?: unknown): InspectionError {
  return new InspectionError('png-damaged', `${name} is a damaged PNG: ${what}.`, 'Save the file again.', { cause });
}
