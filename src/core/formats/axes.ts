import { ELEMENT_BYTES } from './elements.js';
import { type ArrayHead, headOf, memoryArray, type NdArray, type Storage, streamedArray } from './ndarray.js';

type Axes = Pick<ArrayHead, 'shape' | 'strides' | 'axes'>;

/** The same elements with other axes. Nothing is read or copied. */
function withAxes(array: NdArray, axes: Axes): NdArray {
  return {
    ...headOf({ ...headOf(array), ...axes }),
    length: array.length,
    streamed: array.streamed,
    ...(array.raw && { raw: array.raw }),
    get data() {
      return array.data;
    },
    block: (start, count, scratch) => array.block(start, count, scratch),
  };
}

function pick({ shape, strides, axes }: ArrayHead, order: readonly number[]): Axes {
  const of = <T>(list: readonly T[]): T[] => order.map(axis => list[axis]);
  return { shape: of(shape), strides: of(strides), axes: axes && of(axes) };
}

function without(array: ArrayHead, axis: number): Axes {
  return pick(
    array,
    array.shape.map((_, k) => k).filter(k => k !== axis),
  );
}

/** Axes in another order: axis k of the result is axis order[k] of the array. */
export function transposed(array: NdArray, order: readonly number[]): NdArray {
  return withAxes(array, pick(array, order));
}

/** Without an axis of length 1. */
export function dropAxis(array: NdArray, axis: number): NdArray {
  return withAxes(array, without(array, axis));
}

/** Element `index` of an axis: an array of one axis less that shares the elements. */
export function sliceAt(array: NdArray, axis: number, index: number): NdArray {
  const head = { ...headOf(array), ...without(array, axis) };
  const from = index * array.strides[axis];
  const span = head.shape.reduce((last, length, k) => last + (length - 1) * head.strides[k], 1);
  if (!array.streamed) {
    return memoryArray(head, array.data.subarray(from, from + span));
  }
  const { raw } = array;
  const moved = raw && {
    ...raw,
    place: { ...raw.place, offset: raw.place.offset + from * ELEMENT_BYTES[array.dtype] },
  };
  return streamedArray(
    head,
    span,
    (start, count, scratch) => {
      // All elements at once are kept, so they must not stay in the memory that the next block is read into.
      return scratch
        ? array.block(from + start, count, scratch)
        : (array.block(from + start, count).slice() as Storage);
    },
    moved,
  );
}
