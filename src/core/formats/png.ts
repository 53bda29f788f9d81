import { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { decodeElements, swapBytes } from './elements.js';
import { memoryArray, type NdArray, stridesOf } from './ndarray.js';
import { damaged, type PngHeader, type PngPass, type PngScanlines, readScanlines } from './pngChunks.js';
import { unfilter } from './pngFilters.js';

export const PNG_MAGIC = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Reads a PNG of any depth BY INDEX: the stored sample values, never the palette's colours, which come along as
 * `palette`. Greyscale and palette pictures are (H, W); colour pictures are (H, W, 3) or (H, W, 4) with `colour` set,
 * since what their colours mean depends on a colour code. Greyscale with alpha is (H, W) where nothing is transparent.
 */
export function readPng(source: ByteSource): NdArray {
  const scanlines = readScanlines(source);
  const { header, palette } = scanlines;
  const { width, height, depth, channels } = header;
  const data = samples(scanlines, source.name);
  const dtype = depth === 16 ? 'uint16' : 'uint8';
  if (channels >= 3) {
    const shape = [height, width, channels];
    return memoryArray({ shape, strides: stridesOf(shape), dtype, colour: channels === 3 ? 'rgb' : 'rgba' }, data);
  }
  const shape = [height, width];
  const head = { shape, strides: stridesOf(shape), dtype } as const;
  if (channels === 2) {
    return memoryArray(head, withoutAlpha(data, depth, source.name));
  }
  return memoryArray(header.colourType === 'palette' ? { ...head, palette } : head, data);
}

/** All samples, row by row. */
function samples({ header, raw }: PngScanlines, name: string): Uint8Array | Uint16Array {
  const { width, height, depth, channels, passes } = header;
  if (passes.length === 1 && passes[0].dx === 1) {
    return samplesOfPass(header, passes[0], raw, name);
  }
  const out = new (depth === 16 ? Uint16Array : Uint8Array)(width * height * channels);
  let at = 0;
  for (const pass of passes) {
    const bytes = pass.height * (1 + lineBytes(header, pass.width));
    const part = samplesOfPass(header, pass, raw.subarray(at, at + bytes), name);
    at += bytes;
    for (let y = 0, from = 0; y < pass.height; y++) {
      let to = ((pass.y + y * pass.dy) * width + pass.x) * channels;
      for (let x = 0; x < pass.width; x++, to += pass.dx * channels) {
        for (let c = 0; c < channels; c++) {
          out[to + c] = part[from++];
        }
      }
    }
  }
  return out;
}

function lineBytes({ depth, channels }: PngHeader, width: number): number {
  return Math.ceil((width * depth * channels) / 8);
}

function samplesOfPass(header: PngHeader, pass: PngPass, raw: Uint8Array, name: string): Uint8Array | Uint16Array {
  const { depth, channels } = header;
  const packed = unfilter(raw, pass.height, lineBytes(header, pass.width), Math.ceil((depth * channels) / 8));
  if (!packed) {
    throw damaged(name, 'it has a row with an unknown filter');
  }
  if (depth === 16) {
    swapBytes(packed, 2);
    return decodeElements(packed, 'uint16') as Uint16Array;
  }
  return depth < 8 ? unpack(packed, pass, depth) : packed;
}

/** The grey samples of (grey, alpha) pairs. */
function withoutAlpha(pairs: Uint8Array | Uint16Array, depth: number, name: string): Uint8Array | Uint16Array {
  const opaque = 2 ** depth - 1;
  const grey = pairs.slice(0, pairs.length / 2);
  for (let k = 0; k < grey.length; k++) {
    if (pairs[2 * k + 1] !== opaque) {
      throw new InspectionError(
        'png-alpha',
        `${name} has transparent pixels; whether those are a class or unlabelled cannot be told.`,
        'Save the class ids without an alpha channel.',
      );
    }
    grey[k] = pairs[2 * k];
  }
  return grey;
}

/** Sub-byte samples arrive packed, most significant bits first, each row padded to a whole byte. */
function unpack(packed: Uint8Array, { width, height }: PngPass, depth: number): Uint8Array {
  const out = new Uint8Array(width * height);
  const rowBytes = Math.ceil((width * depth) / 8);
  const perByte = 8 / depth;
  const mask = (1 << depth) - 1;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const byte = packed[y * rowBytes + Math.floor(x / perByte)];
      out[at] = (byte >> (8 - depth * ((x % perByte) + 1))) & mask;
    }
  }
  return out;
}
