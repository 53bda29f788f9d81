import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import type { Dtype } from '../../src/core/formats/ndarray.js';
import { write as hdf5 } from '../support/formats/hdf5.js';
import { write as nifti } from '../support/formats/nifti.js';
import { write as npy } from '../support/formats/npy.js';
import { write as npz } from '../support/formats/npz.js';
import { write as pickle } from '../support/formats/pickle.js';
import { pickleOf } from '../support/formats/pickleAssembler.js';
import { write as safetensors } from '../support/formats/safetensors.js';
import { write as semSegJson } from '../support/formats/semSegJson.js';
import { write as tiff } from '../support/formats/tiff.js';
import { write as torch } from '../support/formats/torch.js';
import { zipOf } from '../support/formats/zip.js';
import { SHARED } from '../support/shared.js';
import type { Random } from './random.js';

/** A file to damage; `inner` damages what is compressed and packs it again, so that the damage is reached. */
export interface Specimen {
  name: string;
  bytes: Uint8Array;
  inner?: (damage: (bytes: Uint8Array) => Uint8Array) => Uint8Array;
}

/** Larger files of ../shared are left out: the damage would mostly hit their elements. */
const LARGEST = 1 << 18;

/** Small valid files of every format, those of ../shared where they are, and files that are hostile as they stand. */
export async function corpus(random: Random): Promise<Specimen[]> {
  const shape = [3, 4, 5];
  const data = Array.from({ length: 60 }, () => random.below(100));
  const [types, small] = [['float32', 'uint8', 'int16', 'float64'] as Dtype[], 'uint8' as Dtype];
  const made: [string, Uint8Array][] = types.flatMap(type => [
    [`${type}.npy`, npy(shape, type, data)],
    [`${type}.npz`, npz(shape, type, data, { deflate: true })],
    [`${type}64.npz`, npz(shape, type, data, { zip64: true })],
    [`${type}.safetensors`, safetensors(shape, type, data)],
    [`${type}.pt`, torch(shape, type, data)],
    [`${type}_legacy.pt`, torch(shape, type, data, { legacy: true })],
    [`${type}.pkl`, pickle(shape, type, data)],
    [`${type}_0.pkl`, pickle(shape, type, data, { protocol: 0 })],
    [`${type}.nii`, nifti(shape, type, data)],
    [`${type}.tif`, tiff(shape, type, data)],
    [`${type}_lzw.tif`, tiff(shape, type, data, { compression: 'lzw' })],
    [`${type}_big.tif`, tiff(shape, type, data, { big: true, compression: 'deflate' })],
  ]);
  const array = { shape, dtype: 'float32' as Dtype, data };
  made.push(
    ['old.h5', await hdf5({ 'a/logits': array, label: { ...array, chunks: [1, 2, 5], filter: [1, 6] } })],
    ['new.h5', await hdf5({ 'a/logits': array }, { libver: 'latest', hardLinks: { 'a/again': 'a/logits' } })],
    ['sem_seg_predictions.json', semSegJson([{ name: 'a.png', shape: [6, 10], data }])],
  );
  const specimens: Specimen[] = made.map(([name, bytes]) => ({ name, bytes }));
  specimens.push(...packed(npy(shape, small, data), nifti(shape, small, data)));
  specimens.push(...(await hostile()).map(([name, bytes]) => ({ name, bytes })));
  return [...specimens, ...shared()];
}

/** Archives whose members are damaged before they are packed. */
function packed(array: Uint8Array, volume: Uint8Array): Specimen[] {
  const gzip = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
  const zip = (bytes: Uint8Array) => zipOf([{ name: 'logits.npy', bytes, deflate: true }]);
  return [
    { name: 'inner.nii.gz', bytes: gzip(volume), inner: damage => gzip(damage(volume)) },
    { name: 'inner.npz', bytes: zip(array), inner: damage => zip(damage(array)) },
  ];
}

/** Bombs, nests and circles. */
async function hostile(): Promise<[string, Uint8Array][]> {
  const zeros = new Uint8Array(16 << 20);
  const bomb = new Uint8Array(gzipSync(zeros));
  const nest = Array.from({ length: 6 }).reduce<Uint8Array>(
    inner => zipOf([{ name: 'inner.npz', bytes: inner, deflate: true }]),
    zipOf([{ name: 'logits.npy', bytes: zeros, deflate: true }]),
  );
  // A list that holds itself, and one nested deeper than any stack: EMPTY_LIST, MEMOIZE, BINGET 0, APPEND, STOP.
  const circle = Uint8Array.of(0x80, 4, 0x5d, 0x94, 0x68, 0, 0x61, 0x2e);
  const deep = Uint8Array.from({ length: 200_002 }, (_, k) => (k < 100_000 ? 0x5d : k < 199_999 ? 0x61 : 0x2e));
  const evil = pickleOf({ call: { global: 'posix.system' }, args: ['touch PWNED'] });
  const circles = await hdf5(
    { 'a/b/logits': { shape: [2, 3], dtype: 'float32', data: [1, 2, 3, 4, 5, 6] } },
    { hardLinks: { 'a/b/up': 'a' }, softLinks: { 'a/soft': '/a' }, externalLinks: { out: '/etc/passwd' } },
  );
  return [
    ['bomb.nii.gz', bomb],
    ['bomb.npz', zipOf([{ name: 'logits.npy', bytes: zeros, deflate: true, lies: { size: 4096 } }])],
    ['nest.npz', nest],
    ['circle.pkl', circle],
    ['deep.pkl', deep],
    ['evil.pkl', evil],
    ['circles.h5', circles],
    ['deflated.tif', tiff([64, 64], 'uint8', new Uint8Array(4096), { compression: 'deflate' })],
    ['zlib.npy', new Uint8Array(deflateSync(zeros))],
  ];
}

function shared(): Specimen[] {
  const folder = join(SHARED, 'data', 'formats');
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .filter(name => statSync(join(folder, name)).size <= LARGEST && !name.endsWith('.md'))
    .map(name => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      const whole = name.endsWith('.nii.gz') && !name.startsWith('bomb') ? new Uint8Array(gunzipSync(bytes)) : null;
      return { name, bytes, ...(whole && { inner: damage => new Uint8Array(gzipSync(damage(whole))) }) };
    });
}
