import { InspectionError } from '../errors.js';
import { openArchive } from './archive.js';
import { type ArrayFile, type ArrayFormat, singleArray } from './arrayFile.js';
import { BMP } from './bmp.js';
import type { ByteSource } from './byteSource.js';
import { chooseEntry } from './chooseEntry.js';
import { HDF5 } from './hdf5/hdf5.js';
import type { NdArray } from './ndarray.js';
import { NIFTI } from './nifti/nifti.js';
import { NPY_MAGIC, readNpy } from './npy.js';
import { isPickle, isTorch, openPickle, openTorch } from './pickled.js';
import { PNG_MAGIC, readPng } from './png.js';
import { isSafetensors, openSafetensors } from './safetensors.js';
import { SEM_SEG_JSON } from './semSegJson.js';
import { startsWith } from './signature.js';
import { TIFF } from './tiff/tiff.js';
import { WEBP } from './webp.js';
import { isZip } from './zip.js';

/** Every format arrays are read from, in the order they are asked. Adding one: a file beside this one and a line here. */
export const ARRAY_FORMATS: readonly ArrayFormat[] = [
  singleArray({ id: 'npy', title: 'NumPy', extensions: ['npy'], recognises: startsWith(NPY_MAGIC), read: readNpy }),
  singleArray({ id: 'png', title: 'PNG', extensions: ['png'], recognises: startsWith(PNG_MAGIC), read: readPng }),
  NIFTI,
  { id: 'npz', title: 'NumPy archive', extensions: ['npz'], recognises: isZip, open: openArchive },
  { id: 'torch', title: 'PyTorch', extensions: ['pt', 'pth'], recognises: isTorch, open: openTorch },
  {
    id: 'safetensors',
    title: 'safetensors',
    extensions: ['safetensors'],
    recognises: isSafetensors,
    open: openSafetensors,
  },
  { id: 'pickle', title: 'pickle', extensions: ['pkl', 'pickle'], recognises: isPickle, open: openPickle },
  TIFF,
  BMP,
  WEBP,
  HDF5,
  SEM_SEG_JSON,
];

/** Pictures that hold no exact class ids, by their first bytes. */
const PICTURES: readonly [title: string, magic: readonly number[], lossy: boolean][] = [
  ['JPEG', [0xff, 0xd8, 0xff], true],
  ['GIF', [0x47, 0x49, 0x46, 0x38], false],
];

/** So many first bytes are shown to `recognises`; NIfTI's magic ends at 348, a tar's at 262. */
const HEAD_BYTES = 512;

/**
 * Opens a file of arrays. The content decides the format; the name only decides where no content does, and then which
 * message a broken file gets. Throws file-empty, format-lossy, format-unknown or the format's own errors.
 */
export async function openArrayFile(source: ByteSource): Promise<ArrayFile> {
  if (source.size === 0) {
    throw new InspectionError(
      'file-empty',
      `${source.name} is empty.`,
      'The file is still being written or its writer failed: save it again.',
    );
  }
  const head = source.read(0, HEAD_BYTES);
  const name = source.name.toLowerCase();
  const named = (format: ArrayFormat) => format.extensions.some(extension => name.endsWith(`.${extension}`));
  const recognised = ARRAY_FORMATS.filter(format => format.recognises(head));
  const picture = PICTURES.find(([, magic]) => startsWith(magic)(head));
  const format = recognised.find(named) ?? recognised[0] ?? (picture ? undefined : ARRAY_FORMATS.find(named));
  if (format) {
    return format.open(source);
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

/**
 * The one array of a file that is meant: the entry named, else the one the role's name rules choose, else the one named
 * after the pair's other file, `partner`.
 * Throws array-choice (several fit), array-missing, and what `openArrayFile` throws.
 */
export async function readArray(
  source: ByteSource,
  role: 'prediction' | 'label' = 'prediction',
  entry?: string,
  partner?: string,
): Promise<NdArray> {
  const file = await openArrayFile(source);
  return file.read(chooseEntry(file, source.name, role, entry, partner));
}
