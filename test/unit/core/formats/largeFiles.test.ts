import assert from 'node:assert/strict';
import type { ByteSource } from '../../../../src/core/formats/byteSource.js';
import { readArray } from '../../../../src/core/formats/registry.js';
import { write as writeNifti } from '../../../support/formats/nifti.js';
import { pickleOf } from '../../../support/formats/pickleAssembler.js';
import { joined, rawElements } from '../../../support/formats/rawElements.js';
import { safetensorsOf } from '../../../support/formats/safetensors.js';
import { sparseSource } from '../../../support/formats/sparseSource.js';
import { type Field, write as writeTiff } from '../../../support/formats/tiff.js';
import { storageNode, tensorNode, torchLegacyOf } from '../../../support/formats/torch.js';
import { zipOf } from '../../../support/formats/zip.js';
import { npyBytes, npyDict } from '../../../support/npyFixture.js';

/** (20, 8000, 8000) float32: 5.12 GB, of which only the last three elements are not 0. */
const SHAPE = [20, 8000, 8000];
const ELEMENTS = 20 * 8000 * 8000;
const BYTES = 4 * ELEMENTS;
const LAST = rawElements('float32', [7, 8, 9]);

const SHAPE_BANDS = Array.from({ length: 20 }, (_, k) => k);

const strides = [64e6, 8000, 1];

/** A file whose raw elements begin at `start`, with `rest` behind them. */
function file(name: string, head: Uint8Array, start: number, rest: Uint8Array = new Uint8Array(0)): Sparse {
  const end = start + BYTES;
  return sparseSource(name, end + rest.length, [
    [0, head],
    [end - LAST.length, LAST],
    [end, rest],
  ]);
}

type Sparse = ByteSource & { bytesRead: number };

/** An archive of `before` and one stored member of the elements, preceded by `head`. */
function archive(name: string, before: [name: string, bytes: Uint8Array][], member: string, head: Uint8Array): Sparse {
  const small = before.map(([partName, bytes]) => ({ name: partName, bytes }));
  const size = head.length + BYTES;
  const told = { size, compressedSize: size };
  // The bytes of the member are left out; the directory behind them knows of the whole.
  const written = zipOf([...small, { name: member, bytes: head, lies: told }], { zip64: true, gap: BYTES });
  const split = written.findIndex((_, at) => isDirectory(written, at));
  return file(name, written.subarray(0, split), split, written.subarray(split));
}

function isDirectory(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 1 && bytes[at + 3] === 2;
}

describe('files of 5 GB', () => {
  const tensor = (legacy: boolean) => tensorNode(storageNode('0', 'float32', ELEMENTS, legacy), SHAPE, strides);
  const safetensors = safetensorsOf(
    { logits: { dtype: 'F32', shape: SHAPE, data_offsets: [0, BYTES] } },
    new Uint8Array(0),
  );
  const npy = npyBytes(npyDict('<f4', SHAPE), new Uint8Array(0));
  const before16 = joined(
    torchLegacyOf(tensor(true), [{ dtype: 'float32', data: [] }]).slice(0, -8),
    new Uint8Array(BigUint64Array.of(BigInt(ELEMENTS)).buffer),
  );
  const nifti = writeNifti(SHAPE, 'float32', []);
  const bands = { 256: [4, [8000]], 257: [4, [8000]], 278: [4, [8000]] } satisfies Record<number, Field>;
  const tiff = (start: number) =>
    writeTiff([20, 1, 1], 'float32', new Array(20).fill(0), {
      big: true,
      fields: { ...bands, 273: [16, SHAPE_BANDS.map(k => start + k * 256e6)], 279: [16, SHAPE_BANDS.map(() => 256e6)] },
    });
  const tiffStart = tiff(0).length;
  const files: [what: string, make: () => Sparse][] = [
    ['NIfTI', () => file('a.nii', nifti, nifti.length)],
    ['BigTIFF', () => file('a.tif', tiff(tiffStart), tiffStart)],
    ['safetensors', () => file('a.safetensors', safetensors, safetensors.length)],
    ['torch before 1.6', () => file('a.pt', before16, before16.length)],
    ['stored npz', () => archive('a.npz', [], 'logits.npy', npy)],
    ['torch', () => archive('a.pt', [['a/data.pkl', pickleOf(tensor(false))]], 'a/data/0', new Uint8Array(0))],
  ];
  for (const [what, make] of files) {
    it(`${what} stays in the file and is read block by block`, async () => {
      const source = make();
      const array = await readArray(source);
      assert.deepEqual([array.shape, array.strides, array.length, array.streamed], [SHAPE, strides, ELEMENTS, true]);
      assert.deepEqual([...array.block(ELEMENTS - 4, 4)], [0, 7, 8, 9]);
      assert.deepEqual([...array.block(0, 3)], [0, 0, 0]);
      assert.ok(source.bytesRead < 1 << 20, `${source.bytesRead} bytes read`);
    });
  }

  it('a crop of a large tensor is picked out of the file', async () => {
    const crop = tensorNode(storageNode('0', 'float32', ELEMENTS, true), [20, 7999, 7999], strides, 8001);
    const head = joined(
      torchLegacyOf(crop, [{ dtype: 'float32', data: [] }]).slice(0, -8),
      new Uint8Array(BigUint64Array.of(BigInt(ELEMENTS)).buffer),
    );
    const source = file('a.pt', head, head.length);
    const array = await readArray(source);
    assert.deepEqual([array.streamed, array.length], [true, 20 * 7999 * 7999]);
    assert.deepEqual([...array.block(array.length - 4, 4)], [0, 7, 8, 9]);
    assert.deepEqual([...array.block(7998, 3)], [0, 0, 0]);
    assert.ok(source.bytesRead < 1 << 20);
  });
});
