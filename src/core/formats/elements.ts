import type { ByteSource } from './byteSource.js';
import { placedSource } from './fileSource.js';
import {
  type ArrayHead,
  type Dtype,
  memoryArray,
  type NdArray,
  type RawLocation,
  type Storage,
  streamedArray,
} from './ndarray.js';

/** Bytes of one element as files store it. */
export const ELEMENT_BYTES: Readonly<Record<Dtype, number>> = {
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  uint64: 8,
  int64: 8,
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

/** Larger arrays stay in the file and are read block by block. */
export const STREAM_ABOVE = 64 << 20;

/** From here on arrays in memory are in memory that helper threads share. */
const SHARE_ABOVE = 8 << 20;

/**
 * The array whose elements lie one after the other from byte `offset` of the file. The caller has checked that they
 * are all there, since a header may promise any number.
 */
export function arrayInFile(source: ByteSource, offset: number, head: ArrayHead, bigEndian = false): NdArray {
  const bytes = ELEMENT_BYTES[head.dtype];
  const length = head.shape.reduce((product, axis) => product * axis, 1);
  const block = (first: number, count: number, scratch?: Uint8Array) =>
    decodeElements(source.read(offset + first * bytes, count * bytes, scratch), head.dtype, bigEndian);
  if (length * bytes > STREAM_ABOVE) {
    const { place } = source;
    const raw = place && { place: { ...place, offset: place.offset + offset }, bigEndian };
    return streamedArray(head, length, block, raw);
  }
  if (length * bytes <= SHARE_ABOVE) {
    return memoryArray(head, block(0, length));
  }
  const shared = new Uint8Array(new SharedArrayBuffer(length * bytes));
  const raw = source.read(offset, length * bytes, shared);
  if (raw.buffer !== shared.buffer) {
    shared.set(raw);
  }
  return memoryArray(head, decodeElements(shared, head.dtype, bigEndian));
}

/** A streamed array again in another thread; see NdArray.raw. */
export function arrayAtPlace({ place, bigEndian }: RawLocation, head: ArrayHead, length: number): NdArray {
  const bytes = ELEMENT_BYTES[head.dtype];
  const source = placedSource(place, 'The prediction');
  return streamedArray(head, length, (first, count, scratch) =>
    decodeElements(source.read(first * bytes, count * bytes, scratch), head.dtype, bigEndian),
  );
}

/** Elements from their bytes; a view of `raw` where that is aligned and little endian. */
export function decodeElements(raw: Uint8Array, dtype: Dtype, bigEndian = false): Storage {
  const bytes = ELEMENT_BYTES[dtype];
  // A typed array needs an aligned start; a file read gives one, a view into someone's buffer may not.
  const swap = bigEndian && bytes > 1;
  const aligned = raw.byteOffset % bytes === 0 && !swap ? raw : Uint8Array.prototype.slice.call(raw);
  if (swap) {
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
    case 'bfloat16':
      return new Uint16Array(buffer, byteOffset, count);
    case 'int16':
      return new Int16Array(buffer, byteOffset, count);
    case 'uint32':
      return new Uint32Array(buffer, byteOffset, count);
    case 'int32':
      return new Int32Array(buffer, byteOffset, count);
    case 'uint64':
      return widen(new Uint32Array(buffer, byteOffset, 2 * count), new Uint32Array(buffer, byteOffset, 2 * count));
    case 'int64':
      return widen(new Uint32Array(buffer, byteOffset, 2 * count), new Int32Array(buffer, byteOffset, 2 * count));
    case 'float32':
      return new Float32Array(buffer, byteOffset, count);
    case 'float64':
      return new Float64Array(buffer, byteOffset, count);
  }
}

/** 64-bit integers as the nearest float64, from their low and high words. */
function widen(words: Uint32Array, high: Uint32Array | Int32Array): Float64Array {
  const out = new Float64Array(words.length / 2);
  for (let k = 0; k < out.length; k++) {
    out[k] = high[2 * k + 1] * 2 ** 32 + words[2 * k];
  }
  return out;
}

/** Reverses the bytes of each element in place. */
export function swapBytes(data: Uint8Array, bytes: number): void {
  for (let start = 0; start < data.length; start += bytes) {
    for (let low = start, high = start + bytes - 1; low < high; low++, high--) {
      const byte = data[low];
      data[low] = data[high];
      data[high] = byte;
    }
  }
}

/** New storage for `count` elements of a dtype. */
export function emptyStorage(dtype: Dtype, count: number): Storage {
  return decodeElements(new Uint8Array(count * ELEMENT_BYTES[dtype]), dtype);
}
