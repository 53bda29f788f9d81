import { InspectionError } from '../../errors.js';
import { singleArray } from '../arrayFile.js';
import { type ByteSource, bytesSource } from '../byteSource.js';
import { arrayInFile, ELEMENT_BYTES } from '../elements.js';
import { checkExpansion, inflate, inflateStart, MAX_DEFLATE_RATIO, memoryFor } from '../inflate.js';
import { type ArrayHead, type NdArray, stridesOf } from '../ndarray.js';
import { startsWith } from '../signature.js';
import { goesToDisk, inflateToDisk } from '../unpack.js';
import { isNifti, NIFTI_HEADER_BYTES, type NiftiHeader, parseNiftiHeader } from './niftiHeader.js';
import { scaledArray } from './scaled.js';

const isGzip = startsWith([0x1f, 0x8b]);

/** Compressed bytes that hold the header with certainty unless the gzip header carries a very long comment. */
const PEEK_BYTES = 4096;

/** Bytes after the array that some writers leave (padding); more is not inflated. */
const TRAILING_BYTES = 1 << 20;

export const NIFTI = singleArray({
  id: 'nifti',
  title: 'NIfTI',
  extensions: ['nii', 'nii.gz'],
  recognises: head => isNifti(isGzip(head) ? inflateStart(head, 'gzip') : head),
  read: async source => readNifti(await inflatedToDisk(source)),
});

/** A gzipped volume too large for memory as a plain one on disk, where the source has room there; any other as it is. */
async function inflatedToDisk(source: ByteSource): Promise<ByteSource> {
  const { name, size } = source;
  if (!isGzip(source.read(0, 2))) {
    return source;
  }
  const header = parseNiftiHeader(inflateStart(source.read(0, PEEK_BYTES), 'gzip'), name);
  const needed = header.dataStart + bytesOf(header);
  const limit = needed + TRAILING_BYTES;
  const file = goesToDisk(source, size, needed, needed <= memoryFor(size)) ? source.scratch?.(limit) : undefined;
  if (!file) {
    return source;
  }
  const { bytes } = await inflateToDisk(source, 'gzip', limit, file).catch(error => {
    throw InspectionError.is(error) ? error : damaged(name, error);
  });
  return { name, size: bytes, read: file.read, place: file.place, close: () => {} };
}

/**
 * Reads a NIfTI-1 or NIfTI-2 file, plain or gzipped. The array's axes are the file's in reverse, as nnU-Net has them:
 * (z, y, x), with further axes before them: (channel, z, y, x). A z axis of length 1 is a picture: (y, x) and
 * (channel, y, x). Nothing is moved or flipped; the affine comes along. Values are scaled by slope and intercept where
 * the header has them.
 */
export function readNifti(source: ByteSource): NdArray {
  if (!isGzip(source.read(0, 2))) {
    const header = parseNiftiHeader(source.read(0, NIFTI_HEADER_BYTES), source.name);
    return arrayOf(source, header, source.size);
  }
  const header = parseNiftiHeader(inflateStart(source.read(0, PEEK_BYTES), 'gzip'), source.name);
  const needed = header.dataStart + bytesOf(header);
  checkExpansion(source.name, source.size, needed, 'Decompress it (gunzip): a plain .nii is read block by block.');
  if (needed > source.size * MAX_DEFLATE_RATIO) {
    throw truncated(source.name, `${source.size.toLocaleString('en')} compressed bytes`, needed);
  }
  const bytes = inflated(source, needed + TRAILING_BYTES);
  return arrayOf(bytesSource(source.name, bytes), header, bytes.length);
}

function inflated(source: ByteSource, limit: number): Uint8Array {
  try {
    return inflate(source.read(0, source.size), 'gzip', limit);
  } catch (error) {
    throw damaged(source.name, error);
  }
}

function damaged(name: string, error: unknown): InspectionError {
  const tooLong = error instanceof RangeError;
  const what = tooLong ? 'it holds far more than its header says' : (error as Error).message;
  return new InspectionError(
    'nifti-damaged',
    `${name} is a damaged gzip file: ${what}.`,
    'The file is cut off or still being written: wait for it or save it again.',
    { cause: error },
  );
}

function arrayOf(source: ByteSource, header: NiftiHeader, size: number): NdArray {
  const needed = header.dataStart + bytesOf(header);
  // Checked before anything is allocated: a header may promise any number of elements.
  if (!(needed <= size)) {
    throw truncated(source.name, `${size.toLocaleString('en')} bytes`, needed);
  }
  const stored = arrayInFile(source, header.dataStart, headOf(header), header.bigEndian);
  const { slope, intercept } = header;
  return slope === 1 && intercept === 0 ? stored : scaledArray(stored, slope, intercept);
}

/** Axis names by position in the file. */
const AXES = ['x', 'y', 'z', 'channel', 'vector', 'axis6', 'axis7'];

/** The logical array: axes in reverse, those of length 1 dropped from z on. */
function headOf({ dims, dtype, affine }: NiftiHeader): ArrayHead {
  const steps = stridesOf(dims, true);
  const kept = dims
    .map((length, k) => ({ length, step: steps[k], name: AXES[k] }))
    .filter(({ length }, k) => k < 2 || length > 1)
    .reverse();
  // A single axis beyond z holds the channels, whichever of the header's it is.
  const beyond = kept.filter(({ name }) => AXES.indexOf(name) > 2);
  return {
    shape: kept.map(({ length }) => length),
    strides: kept.map(({ step }) => step),
    dtype,
    axes: kept.map(({ name }) => (beyond.length === 1 && name === beyond[0].name ? 'channel' : name)),
    affine,
  };
}

function bytesOf({ dims, dtype }: NiftiHeader): number {
  return dims.reduce((product, length) => product * length, ELEMENT_BYTES[dtype]);
}

function truncated(name: string, has: string, needed: number): InspectionError {
  const says = Number.isSafeInteger(needed) ? needed.toLocaleString('en') : needed.toExponential(2);
  return new InspectionError(
    'nifti-truncated',
    `${name} has ${has}, but its header needs ${says}.`,
    'The file is cut off or still being written: wait for it or save it again.',
  );
}
