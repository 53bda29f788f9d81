import { InspectionError } from '../../errors.js';
import type { Dtype } from '../ndarray.js';
import { type Directory, tiffDamaged } from './directory.js';

/** One page of a TIFF file as its fields describe it; nothing of its pixels has been read. */
export interface TiffPage {
  width: number;
  height: number;
  /** Samples (bands) per pixel. */
  samples: number;
  /** Bits of a stored sample; 1, 2 and 4 are unpacked to uint8. */
  bits: number;
  dtype: Dtype;
  /** Whether each band is stored apart (PlanarConfiguration 2). */
  planar: boolean;
  compression: number;
  /** 1 none, 2 horizontal differences, 3 floating point. */
  predictor: number;
  /** Size of a stored piece: a tile, or a strip as wide as the page. */
  pieceWidth: number;
  pieceHeight: number;
  colour: 'rgb' | 'rgba' | undefined;
  palette: Uint8Array | undefined;
  /** Value of pieces that are not stored (GDAL's sparse files). */
  noData: number;
  directory: Directory;
}

const TAG = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  samples: 277,
  rowsPerStrip: 278,
  planar: 284,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  sampleFormat: 339,
  noData: 42113,
} as const;

/** Compressions whose pixels are exact, by number. */
export const COMPRESSIONS: Readonly<Record<number, 'none' | 'lzw' | 'deflate' | 'packbits'>> = {
  1: 'none',
  5: 'lzw',
  8: 'deflate',
  32773: 'packbits',
  32946: 'deflate',
};

/** Lossy compressions by number. */
const LOSSY: Readonly<Record<number, string>> = {
  6: 'JPEG',
  7: 'JPEG',
  33003: 'JPEG 2000',
  34712: 'JPEG 2000',
  50001: 'WebP',
};

/** Bands beyond this are a mistake in the header. */
const MAX_SAMPLES = 65535;

/** Whether the page is a smaller copy or a mask of another one (overviews of GeoTIFF and pyramids). */
export function isSecondary(directory: Directory): boolean {
  return ((directory.numbers(TAG.subfile, 1)?.[0] ?? 0) & 0b101) !== 0;
}

/** Reads a page's fields. Throws tiff-damaged, tiff-unsupported, or format-lossy. */
export function readPage(directory: Directory, name: string): TiffPage {
  const one = (tag: number, otherwise: number) => directory.numbers(tag, 1)?.[0] ?? otherwise;
  const [width, height, samples] = [one(TAG.width, 0), one(TAG.height, 0), one(TAG.samples, 1)];
  if (!(width > 0 && height > 0 && samples > 0 && samples <= MAX_SAMPLES)) {
    throw tiffDamaged(name, `its header gives ${width} × ${height} pixels of ${samples} samples`);
  }
  const compression = one(TAG.compression, 1);
  if (LOSSY[compression]) {
    throw new InspectionError(
      'format-lossy',
      `${name} is a ${LOSSY[compression]} picture in a TIFF: its compression changes pixel values, so it holds no exact class ids.`,
      'Save it with lossless compression (deflate or LZW).',
    );
  }
  if (!COMPRESSIONS[compression]) {
    throw unsupported(name, `its compression (${compression})`);
  }
  const bits = same(directory, TAG.bits, samples, 1, name);
  const dtype = dtypeOf(bits, same(directory, TAG.sampleFormat, samples, 1, name), samples, name);
  const photometric = one(TAG.photometric, 1);
  if (one(TAG.fillOrder, 1) !== 1 && bits < 8) {
    throw unsupported(name, 'its reversed bits');
  }
  if (photometric === 6 || photometric === 8) {
    throw unsupported(name, `its colour space (${photometric === 6 ? 'YCbCr' : 'CIELab'})`);
  }
  const [tileWidth, tileHeight] = [one(TAG.tileWidth, 0), one(TAG.tileHeight, 0)];
  const tiled = tileWidth > 0 && tileHeight > 0;
  const integers = dtype === 'uint8' || dtype === 'uint16';
  return {
    width,
    height,
    samples,
    bits,
    dtype,
    planar: samples > 1 && one(TAG.planar, 1) === 2,
    compression,
    predictor: predictorOf(one(TAG.predictor, 1), compression, dtype, bits, name),
    pieceWidth: tiled ? tileWidth : width,
    pieceHeight: tiled ? tileHeight : Math.max(1, Math.min(height, one(TAG.rowsPerStrip, height))),
    colour: photometric !== 2 || !integers || samples < 3 || samples > 4 ? undefined : samples === 3 ? 'rgb' : 'rgba',
    palette: photometric === 3 && samples === 1 && bits <= 16 ? paletteOf(directory, bits) : undefined,
    noData: Number(directory.text(TAG.noData).replace(/\0.*/s, '')) || 0,
    directory,
  };
}

/** A field with one value for each sample, which must agree. */
function same(directory: Directory, tag: number, samples: number, otherwise: number, name: string): number {
  const values = directory.numbers(tag, samples) ?? [otherwise];
  if (values.some(value => value !== values[0])) {
    throw unsupported(name, 'bands of different types');
  }
  return values[0];
}

function dtypeOf(bits: number, format: number, samples: number, name: string): Dtype {
  const kind = format === 2 ? 'int' : format === 3 ? 'float' : 'uint';
  const packed = bits < 8 && kind === 'uint' && samples === 1;
  const known = { uint: [8, 16, 32, 64], int: [8, 16, 32, 64], float: [16, 32, 64] }[kind];
  if (packed ? ![1, 2, 4].includes(bits) : !known.includes(bits) || format > 4) {
    throw unsupported(name, `its samples (${bits} bits, format ${format})`);
  }
  return packed ? 'uint8' : (`${kind}${bits}` as Dtype);
}

function predictorOf(predictor: number, compression: number, dtype: Dtype, bits: number, name: string): number {
  // The field has a meaning for LZW and deflate only (TIFF 6.0, section 14).
  if (predictor === 1 || !['lzw', 'deflate'].includes(COMPRESSIONS[compression])) {
    return 1;
  }
  if (predictor === 2 ? bits < 8 : predictor !== 3 || !dtype.startsWith('float')) {
    throw unsupported(name, `its predictor (${predictor})`);
  }
  return predictor;
}

/** The colour map as RGB triples of 8 bits. The file has all reds, all greens, all blues, of 16 bits. */
function paletteOf(directory: Directory, bits: number): Uint8Array | undefined {
  const colours = 2 ** bits;
  const map = directory.numbers(TAG.colourMap, 3 * colours);
  if (map?.length !== 3 * colours) {
    return undefined;
  }
  // Some writers store 8 bits unscaled.
  const shift = map.some(value => value > 255) ? 8 : 0;
  return Uint8Array.from({ length: 3 * colours }, (_, k) => map[(k % 3) * colours + Math.floor(k / 3)] >> shift);
}

function unsupported(name: string, what: string): InspectionError {
  return new InspectionError(
    'tiff-unsupported',
    `${name} is a TIFF that cannot be read for ${what}.`,
    'Save it uncompressed, or with deflate, LZW or PackBits, as integers or floats of 8 to 64 bits.',
  );
}
