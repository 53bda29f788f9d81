import type { FilePlace } from './byteSource.js';
import { narrowFloatTable } from './narrowFloats.js';

export type Dtype =
  | 'bool'
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'int64'
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64';

/** Element storage. float16 and bfloat16 stay as 16-bit patterns; 64-bit integers are widened to float64. */
export type Storage =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** What some formats know about their array beyond its elements. Absent: the format does not say. */
export interface ArrayMetadata {
  /** The last axis holds the samples of a colour: shape (…, H, W, 3) or (…, H, W, 4). */
  readonly colour?: 'rgb' | 'rgba';
  /** The colours of an index picture: R, G, B of index 0, of index 1, … ; 8 bits each. */
  readonly palette?: Uint8Array;
  /** Axis names in the order of `shape`: 'channel', 'time', 'page', 'z', 'y', 'x'. */
  readonly axes?: readonly string[];
  /**
   * Voxel (x, y, z, 1) to millimetres, right-anterior-superior: a 4×4 matrix row by row (16 numbers), for indices along
   * the axes named x, y and z.
   */
  readonly affine?: readonly number[];
}

/** An n-dimensional array as read from a file: any axis order is expressed by the strides, nothing is transposed. */
export interface NdArray extends ArrayMetadata {
  /** Axis lengths, in the order of the file's format. */
  readonly shape: readonly number[];
  /** Element steps of each axis. */
  readonly strides: readonly number[];
  readonly dtype: Dtype;
  /** Number of elements. */
  readonly length: number;
  /** All elements in memory order; reads the whole file where the array is streamed. */
  readonly data: Storage;
  /** True when the elements stay in the file and `block` reads them from there. */
  readonly streamed: boolean;
  /** Where a streamed array's elements lie plainly in an open file, so that other threads can read them there. */
  readonly raw?: RawLocation;
  /**
   * Elements [start, start + count) in memory order. The result is only valid until the next call. A streamed array may
   * read into `scratch`, where that is large enough, and return a view of it.
   */
  block(start: number, count: number, scratch?: Uint8Array): Storage;
}

/** Elements that lie one after the other, as their dtype says, from `place` on. */
export interface RawLocation {
  place: FilePlace;
  bigEndian: boolean;
}

/** What describes an array apart from its elements. */
export type ArrayHead = Pick<NdArray, 'shape' | 'strides' | 'dtype' | keyof ArrayMetadata>;

/** The head alone: spreading an array instead would read the elements of a streamed one. */
export function headOf({ shape, strides, dtype, colour, palette, axes, affine }: ArrayHead): ArrayHead {
  return {
    shape,
    strides,
    dtype,
    ...(colour && { colour }),
    ...(palette && { palette }),
    ...(axes && { axes }),
    ...(affine && { affine }),
  };
}

/** An array whose elements are in memory. */
export function memoryArray(head: ArrayHead, data: Storage): NdArray {
  return {
    ...headOf(head),
    length: data.length,
    data,
    streamed: false,
    block: (start, count) => data.subarray(start, start + count),
  };
}

/** Bytes of one streamed block that are read into the same memory again and again. */
const SCRATCH_BYTES = 1 << 20;

/** An array whose elements are read where they lie; `data` reads all of them, once. */
export function streamedArray(
  head: ArrayHead,
  length: number,
  block: (start: number, count: number, scratch?: Uint8Array) => Storage,
  raw?: RawLocation,
): NdArray {
  let all: Storage | undefined;
  const scratch = new Uint8Array(SCRATCH_BYTES);
  return {
    ...headOf(head),
    ...(raw && { raw }),
    length,
    streamed: true,
    get data() {
      all ??= block(0, length);
      return all;
    },
    block: (start, count, own = scratch) => block(start, count, own),
  };
}

/** Row-major strides (last axis fastest), or column-major for Fortran order. */
export function stridesOf(shape: readonly number[], fortranOrder = false): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let k = 0; k < shape.length; k++) {
    const axis = fortranOrder ? k : shape.length - 1 - k;
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

export function isFloat(dtype: Dtype): boolean {
  return dtype.includes('float');
}

/** Reads elements as float64 whatever the dtype: value(i) for a flat element index. */
export function elementReader(array: NdArray): (index: number) => number {
  const { data } = array;
  const table = narrowFloatTable(array.dtype);
  if (table) {
    return index => table[data[index]];
  }
  return index => data[index];
}

/** out[k] = element start + k * stride for k < count, as float64. */
export function copyStrided(array: NdArray, start: number, stride: number, out: Float64Array, count: number): void {
  if (array.streamed) {
    const span = (count - 1) * stride + 1;
    copyStrided(memoryArray(array, array.block(start, span)), 0, stride, out, count);
    return;
  }
  const { data } = array;
  const table = narrowFloatTable(array.dtype);
  if (table) {
    for (let k = 0, at = start; k < count; k++, at += stride) {
      out[k] = table[data[at]];
    }
    return;
  }
  for (let k = 0, at = start; k < count; k++, at += stride) {
    out[k] = data[at];
  }
}

/** "11×180×240 float16" */
export function describeArray(array: NdArray): string {
  return `${array.shape.join('×')} ${array.dtype}`;
}
