import { decode } from 'fast-png';
import { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { memoryArray, type NdArray, type Storage, stridesOf } from './ndarray.js';
import { checkedPng, type PngHeader } from './pngChunks.js';

export const PNG_MAGIC = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Reads a greyscale or palette PNG of 1, 2, 4, 8 or 16 bits BY INDEX: the stored sample values, shape (H, W), never
 * the palette's colours. Colour pictures are refused, since their class ids depend on a colour code.
 */
export function readPngIndex(source: ByteSource): NdArray {
  const { header, bytes } = checkedPng(source);
  if (header.colourType !== 'greyscale' && header.colourType !== 'palette') {
    throw new InspectionError(
      'png-colour',
      `${source.name} is a ${header.colourType} picture; class ids are read from a single greyscale or palette channel.`,
      'Save the class ids as a greyscale or palette PNG.',
    );
  }
  let data: Storage;
  try {
    const image = decode(bytes);
    data = image.depth < 8 ? unpack(image.data as Uint8Array, header) : (image.data as Uint8Array | Uint16Array);
  } catch (error) {
    throw new InspectionError(
      'png-damaged',
      `${source.name} is a damaged PNG (${(error as Error).message}).`,
      'Save the file again.',
      { cause: error },
    );
  }
  const shape = [header.height, header.width];
  return memoryArray({ shape, strides: stridesOf(shape), dtype: header.depth === 16 ? 'uint16' : 'uint8' }, data);
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
