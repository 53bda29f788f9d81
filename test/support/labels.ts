import { type Dtype, memoryArray, type NdArray, type Storage, stridesOf } from '../../src/core/formats/ndarray.js';
import type { ClassOptions } from '../../src/core/inspection/job.js';
import { atOnce } from '../../src/core/inspection/steps.js';
import type { NamedClassList } from '../../src/core/labels/classSpec.js';
import { type ReadLabel, readLabel } from '../../src/core/labels/readLabel.js';
import { surveyLabel } from '../../src/core/labels/survey.js';

/** A (H, W) array of ids; rows of different lengths make no sense and are not checked. */
export function idArray(rows: number[][], dtype: Dtype = 'uint8', palette?: number[][]): NdArray {
  const shape = [rows.length, rows[0].length];
  const storage: Partial<Record<Dtype, (values: number[]) => Storage>> = {
    uint8: values => Uint8Array.from(values),
    int8: values => Int8Array.from(values),
    uint16: values => Uint16Array.from(values),
    int16: values => Int16Array.from(values),
    int32: values => Int32Array.from(values),
    int64: values => Float64Array.from(values),
    float32: values => Float32Array.from(values),
  };
  const data = storage[dtype]?.(rows.flat()) as Storage;
  const head = { shape, strides: stridesOf(shape), dtype };
  return memoryArray(palette ? { ...head, palette: Uint8Array.from(palette.flat()) } : head, data);
}

/** A colour picture from rows of [r, g, b] or [r, g, b, a]. */
export function colourArray(rows: number[][][], dtype: 'uint8' | 'uint16' = 'uint8'): NdArray {
  const channels = rows[0][0].length;
  const shape = [rows.length, rows[0].length, channels];
  const values = rows.flat(2);
  const data = dtype === 'uint8' ? Uint8Array.from(values) : Uint16Array.from(values);
  return memoryArray({ shape, strides: stridesOf(shape), dtype, colour: channels === 4 ? 'rgba' : 'rgb' }, data);
}

/** Reads a label as an inspection does. */
export function read(
  array: NdArray,
  numClasses: number,
  options: ClassOptions = {},
  { file, path = 'labels/a.png' }: { file?: NamedClassList; path?: string } = {},
): ReadLabel {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return atOnce(readLabel(atOnce(surveyLabel(array, name)), { options, file, numClasses, path }));
}

/** The codes of a label, with -1 for what is not counted. */
export function codesOf({ label }: ReadLabel): number[] {
  return Array.from(label.codes, code => (code === 0xffff ? -1 : code));
}
