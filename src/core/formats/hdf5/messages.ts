import type { Dtype } from '../ndarray.js';
import type { Cursor } from './cursor.js';

/** Axis lengths of a dataset, and those it may grow to (Infinity without limit). */
export interface Dataspace {
  shape: number[];
  largest: number[];
}

/** Reads a dataspace message (IV.A.2.b); undefined for the null dataspace, which has no elements. */
export function readDataspace(body: Cursor): Dataspace | undefined {
  const version = body.u8();
  const rank = body.u8();
  const flags = body.u8();
  const type = body.skip(version === 1 ? 5 : 0);
  if (version !== 1 && type.u8() === 2) {
    return undefined;
  }
  const { lengthBytes } = body.file.sizes;
  const lengths = () => Array.from({ length: rank }, () => body.uint(lengthBytes));
  const shape = lengths();
  const unlimited = 2 ** (8 * lengthBytes) - 1;
  const largest =
    flags & 1 ? lengths().map(length => (length >= unlimited ? Number.POSITIVE_INFINITY : length)) : shape;
  if (rank > 32 || !shape.every(Number.isSafeInteger)) {
    throw body.file.damaged(`a dataset has the shape (${shape.join(', ')})`);
  }
  return { shape, largest };
}

/** How the elements of a dataset are stored. */
export interface Datatype {
  dtype: Dtype;
  bigEndian: boolean;
}

/** What datatypes that hold no single number are called, by class. */
const CLASSES = [
  'integers',
  'floats',
  'times',
  'strings',
  'bit fields',
  'opaque bytes',
  'records',
  'references',
  'enumerations',
  'sequences of varying length',
  'arrays',
  'complex numbers',
];

/**
 * Reads a datatype message (IV.A.2.d): integers of 8 to 64 bits, IEEE floats of 16 to 64, bfloat16, and enumerations of
 * integers, which is how h5py writes bool. Returns in words what other datatypes hold.
 */
export function readDatatype(body: Cursor): Datatype | string {
  const head = body.u8();
  const type = head & 15;
  const bits = body.uint(3);
  const size = body.u32();
  const bigEndian = (bits & 1) !== 0;
  if (type === 8) {
    const base = readDatatype(body);
    return typeof base === 'string' || size > 8 ? CLASSES[8] : base;
  }
  if (type === 0) {
    const whole = [1, 2, 4, 8].includes(size) && body.u16() === 0 && body.u16() === 8 * size;
    return whole
      ? { dtype: `${bits & 8 ? 'int' : 'uint'}${8 * size}` as Dtype, bigEndian }
      : `integers of ${size} bytes`;
  }
  if (type === 1) {
    const [start, precision] = [body.u16(), body.u16()];
    const [exponentAt, exponent, mantissaAt, mantissa] = [body.u8(), body.u8(), body.u8(), body.u8()];
    const bias = body.u32();
    const dtype = FLOATS.get([size, exponent, mantissa].join());
    const usual = start === 0 && precision === 8 * size && mantissaAt === 0 && exponentAt === mantissa;
    const vax = (bits & 0x40) !== 0;
    return dtype && usual && !vax && bias === 2 ** (exponent - 1) - 1
      ? { dtype, bigEndian }
      : `floats of ${size} bytes in a rare layout`;
  }
  return CLASSES[type] ?? 'elements of an unknown kind';
}

/** By size, exponent bits and mantissa bits. */
const FLOATS: ReadonlyMap<string, Dtype> = new Map([
  ['2,5,10', 'float16'],
  ['2,8,7', 'bfloat16'],
  ['4,8,23', 'float32'],
  ['8,11,52', 'float64'],
]);

/** One step of a filter pipeline. */
export interface Filter {
  id: number;
  name: string;
  parameters: number[];
}

/** Reads a filter pipeline message (IV.A.2.l). */
export function readFilters(body: Cursor): Filter[] {
  const version = body.u8();
  const count = body.u8();
  body.skip(version === 1 ? 6 : 0);
  return Array.from({ length: count }, () => {
    const id = body.u16();
    const nameBytes = version === 1 || id >= 256 ? body.u16() : 0;
    body.skip(2);
    const values = body.u16();
    const padded = version === 1 ? Math.ceil(nameBytes / 8) * 8 : nameBytes;
    const name = new TextDecoder('latin1').decode(body.raw(padded)).replace(/\0.*/s, '');
    const parameters = Array.from({ length: values }, () => body.u32());
    body.skip(version === 1 && values % 2 === 1 ? 4 : 0);
    return { id, name, parameters };
  });
}

/** The bytes of the element that stands for those never written (IV.A.2.e and f); undefined: zeros. */
export function readFillValue(body: Cursor, old: boolean): Uint8Array | undefined {
  if (!old) {
    const version = body.u8();
    if (version === 3) {
      const flags = body.u8();
      if (!(flags & 0x20)) {
        return undefined;
      }
    } else {
      const defined = body.skip(2).u8();
      if (version > 1 && defined === 0) {
        return undefined;
      }
    }
  }
  const size = body.u32();
  return size > 0 && size <= body.left ? body.raw(size) : undefined;
}
