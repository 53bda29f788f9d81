import { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import { type Dtype, memoryArray, type NdArray, type Storage, streamedArray, stridesOf } from './ndarray.js';
import { parseNpyHeader } from './npyHeader.js';

/** "\x93NUMPY" */
export const NPY_MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

/** A header is a short dict; anything larger is not an array file. numpy itself stops at 10,000 characters. */
const MAX_HEADER_BYTES = 1 << 20;

/** Larger arrays stay in the file and are read block by block. */
const STREAM_ABOVE = 64 << 20;

/** Byte size and storage by dtype; 64-bit integers are widened after reading. */
const DTYPES: Record<string, { dtype: Dtype; bytes: number }> = {
  b1: { dtype: 'bool', bytes: 1 },
  u1: { dtype: 'uint8', bytes: 1 },
  i1: { dtype: 'int8', bytes: 1 },
  u2: { dtype: 'uint16', bytes: 2 },
  i2: { dtype: 'int16', bytes: 2 },
  u4: { dtype: 'uint32', bytes: 4 },
  i4: { dtype: 'int32', bytes: 4 },
  u8: { dtype: 'uint64', bytes: 8 },
  i8: { dtype: 'int64', bytes: 8 },
  f2: { dtype: 'float16', bytes: 2 },
  f4: { dtype: 'float32', bytes: 4 },
  f8: { dtype: 'float64', bytes: 8 },
};

/**
 * Reads a NumPy .npy file, versions 1 to 3 (numpy.lib.format): little and big endian, C and Fortran order, bool,
 * integers and floats. Object arrays are refused: they hold a pickle, which is code.
 */
export function readNpy(source: ByteSource): NdArray {
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
  const { dtype, bytes, bigEndian } = parseDescr(header.descr, name);
  const elements = header.shape.reduce((product, length) => product * length, 1);
  const needed = dataStart + elements * bytes;
  // Checked before anything is allocated: a header may promise any number of elements.
  if (!(needed <= source.size)) {
    throw truncated(name, source.size, needed);
  }
  const head = { shape: header.shape, strides: stridesOf(header.shape, header.fortranOrder), dtype };
  const block = (first: number, count: number, scratch?: Uint8Array) =>
    decode(source.read(dataStart + first * bytes, count * bytes, scratch), dtype, bytes, bigEndian);
  return elements * bytes > STREAM_ABOVE ? streamedArray(head, elements, block) : memoryArray(head, block(0, elements));
}

function parseDescr(descr: unknown, name: string): { dtype: Dtype; bytes: number; bigEndian: boolean } {
  const found = typeof descr === 'string' ? /^([<>=|]?)([a-zA-Z]\d*)/.exec(descr) : null;
  const kind = found ? DTYPES[found[2]] : undefined;
  if (found && kind && found[0] === descr) {
    return { ...kind, bigEndian: found[1] === '>' };
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

function decode(raw: Uint8Array, dtype: Dtype, bytes: number, bigEndian: boolean): Storage {
  // A typed array needs an aligned start; a file read gives one, a view into someone's buffer may not.
  const aligned = raw.byteOffset % bytes === 0 && !(bigEndian && bytes > 1) ? raw : raw.slice();
  if (bigEndian && bytes > 1) {
    swapBytes(aligned, bytes);
  }
  const { buffer, byteOffset } = aligned;
  const count = aligned.byteLength / bytes;
  switch (dtype) {
    case 'bool':
    case 'uint8':
      return new Uint8Array(buffer, byteOffset, count);
    case 'int8':
      return new Int8Array(buffer, byteOffset, count);
    case 'uint16':
    case 'float16':
      return new Uint16Array(buffer, byteOffset, count);
    case 'int16':
      return new Int16Array(buffer, byteOffset, count);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, count);
    case 'int32':
      return new Int32Array(buffer, byteOffset, count);
    case 'uint64':
      return Float64Array.from(new BigUint64Array(buffer, byteOffset, count), Number);
    case 'int64':
      return Float64Array.from(new BigInt64Array(buffer, byteOffset, count), Number);
    case 'float32':
      return new Float32Array(buffer, byteOffset, count);
    case 'float64':
      return new Float64Array(buffer, byteOffset, count);
  }
}

function swapBytes(data: Uint8Array, bytes: number): void {
  for (let start = 0; start < data.length; start += bytes) {
    data.subarray(start, start + bytes).reverse();
  }
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
