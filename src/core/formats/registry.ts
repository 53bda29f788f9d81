import { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import type { NdArray } from './ndarray.js';
import { NPY_MAGIC, readNpy } from './npy.js';
import { PNG_MAGIC, readPngIndex } from './png.js';

/** One file format: recognised by its first bytes, or by name where a file claims to be one and is not. */
export interface ArrayFormat {
  readonly id: string;
  readonly title: string;
  readonly extensions: readonly string[];
  readonly magic: Uint8Array;
  read(source: ByteSource): NdArray;
}

/** Every format arrays are read from. Adding one: a file beside this one and a line here. */
export const ARRAY_FORMATS: readonly ArrayFormat[] = [
  { id: 'npy', title: 'NumPy', extensions: ['npy'], magic: NPY_MAGIC, read: readNpy },
  { id: 'png', title: 'PNG', extensions: ['png'], magic: PNG_MAGIC, read: readPngIndex },
];

/** Pictures that hold no exact class ids, by their first bytes. */
const PICTURES: readonly [title: string, magic: readonly number[], lossy: boolean][] = [
  ['JPEG', [0xff, 0xd8, 0xff], true],
  ['GIF', [0x47, 0x49, 0x46, 0x38], false],
  ['BMP', [0x42, 0x4d], false],
  ['TIFF', [0x49, 0x49, 0x2a, 0x00], false],
  ['TIFF', [0x4d, 0x4d, 0x00, 0x2a], false],
  ['WebP', [0x52, 0x49, 0x46, 0x46], true],
];

/**
 * Reads an array file. The content decides the format, the name only which message a broken file gets.
 * Throws file-empty, format-lossy, format-unknown or the format's own errors.
 */
export function readArray(source: ByteSource): NdArray {
  if (source.size === 0) {
    throw new InspectionError(
      'file-empty',
      `${source.name} is empty.`,
      'The file is still being written or its writer failed: save it again.',
    );
  }
  const start = source.read(0, 8);
  const begins = (magic: ArrayLike<number>) => Array.prototype.every.call(magic, (byte, k) => start[k] === byte);
  const extension = /\.([^./\\]+)$/.exec(source.name)?.[1].toLowerCase() ?? '';
  const picture = PICTURES.find(([, magic]) => begins(magic));
  const format =
    ARRAY_FORMATS.find(candidate => begins(candidate.magic)) ??
    (picture ? undefined : ARRAY_FORMATS.find(candidate => candidate.extensions.includes(extension)));
  if (format) {
    return format.read(source);
  }
  if (picture?.[2]) {
    throw new InspectionError(
      'format-lossy',
      `${source.name} is a ${picture[0]} picture: its compression changes pixel values, so it holds no exact class ids.`,
      'Save class ids as PNG or .npy.',
    );
  }
  const known = ARRAY_FORMATS.map(({ title }) => title).join(', ');
  throw new InspectionError(
    'format-unknown',
    `${source.name} is ${picture ? `a ${picture[0]} file` : 'of no known format'}; class ids and predictions are read from ${known}.`,
    'Save it as .npy (numpy.save) or as an index PNG.',
  );
}
