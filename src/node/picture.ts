import type SharpModule from 'sharp';
import { InspectionError } from '../core/errors.js';
import type { PictureSamples } from '../core/formats/byteSource.js';
import type { Decoded } from '../core/inspection/host.js';
import { baseName, type FileRef } from '../core/inspection/job.js';

/** The only file that knows sharp. It is native, so it loads on first use and its absence is a message, not a crash. */
async function loadSharp(): Promise<typeof SharpModule> {
  try {
    return (await import('sharp')).default;
  } catch (error) {
    throw new InspectionError(
      'sharp-missing',
      `The image library sharp could not be loaded (${(error as Error).message.split('\n')[0]}).`,
      'Install the package for this platform; labels and predictions are read without it.',
      { cause: error },
    );
  }
}

/** Sides above this are shrunk for display only: canvases and textures end here. */
const MAX_SIDE = 8192;

/**
 * Decodes a photograph for the panel's background and re-encodes it without metadata, so that nothing rotates or
 * colour-manages it against the label. `size` is [height, width] as stored, without EXIF rotation.
 */
export async function decodePicture(file: FileRef): Promise<Decoded> {
  const sharp = await loadSharp();
  try {
    const input = sharp(file.path ?? Buffer.from(file.bytes ?? []), { autoOrient: false });
    const { width, height } = await input.metadata();
    const { data, info } = await input
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .removeAlpha()
      .png({ compressionLevel: 1 })
      .toBuffer({ resolveWithObject: true });
    return {
      picture: {
        info: { mime: 'image/png', width: info.width, height: info.height },
        data: new Uint8Array(data),
      },
      size: [height, width],
    };
  } catch (error) {
    throw new InspectionError(
      'image-unreadable',
      `The image ${baseName(file)} could not be read (${(error as Error).message.split('\n')[0]}).`,
      'Choose another image; the numbers do not need one.',
      { cause: error },
    );
  }
}

/** A picture's samples of 8 bits as they are stored: not rotated, not colour-managed. Throws sharp's errors. */
export async function decodeSamples(file: FileRef): Promise<PictureSamples> {
  const sharp = await loadSharp();
  const input = sharp(file.path ?? Buffer.from(file.bytes ?? []), { autoOrient: false, ignoreIcc: true });
  const { data, info } = await input.raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    channels: info.channels,
    data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

/** [height, width] of a picture, from its header. */
export async function pictureSize(file: FileRef): Promise<[number, number]> {
  const sharp = await loadSharp();
  try {
    const { width, height } = await sharp(file.path ?? Buffer.from(file.bytes ?? [])).metadata();
    return [height, width];
  } catch (error) {
    throw new InspectionError(
      'image-unreadable',
      `The image ${baseName(file)} could not be read (${(error as Error).message.split('\n')[0]}).`,
      'Choose another image.',
      { cause: error },
    );
  }
}

/** A picture shrunk or stretched to exactly this size, 3 bytes a pixel; null where it cannot be read. */
export async function decodeSmall(file: FileRef, width: number, height: number): Promise<Uint8Array | null> {
  try {
    const sharp = await loadSharp();
    const { data } = await sharp(file.path ?? Buffer.from(file.bytes ?? []), { autoOrient: false })
      .resize({ width, height, fit: 'fill' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return data.byteLength === width * height * 3 ? data : null;
  } catch {
    // A thumbnail does without; the inspection of the pair says what is wrong with the image.
    return null;
  }
}
