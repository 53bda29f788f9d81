import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dtype } from '../../../src/core/formats/ndarray.js';

/** A dataset to be written. */
export interface Hdf5Dataset {
  shape: readonly number[];
  dtype: Dtype;
  /** In row-major order. */
  data: ArrayLike<number>;
  chunks?: number[];
  /** null: without limit. */
  maxshape?: (number | null)[];
  /** Number and parameters of a filter: [1, 6] deflate, [2, 4] shuffle of four bytes, [3] Fletcher's checksum. */
  filter?: readonly number[];
}

export interface Hdf5Options {
  /** Oldest or newest structures. */
  libver?: 'earliest' | 'latest';
  softLinks?: Record<string, string>;
  hardLinks?: Record<string, string>;
  externalLinks?: Record<string, string>;
  strings?: Record<string, string>;
}

const STORAGE = {
  bool: Uint8Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

export const HDF5_DTYPES = Object.keys(STORAGE).filter(dtype => dtype !== 'bool') as Dtype[];

/** Bytes of an HDF5 file, written by the format's own library (libhdf5 as WebAssembly). */
export async function write(
  datasets: Record<string, Hdf5Dataset>,
  { libver = 'earliest', softLinks = {}, hardLinks = {}, externalLinks = {}, strings = {} }: Hdf5Options = {},
): Promise<Uint8Array> {
  const h5 = await import('h5wasm/node');
  await h5.ready;
  // The library writes to the real file system.
  const folder = mkdtempSync(join(tmpdir(), 'seg-loss-hdf5-'));
  const path = join(folder, 'written.h5');
  const file = new h5.File(path, 'w', { libver: libver === 'earliest' ? ['earliest', 'latest'] : 'latest' });
  try {
    for (const [name, { shape, dtype, data, chunks, maxshape, filter }] of Object.entries(datasets)) {
      const Storage = STORAGE[dtype as keyof typeof STORAGE];
      makeGroups(file, name);
      file.create_dataset({
        name,
        data: Storage.from(data),
        shape: [...shape],
        ...(chunks && { chunks }),
        ...(maxshape && { maxshape }),
        ...(filter && { compression: filter[0], compression_opts: filter.slice(1) }),
      });
    }
    for (const [name, data] of Object.entries(strings)) {
      file.create_dataset({ name, data });
    }
    for (const [name, target] of Object.entries(hardLinks)) {
      file.create_hard_link(target, name);
    }
    for (const [name, target] of Object.entries(softLinks)) {
      file.create_soft_link(target, name);
    }
    for (const [name, target] of Object.entries(externalLinks)) {
      file.create_external_link(target, '/data', name);
    }
    file.close();
    return new Uint8Array(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeGroups(file: { get(path: string): unknown; create_group(path: string): unknown }, path: string): void {
  const parts = path.split('/');
  for (let k = 1; k < parts.length; k++) {
    const group = parts.slice(0, k).join('/');
    if (!file.get(group)) {
      file.create_group(group);
    }
  }
}
