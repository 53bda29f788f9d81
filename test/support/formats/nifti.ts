import type { Dtype } from '../../../src/core/formats/ndarray.js';

type Put = (view: DataView, at: number, value: number, little: boolean) => void;

/** Datatype code, element bytes and writer. */
const TYPES: Partial<Record<Dtype, [code: number, bytes: number, put: Put]>> = {
  uint8: [2, 1, (v, at, x) => v.setUint8(at, x)],
  int8: [256, 1, (v, at, x) => v.setInt8(at, x)],
  int16: [4, 2, (v, at, x, le) => v.setInt16(at, x, le)],
  uint16: [512, 2, (v, at, x, le) => v.setUint16(at, x, le)],
  int32: [8, 4, (v, at, x, le) => v.setInt32(at, x, le)],
  uint32: [768, 4, (v, at, x, le) => v.setUint32(at, x, le)],
  int64: [1024, 8, (v, at, x, le) => v.setBigInt64(at, BigInt(x), le)],
  uint64: [1280, 8, (v, at, x, le) => v.setBigUint64(at, BigInt(x), le)],
  float32: [16, 4, (v, at, x, le) => v.setFloat32(at, x, le)],
  float64: [64, 8, (v, at, x, le) => v.setFloat64(at, x, le)],
};

export const NIFTI_DTYPES = Object.keys(TYPES) as Dtype[];

export interface NiftiOptions {
  version?: 1 | 2;
  bigEndian?: boolean;
  slope?: number;
  intercept?: number;
  /** Three leading axes are (z, y, x), not (channel, y, x). */
  volume?: boolean;
  datatype?: number;
  dataStart?: number;
  magic?: string;
  /** Twelve numbers. */
  srow?: number[];
  /** quatern_b, c, d, qoffset_x, y, z. */
  quatern?: number[];
  /** qfac and voxel sizes. */
  pixdim?: number[];
}

/**
 * Bytes of a .nii with the elements of `data` in row-major order of (H, W), (C, H, W), (D, H, W) or (C, D, H, W); the
 * file's axes are these reversed.
 */
export function write(
  shape: readonly number[],
  dtype: Dtype,
  data: ArrayLike<number>,
  options: NiftiOptions = {},
): Uint8Array {
  const found = TYPES[dtype];
  if (!found) {
    throw new Error(`no NIfTI datatype for ${dtype}`);
  }
  const [code, bytes, put] = found;
  const two = options.version === 2;
  const little = !options.bigEndian;
  const start = options.dataStart ?? (two ? 544 : 352);
  const file = new Uint8Array(start + data.length * bytes);
  const view = new DataView(file.buffer);
  const real = (at: number, values: readonly number[]) =>
    values.forEach((value, k) => {
      two ? view.setFloat64(at + 8 * k, value, little) : view.setFloat32(at + 4 * k, value, little);
    });
  view.setInt32(0, two ? 540 : 348, little);
  file.set(new TextEncoder().encode(options.magic ?? `n+${two ? 2 : 1}\0`), two ? 4 : 344);
  [...dimsOf(shape, options.volume ?? false)].forEach((length, k) => {
    two ? view.setBigInt64(16 + 8 * k, BigInt(length), little) : view.setInt16(40 + 2 * k, length, little);
  });
  view.setInt16(two ? 12 : 70, options.datatype ?? code, little);
  view.setInt16(two ? 14 : 72, 8 * bytes, little);
  real(two ? 104 : 76, options.pixdim ?? [1, 1, 1, 1, 1, 1, 1, 1]);
  two ? view.setBigInt64(168, BigInt(start), little) : view.setFloat32(108, start, little);
  real(two ? 176 : 112, [options.slope ?? 0, options.intercept ?? 0]);
  const form = (k: number, value: number) =>
    two ? view.setInt32(344 + 4 * k, value, little) : view.setInt16(252 + 2 * k, value, little);
  form(0, options.quatern ? 1 : 0);
  form(1, options.srow ? 1 : 0);
  real(two ? 352 : 256, options.quatern ?? []);
  real(two ? 400 : 280, options.srow ?? []);
  for (let k = 0; k < data.length; k++) {
    put(view, start + k * bytes, data[k], little);
  }
  return file;
}

/** dim[0..7]: the rank, then x, y, z, … */
function dimsOf(shape: readonly number[], volume: boolean): number[] {
  const [width, height, ...rest] = [...shape].reverse();
  const flat = !volume && shape.length <= 3;
  const dims = [width, height, ...(flat ? [1] : []), ...rest];
  return [dims.length, ...dims, ...new Array(7 - dims.length).fill(1)];
}
