import { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { arrayInFile, ELEMENT_BYTES } from './elements.js';
import { type ArrayHead, type Dtype, type NdArray, stridesOf } from './ndarray.js';
import { parseNpyHeader } from './npyHeader.js';

/** "\x93NUMPY" */
export const NPY_MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

/** A header is a short dict; anything larger is not an array file. numpy itself stops at 10,000 characters. */
const MAX_HEADER_BYTES = 1 << 20;

/** Dtypes by numpy's kind and size. */
export const NUMPY_DTYPES: Readonly<Record<string, Dtype>> = {
  b1: 'bool',
  u1: 'uint8',
  i1: 'int8',
  u2: 'uint16',
  i2: 'int16',
  u4: 'uint32',
  i4: 'int32',
  u8: 'uint64',
  i8: 'int64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
};

/**
 * Reads a NumPy .npy file, versions 1 to 3 (numpy.lib.format): little and big endian, C and Fortran order, bool,
 * integers and floats. Object arrays are refused: they hold a pickle, which is code.
 */
export function readNpy(source: ByteSource): NdArray {
  const { head, dataStart, bigEndian } = readNpyHead(source);
  return arrayInFile(source, dataStart, head, bigEndian);
}

/** What the header of a .npy file says, judged against the file's size. */
export interface NpyHead {
  head: ArrayHead;
  /** Byte offset of the first element. */
  dataStart: number;
  bigEndian: boolean;
}

/** Reads the header of a .npy file only: the first bytes of the source. */
export function readNpyHead(source: ByteSource): NpyHead {
  const { name } = source;
  const start = source.read(0, 12);
  if (!NPY_MAGIC.every((byte, k) => start[k] === byte)) {
    throw new InspectionError(
      'npy-magic',
      `${name} is not a NumPy file: it begins with ${printable(start)} instead of "\\x93NUMPY".`,
      'Save the array with numpy.save and choose that file.',
    );
  }
  const major = start[6];
  if (major < 1 || major > 3) {
    throw new InspectionError(
      'npy-version',
      `${name} has .npy version ${major}; versions 1 to 3 exist.`,
      'Save the array again with numpy.save.',
    );
  }
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const lengthBytes = major === 1 ? 2 : 4;
  const headerStart = 8 + lengthBytes;
  if (source.size < headerStart) {
    throw truncated(name, source.size, headerStart);
  }
  const headerBytes = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new InspectionError(
      'npy-header',
      `${name} announces a header of ${headerBytes.toLocaleString('en')} bytes; a real one has about a hundred.`,
      'The file is damaged: save it again.',
    );
  }
  const dataStart = headerStart + headerBytes;
  if (source.size < dataStart) {
    throw truncated(name, source.size, dataStart);
  }
  const header = parseNpyHeader(new TextDecoder('utf-8').decode(source.read(headerStart, headerBytes)), name);
  const { dtype, bigEndian } = parseDescr(header.descr, name);
  const elements = header.shape.reduce((product, length) => product * length, 1);
  const needed = dataStart + elements * ELEMENT_BYTES[dtype];
  // Checked before anything is allocated: a header may promise any number of elements.
  if (!(needed <= source.size)) {
    throw truncated(name, source.size, needed);
  }
  const head = { shape: header.shape, strides: stridesOf(header.shape, header.fortranOrder), dtype };
  return { head, dataStart, bigEndian };
}

function parseDescr(descr: unknown, name: string): { dtype: Dtype; bigEndian: boolean } {
  const found = typeof descr === 'string' ? /^([<>=|]?)([a-zA-Z]\d*)/.exec(descr) : null;
  const dtype = found ? NUMPY_DTYPES[found[2]] : undefined;
  if (found && dtype && found[0] === descr) {
    return { dtype, bigEndian: found[1] === '>' };
  }
  if (found?.[2].startsWith('O')) {
    throw new InspectionError(
      'npy-object',
      `${name} holds Python objects (dtype ${String(descr)}), which can only be read by running pickled code.`,
      'Save a plain numeric array: numpy.save(path, array.astype("float32")).',
    );
  }
  throw new InspectionError(
    'npy-dtype',
    `${name} has dtype ${JSON.stringify(descr)}; bool, integers and float16/32/64 can be read.`,
    'Convert it first: numpy.save(path, array.astype("float32")).',
  );
}

function truncated(name: string, size: number, needed: number): InspectionError {
  const says = Number.isSafeInteger(needed) ? needed.toLocaleString('en') : needed.toExponential(2);
  return new InspectionError(
    'npy-truncated',
    `${name} has ${size.toLocaleString('en')} bytes, but its header needs ${says}.`,
    'The file is cut off or still being written: wait for it or save it again.',
  );
}

function printable(bytes: Uint8Array): string {
  return JSON.stringify(String.fromCharCode(...bytes.subarray(0, 6)).replace(/[^ -~]/g, '·'));
}
