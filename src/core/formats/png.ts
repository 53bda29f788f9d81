import { decode } from 'fast-png';
import { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { memoryArray, type NdArray, stridesOf } from './ndarray.js';
import { checkedPng, type PngHeader } from './pngChunks.js';

export const PNG_MAGIC = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Reads a PNG of any depth BY INDEX: the stored sample values, never the palette's colours, which come along as
 * `palette`. Greyscale and palette pictures are (H, W); colour pictures are (H, W, 3) or (H, W, 4) with `colour` set,
 * since what their colours mean depends on a colour code. Greyscale with alpha is (H, W) where nothing is transparent.
 */
export function readPng(source: ByteSource): NdArray {
  const { header, palette, bytes } = checkedPng(source);
  const { width, height, depth, channels } = header;
  const data = samples(bytes, header, source.name);
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

function samples(bytes: Uint8Array, header: PngHeader, name: string): Uint8Array | Uint16Array {
  try {
    const { data, depth } = decode(bytes);
    return depth < 8 ? unpack(data as Uint8Array, header) : (data as Uint8Array | Uint16Array);
  } catch (error) {
    throw new InspectionError(
      'png-damaged',
      `${name} is a damaged PNG (${(error as Error).message}).`,
      'Save the file again.',
      { cause: error },
    );
  }
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
function unpack(packed: Uint8Array, { width, height, depth }: PngHeader): Uint8Array {
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
