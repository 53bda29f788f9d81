import { InspectionError } from '../../errors.js';
import type { Dtype } from '../ndarray.js';
import { affineOf } from './affine.js';

/** What a NIfTI header says about its array. */
export interface NiftiHeader {
  version: 1 | 2;
  bigEndian: boolean;
  /** Axis lengths x, y, z, t, … as the header has them. */
  dims: number[];
  dtype: Dtype;
  /** Byte at which the elements start. */
  dataStart: number;
  /** Stored value × slope + intercept is the value; slope 1 and intercept 0 where the header has no scaling. */
  slope: number;
  intercept: number;
  /** 4×4 row by row: voxel (x, y, z, 1) to millimetres. */
  affine: number[];
}

/** Longest header, with the four bytes that announce extensions. */
export const NIFTI_HEADER_BYTES = 544;

/** Byte offsets of the two versions (nifti1.h, nifti2.h) and the readers of their fields. */
const LAYOUTS = {
  1: {
    size: 348,
    magic: 344,
    dims: 40,
    datatype: 70,
    pixdim: 76,
    vox: 108,
    slope: 112,
    forms: 252,
    quatern: 256,
    srow: 280,
    dim: (view: DataView, at: number, little: boolean) => view.getInt16(at, little),
    dimBytes: 2,
    form: (view: DataView, at: number, little: boolean) => view.getInt16(at, little),
    formBytes: 2,
    real: (view: DataView, at: number, little: boolean) => view.getFloat32(at, little),
    realBytes: 4,
    offset: (view: DataView, at: number, little: boolean) => view.getFloat32(at, little),
  },
  2: {
    size: 540,
    magic: 4,
    dims: 16,
    datatype: 12,
    pixdim: 104,
    vox: 168,
    slope: 176,
    forms: 344,
    quatern: 352,
    srow: 400,
    dim: (view: DataView, at: number, little: boolean) => Number(view.getBigInt64(at, little)),
    dimBytes: 8,
    form: (view: DataView, at: number, little: boolean) => view.getInt32(at, little),
    formBytes: 4,
    real: (view: DataView, at: number, little: boolean) => view.getFloat64(at, little),
    realBytes: 8,
    offset: (view: DataView, at: number, little: boolean) => Number(view.getBigInt64(at, little)),
  },
} as const;

/** By the header's datatype code; complex, RGB, bits and 128-bit floats hold neither class ids nor scores. */
const DTYPES: ReadonlyMap<number, Dtype> = new Map([
  [2, 'uint8'],
  [4, 'int16'],
  [8, 'int32'],
  [16, 'float32'],
  [64, 'float64'],
  [256, 'int8'],
  [512, 'uint16'],
  [768, 'uint32'],
  [1024, 'int64'],
  [1280, 'uint64'],
]);

/** Version and byte order by the header's own length, its first field; undefined for other files. */
function versionOf(view: DataView): { version: 1 | 2; little: boolean } | undefined {
  for (const little of view.byteLength >= 4 ? [true, false] : []) {
    for (const version of [1, 2] as const) {
      if (view.getInt32(0, little) === LAYOUTS[version].size) {
        return { version, little };
      }
    }
  }
  return undefined;
}

/** Whether a file starts as NIfTI: the header's length, and "n+1" or "n+2" (or "ni1", "ni2") where that is visible. */
export function isNifti(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const found = versionOf(view);
  if (!found) {
    return false;
  }
  const { magic } = LAYOUTS[found.version];
  return head.length < magic + 4 || /^n[+i]/.test(magicOf(head, magic));
}

function magicOf(head: Uint8Array, at: number): string {
  return String.fromCharCode(...head.subarray(at, at + 3));
}

/**
 * Reads the header of a NIfTI file of version 1 or 2, little or big endian.
 * Throws nifti-header for anything else, nifti-pair for .hdr/.img pairs, nifti-dtype for other element types.
 */
export function parseNiftiHeader(head: Uint8Array, name: string): NiftiHeader {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const found = versionOf(view);
  if (!found || head.length < LAYOUTS[found.version].size) {
    throw damaged(name, found ? 'it ends within its header' : 'it has no NIfTI header');
  }
  const { version, little } = found;
  const layout = LAYOUTS[version];
  const magic = magicOf(head, layout.magic);
  if (magic === `ni${version}`) {
    throw new InspectionError(
      'nifti-pair',
      `${name} is the header of a pair (.hdr and .img), which are read as one file only.`,
      'Save it as a single .nii or .nii.gz: nibabel.save(image, "volume.nii.gz").',
    );
  }
  if (magic !== `n+${version}`) {
    throw damaged(name, 'its header lacks the mark "n+1" or "n+2"');
  }
  const code = view.getInt16(layout.datatype, little);
  const dtype = DTYPES.get(code);
  if (!dtype) {
    throw new InspectionError(
      'nifti-dtype',
      `${name} has NIfTI datatype ${code}; integers of 8 to 64 bits, float32 and float64 can be read.`,
      'Convert it first: image.set_data_dtype("float32").',
    );
  }
  const real = (at: number) => layout.real(view, at, little);
  const reals = (at: number, count: number) => Array.from({ length: count }, (_, k) => real(at + k * layout.realBytes));
  const [qform, sform] = [0, 1].map(k => layout.form(view, layout.forms + k * layout.formBytes, little));
  const [slope, intercept] = reals(layout.slope, 2);
  const scaled = slope !== 0 && Number.isFinite(slope) && Number.isFinite(intercept);
  return {
    version,
    bigEndian: !little,
    dims: dimsOf(
      name,
      Array.from({ length: 8 }, (_, k) => layout.dim(view, layout.dims + k * layout.dimBytes, little)),
    ),
    dtype,
    dataStart: startOf(name, layout.offset(view, layout.vox, little), layout.size),
    slope: scaled ? slope : 1,
    intercept: scaled ? intercept : 0,
    affine: affineOf({
      srow: sform > 0 ? reals(layout.srow, 12) : null,
      quatern: qform > 0 ? reals(layout.quatern, 6) : null,
      pixdim: reals(layout.pixdim, 4),
    }),
  };
}

function dimsOf(name: string, [rank, ...lengths]: number[]): number[] {
  const dims = lengths.slice(0, rank);
  if (!(rank >= 1 && rank <= 7) || !dims.every(length => Number.isSafeInteger(length) && length >= 1)) {
    throw damaged(name, `its header gives the axes (${[rank, ...lengths].join(', ')})`);
  }
  return dims;
}

/** The header gives it as a float in version 1; 0 means straight after the header and its four extension bytes. */
function startOf(name: string, offset: number, headerBytes: number): number {
  if (offset === 0) {
    return headerBytes + 4;
  }
  if (!Number.isSafeInteger(offset) || offset < headerBytes) {
    throw damaged(name, `its header says that the data starts at byte ${offset}`);
  }
  return offset;
}

function damaged(name: string, what: string): InspectionError {
  return new InspectionError(
    'nifti-header',
    `${name} is not a readable NIfTI file: ${what}.`,
    'Save it again as .nii or .nii.gz.',
  );
}
