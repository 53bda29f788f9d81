import { InspectionError } from '../errors.js';
import { copyStrided, type NdArray } from '../formats/ndarray.js';

/** A picture out of an array: two axes shown, the others at one index each. */
export interface SliceRequest {
  /** Axes whose indices are rows and columns of the picture; equal for an array of one axis. */
  rows: number;
  columns: number;
  /** An index for every axis; those of `rows` and `columns` are not used. */
  at: number[];
}

export interface ArraySlice extends SliceRequest {
  height: number;
  width: number;
  /** Every so many rows and columns of the array are one of the picture. */
  step: number;
  values: Float32Array;
}

/** Pictures larger than this are thinned out. */
const LARGEST = 2048;

/**
 * The last two axes of an array, or rows and columns where the last is the shorter, as channels are; the first of all
 * others.
 */
export function firstSlice({ shape }: Pick<NdArray, 'shape'>): SliceRequest {
  const rank = shape.length;
  const channelsLast = rank > 2 && shape[rank - 1] <= 4 && shape[rank - 3] > 4;
  const columns = Math.max(0, rank - (channelsLast ? 2 : 1));
  return { rows: Math.max(0, columns - 1), columns, at: shape.map(() => 0) };
}

/** Throws slice-invalid for axes or indices that the array does not have. */
export function sliceOf(array: NdArray, request: SliceRequest): ArraySlice {
  const { shape, strides } = array;
  const { rows, columns, at } = request;
  const valid =
    at.length === shape.length &&
    at.every((index, axis) => Number.isInteger(index) && index >= 0 && index < shape[axis]) &&
    [rows, columns].every(axis => Number.isInteger(axis) && axis >= 0 && axis < Math.max(1, shape.length)) &&
    (rows !== columns || shape.length < 2);
  if (!valid) {
    throw new InspectionError('slice-invalid', `There is no such slice of ${shape.join('×')}.`, 'Choose another one.');
  }
  const [allRows, allColumns] = [rows === columns ? 1 : shape[rows], shape[columns] ?? 1];
  const step = Math.max(1, Math.ceil(Math.max(allRows, allColumns) / LARGEST));
  const [height, width] = [Math.ceil(allRows / step), Math.ceil(allColumns / step)];
  const start = at.reduce(
    (sum, index, axis) => sum + (axis === rows || axis === columns ? 0 : index * strides[axis]),
    0,
  );
  const values = new Float32Array(height * width);
  const row = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const from = start + (rows === columns ? 0 : y * step * strides[rows]);
    copyStrided(array, from, step * (strides[columns] ?? 1), row, width);
    values.set(row, y * width);
  }
  return { ...request, height, width, step, values };
}
