import { InspectionError } from '../errors.js';
import { type ArrayFile, type LazyEntry, lazyFile, type UnreadableEntry } from './arrayFile.js';
import type { ByteSource } from './byteSource.js';
import { arrayInFile, ELEMENT_BYTES } from './elements.js';
import { type Dtype, stridesOf } from './ndarray.js';

/** The library itself stops at 100 MB; a header has about a hundred bytes for each tensor. */
const MAX_HEADER_BYTES = 16 << 20;

const MAX_AXES = 64;

const DTYPES: Readonly<Record<string, Dtype>> = {
  BOOL: 'bool',
  U8: 'uint8',
  I8: 'int8',
  U16: 'uint16',
  I16: 'int16',
  U32: 'uint32',
  I32: 'int32',
  U64: 'uint64',
  I64: 'int64',
  F16: 'float16',
  BF16: 'bfloat16',
  F32: 'float32',
  F64: 'float64',
};

/** Whether a file begins as a safetensors file: the length of a header that fits, then "{". */
export function isSafetensors(head: Uint8Array): boolean {
  return head.length > 8 && head[8] === 0x7b && head[4] + head[5] + head[6] + head[7] === 0 && headerLength(head) >= 2;
}

/**
 * Opens a safetensors file (huggingface/safetensors, "Format"): 8 bytes of header length, a JSON object of tensors by
 * name {dtype, shape, data_offsets}, and the raw little-endian C-order elements. Tensors stay in the file until read.
 * Throws safetensors-header and safetensors-truncated; a tensor of an unknown dtype throws safetensors-dtype when asked.
 */
export function openSafetensors(source: ByteSource): ArrayFile {
  const { name, size } = source;
  const start = source.read(0, 8);
  const headerBytes = start.length === 8 ? headerLength(start) : Number.NaN;
  if (!(headerBytes >= 2 && headerBytes <= MAX_HEADER_BYTES)) {
    throw badHeader(name, `has no header of a sensible length`);
  }
  const dataStart = 8 + headerBytes;
  if (dataStart > size) {
    throw truncated(name, size, dataStart);
  }
  const entries: LazyEntry[] = [];
  const unreadable: UnreadableEntry[] = [];
  for (const [key, value] of Object.entries(parseHeader(source, headerBytes))) {
    if (key === '__metadata__') {
      continue;
    }
    const { dtype: code, shape, begin, end } = parseTensor(value, key, name);
    if (dataStart + end > size) {
      throw truncated(name, size, dataStart + end);
    }
    const dtype = Object.hasOwn(DTYPES, code) ? DTYPES[code] : undefined;
    if (!dtype) {
      unreadable.push({ name: key, reason: unknownDtype(name, key, code) });
      continue;
    }
    const elements = shape.reduce((product, length) => product * length, 1);
    if (elements * ELEMENT_BYTES[dtype] !== end - begin) {
      throw badHeader(name, `gives ${JSON.stringify(key)} ${end - begin} bytes for ${shape.join('×')} ${dtype}`);
    }
    const head = { shape, strides: stridesOf(shape), dtype };
    entries.push({ name: key, shape, dtype, read: () => arrayInFile(source, dataStart + begin, head) });
  }
  return lazyFile('safetensors', entries, unreadable);
}

function headerLength(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
}

function parseHeader(source: ByteSource, headerBytes: number): object {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(source.read(8, headerBytes)));
  } catch (error) {
    throw badHeader(source.name, `is not JSON (${(error as Error).message})`, error);
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw badHeader(source.name, 'is not a JSON object');
  }
  return header;
}

interface TensorInfo {
  dtype: string;
  shape: number[];
  /** Byte offsets from the end of the header. */
  begin: number;
  end: number;
}

function parseTensor(value: unknown, key: string, name: string): TensorInfo {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  const whole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every(number => Number.isSafeInteger(number) && number >= 0);
  if (typeof dtype !== 'string' || !whole(shape) || shape.length > MAX_AXES) {
    throw badHeader(name, `gives ${JSON.stringify(key)} no dtype and shape`);
  }
  if (!whole(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    throw badHeader(name, `gives ${JSON.stringify(key)} no place in the file`);
  }
  return { dtype, shape, begin: offsets[0], end: offsets[1] };
}

function unknownDtype(name: string, key: string, dtype: string): InspectionError {
  return new InspectionError(
    'safetensors-dtype',
    `${name}: ${JSON.stringify(key)} has dtype ${dtype.slice(0, 20)}; bool, integers, F16, BF16, F32 and F64 can be read.`,
    'Convert it first: tensor.float().',
  );
}

function badHeader(name: string, what: string, cause?: unknown): InspectionError {
  return new InspectionError(
    'safetensors-header',
    `The safetensors header of ${name} ${what}.`,
    'The file is damaged: save it again.',
    { cause },
  );
}

function truncated(name: string, size: number, needed: number): InspectionError {
  return new InspectionError(
    'safetensors-truncated',
    `${name} has ${size.toLocaleString('en')} bytes, but its header needs ${needed.toLocaleString('en')}.`,
    'The file is cut off or still being written: wait for it or save it again.',
  );
}
