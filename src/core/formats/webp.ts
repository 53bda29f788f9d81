import { InspectionError } from '../errors.js';
import { singleArray } from './arrayFile.js';
import type { ByteSource, PictureSamples } from './byteSource.js';
import { checkExpansion } from './inflate.js';
import { memoryArray, type NdArray, stridesOf } from './ndarray.js';

export const WEBP = singleArray({
  id: 'webp',
  title: 'lossless WebP',
  extensions: ['webp'],
  recognises: head => text(head, 0) === 'RIFF' && text(head, 8) === 'WEBP',
  read: readWebp,
});

/** Chunks before the pixels (extended header, profile); more is no picture. */
const MAX_CHUNKS = 64;

/**
 * Reads a lossless WebP (VP8L) as colours, (H, W, 3) or, with an alpha channel, (H, W, 4). WebP has no index pictures.
 * Throws format-lossy for lossy ones, webp-damaged, webp-animated, and webp-decoder where nothing can decode it.
 */
async function readWebp(source: ByteSource): Promise<NdArray> {
  const { width, height } = losslessSize(source);
  // The decoder makes four samples of each pixel, and the array is a second copy.
  checkExpansion(source.name, source.size, 2 * 4 * width * height, 'Save it as PNG.');
  if (!source.decodePicture) {
    throw new InspectionError(
      'webp-decoder',
      `${source.name} is a WebP picture, which cannot be decoded here.`,
      'Save it as PNG.',
    );
  }
  let samples: PictureSamples;
  try {
    samples = await source.decodePicture();
  } catch (error) {
    throw InspectionError.is(error) ? error : damaged(source.name, (error as Error).message.split('\n')[0], error);
  }
  const { channels, data } = samples;
  if (samples.width !== width || samples.height !== height || (channels !== 3 && channels !== 4)) {
    throw damaged(source.name, `its parts disagree (${width} × ${height}, ${samples.width} × ${samples.height})`);
  }
  const shape = [height, width, channels];
  const head = { shape, strides: stridesOf(shape), dtype: 'uint8', colour: channels === 3 ? 'rgb' : 'rgba' } as const;
  return memoryArray(head, data);
}

/** Width and height of a file whose pixels are lossless (RFC 9649, sections 2.5 to 2.7 and 3.4). */
function losslessSize(source: ByteSource): { width: number; height: number } {
  const { name } = source;
  let at = 12;
  for (let k = 0; k < MAX_CHUNKS; k++) {
    const head = source.read(at, 16);
    if (head.length < 16) {
      break;
    }
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const length = view.getUint32(4, true);
    switch (text(head, 0)) {
      case 'VP8 ':
        throw new InspectionError(
          'format-lossy',
          `${name} is a lossy WebP picture: its compression changes pixel values, so it holds no exact class ids.`,
          'Save class ids as PNG or .npy.',
        );
      case 'ANIM':
      case 'ANMF':
        throw new InspectionError(
          'webp-animated',
          `${name} is an animation, not one picture.`,
          'Save its pictures one by one.',
        );
      case 'VP8L': {
        if (head[8] !== 0x2f) {
          throw damaged(name, 'its pixels have no header');
        }
        const bits = view.getUint32(9, true);
        return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
      }
    }
    at += 8 + length + (length % 2);
  }
  throw damaged(name, 'it has no pixels');
}

function text(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function damaged(name: string, what: string, cause?: unknown): InspectionError {
  return new InspectionError('webp-damaged', `${name} is a damaged WebP: ${what}.`, 'Save the file again.', { cause });
}
