import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ArrayEntry } from '../../../../src/core/formats/arrayFile.js';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { HDF5, openHdf5 } from '../../../../src/core/formats/hdf5/hdf5.js';
import { unpackLzf } from '../../../../src/core/formats/hdf5/lzf.js';
import type { NdArray } from '../../../../src/core/formats/ndarray.js';
import { readNpy } from '../../../../src/core/formats/npy.js';
import { openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { HDF5_DTYPES, type Hdf5Dataset, write } from '../../../support/formats/hdf5.js';
import { readsOrExplains, survivesDamage } from '../../../support/formats/hostile.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { hasShared, SHARED } from '../../../support/shared.js';

const open = (bytes: Uint8Array) => openHdf5(bytesSource('a.h5', bytes));

function read(bytes: Uint8Array, name = 'a'): NdArray {
  const file = open(bytes);
  const entry = file.entries.find(each => each.name === name) as ArrayEntry;
  return file.read(entry) as NdArray;
}

const ramp = (shape: readonly number[]) =>
  Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => (k * 37) % 101);
const dataset = (shape: number[], more: Partial<Hdf5Dataset> = {}): Hdf5Dataset => ({
  shape,
  dtype: 'float32',
  data: ramp(shape),
  ...more,
});

/** A big-endian file: the oldest structures have no checksums, so the bytes can be changed in place. */
function bigEndian(bytes: Uint8Array, values: Float32Array): Uint8Array {
  const out = Buffer.from(bytes);
  const type = out.indexOf(Uint8Array.of(0x11, 0x20, 0x1f, 0, 4, 0, 0, 0));
  out[type + 1] |= 1;
  const at = out.indexOf(Buffer.from(values.buffer));
  out.subarray(at, at + values.byteLength).swap32();
  return out;
}

describe('reading HDF5', () => {
  for (const libver of ['earliest', 'latest'] as const) {
    it(`reads every dtype, ${libver} structures`, async () => {
      const datasets = HDF5_DTYPES.map(dtype => [`types/${dtype}`, dataset([3, 4], { dtype })]);
      const bytes = await write(Object.fromEntries(datasets), { libver });
      for (const dtype of HDF5_DTYPES) {
        const array = read(bytes, `types/${dtype}`);
        assert.deepEqual([array.dtype, array.shape, rowMajor(array)], [dtype, [3, 4], ramp([3, 4])]);
      }
    });

    it(`returns what was written however it is chunked, ${libver} structures (seeded)`, async () => {
      const axis = fc.integer({ min: 1, max: 9 });
      const how = fc
        .array(fc.tuple(axis, axis, fc.option(fc.integer({ min: 0, max: 3 }), { nil: null })), {
          minLength: 1,
          maxLength: 3,
        })
        .chain(axes =>
          fc.record({
            shape: fc.constant(axes.map(([length]) => length)),
            chunks: fc.constant(axes.map(([length, chunk]) => Math.min(length, chunk))),
            maxshape: fc.constant(axes.map(([length, , more]) => (more === null ? null : length + more))),
            filter: fc.constantFrom(undefined, [1, 6], [2, 4], [3]),
          }),
        );
      await fc.assert(
        fc.asyncProperty(how, async ({ shape, ...rest }) => {
          const bytes = await write({ a: dataset(shape, rest) }, { libver });
          assert.deepEqual(rowMajor(read(bytes)), ramp(shape));
        }),
        { seed: 20261123, numRuns: 150 },
      );
    });

    it(`finds the chunks of large indices, ${libver} structures`, async () => {
      const rows = dataset([3000, 3], { dtype: 'uint8', chunks: [1, 2] });
      const bytes = await write(
        {
          fixed: rows,
          growing: { ...rows, maxshape: [null, 3] },
          across: { ...rows, maxshape: [3000, null] },
          both: { ...rows, maxshape: [null, null] },
          bothDeflated: { ...rows, maxshape: [null, null], filter: [1, 1] },
          growingDeflated: { ...rows, maxshape: [null, 3], filter: [1, 1] },
        },
        { libver },
      );
      for (const { name } of open(bytes).entries) {
        assert.deepEqual(rowMajor(read(bytes, name)), ramp([3000, 3]), name);
      }
    });

    it(`lists a group of many datasets and walks a circle of groups once, ${libver} structures`, async () => {
      const many = Array.from({ length: 80 }, (_, k) => [
        `g/a dataset with a long name ${k}`,
        dataset([1, 1], { data: [k] }),
      ]);
      const bytes = await write(Object.fromEntries(many), {
        libver,
        hardLinks: { 'g/round': '/g', 'g/up': '/' },
        softLinks: { 'g/nowhere': '/g/nowhere', 'g/first': `/${many[0][0]}` },
      });
      const file = open(bytes);
      assert.deepEqual(file.entries.map(({ name }) => name).sort(), many.map(([name]) => name).sort());
      for (const [k, [name]] of many.entries()) {
        assert.equal(read(bytes, name as string).data[0], k);
      }
    });

    it(`never opens another file, and says what holds no numbers, ${libver} structures`, async () => {
      const bytes = await write(
        { a: dataset([2, 2]) },
        { libver, externalLinks: { ext: '/etc/hostname' }, strings: { notes: 'text' } },
      );
      const file = open(bytes);
      assert.deepEqual(
        file.entries.map(({ name }) => name),
        ['a'],
      );
      const reasons = Object.fromEntries((file.unreadable ?? []).map(({ name, reason }) => [name, reason.code]));
      assert.deepEqual(reasons, { ext: 'hdf5-external', notes: 'hdf5-unsupported' });
      await assert.rejects(readArray(bytesSource('a.h5', bytes), 'label', 'ext'), { code: 'hdf5-external' });
    });
  }

  it('reads big-endian elements, contiguous and chunked', async () => {
    const values = Float32Array.from(ramp([4, 5]));
    for (const chunks of [undefined, [4, 5]]) {
      const bytes = await write({ a: dataset([4, 5], { chunks }) });
      assert.deepEqual(rowMajor(read(bigEndian(bytes, values))), [...values]);
    }
  });

  it('reads a file behind a user block', async () => {
    const bytes = await write({ a: dataset([2, 3]) });
    const behind = Buffer.concat([new Uint8Array(1024), bytes]);
    assert.deepEqual(rowMajor(read(behind)), ramp([2, 3]));
  });

  it('undoes LZF as h5py writes it', () => {
    const chunk = Buffer.from('AQAAIAAAAUAAAAJAAAADQAAABEAAAAVAAAAGQAAAB0AAAAhAAAAJQAAACkAAAAtAAAMMDAwM', 'base64');
    const undone = unpackLzf(chunk, 128, { id: 32000, name: 'lzf', parameters: [4, 261, 64] });
    assert.deepEqual(
      [...undone],
      Array.from({ length: 64 }, (_, k) => Math.floor(k / 5)),
    );
    assert.throws(() => unpackLzf(Uint8Array.of(0x40, 9), 128, { id: 32000, name: 'lzf', parameters: [] }), RangeError);
  });

  it('leaves a large dataset where it lies', async () => {
    const shape = [5, 1900, 1900];
    const data = Float32Array.from({ length: 5 * 1900 * 1900 }, (_, k) => k % 8191);
    const array = read(await write({ a: { shape, dtype: 'float32', data } }));
    assert.equal(array.streamed, true);
    for (const at of [0, 3_999_990, 1e7, data.length - 20]) {
      assert.deepEqual([...array.block(at, 20)], [...data.subarray(at, at + 20)], String(at));
    }
  });

  it('refuses lies with their codes', async () => {
    const bytes = Buffer.from(await write({ a: dataset([4, 5], { chunks: [2, 5], filter: [1, 1] }) }));
    const code = (change: (bytes: Buffer) => void, cut = bytes.length) => {
      const changed = Buffer.from(bytes);
      change(changed);
      return readsOrExplains(HDF5, changed.subarray(0, cut), 'a.h5');
    };
    assert.equal(await code(() => {}), null);
    assert.equal(await code(() => {}, 60), 'hdf5-damaged');
    // The shape stands in the dataspace message, as two numbers of eight bytes.
    const shape = bytes.indexOf(Buffer.from([4, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]));
    assert.equal(await code(b => b.writeUInt32LE(2 ** 31, shape)), 'file-expands');
    assert.equal(await code(b => b.writeUInt32LE(2 ** 31, shape + 4)), 'hdf5-damaged');
    const tree = bytes.lastIndexOf('TREE');
    // A chunk that is said to be as long as the file, and one that is no deflate stream.
    assert.equal(await code(b => b.writeUInt32LE(bytes.length, tree + 24)), 'hdf5-damaged');
    assert.equal(await code(b => b.writeUInt32LE(3, tree + 24)), 'hdf5-damaged');
  });

  it('answers a group tree that contains itself', async () => {
    const bytes = Buffer.from(await write({ a: dataset([1, 1]) }));
    const tree = bytes.indexOf('TREE');
    const header = bytes.indexOf('SNOD');
    // The tree's only child becomes the tree itself, one level up and down again.
    bytes.writeBigUInt64LE(BigInt(tree), bytes.indexOf(Buffer.from(BigUint64Array.of(BigInt(header)).buffer), tree));
    bytes.writeUInt8(1, tree + 5);
    assert.equal(await readsOrExplains(HDF5, bytes, 'a.h5'), 'hdf5-damaged');
  });

  it('answers any damage with arrays or a typed error (seeded fuzz)', async () => {
    for (const libver of ['earliest', 'latest'] as const) {
      const bytes = await write(
        {
          'v/plain': dataset([3, 4]),
          'v/fixed': dataset([3, 8, 9], { chunks: [1, 4, 5], filter: [1, 6] }),
          growing: dataset([3, 8, 9], { chunks: [1, 4, 5], maxshape: [null, 8, 9] }),
          both: dataset([3, 8, 9], { chunks: [1, 4, 5], maxshape: [null, null, 9], filter: [3] }),
        },
        { libver, hardLinks: { 'v/up': '/' }, softLinks: { s: '/s' } },
      );
      await survivesDamage(HDF5, bytes, 'a.h5', { numRuns: 1500 });
    }
  });

  it('gives the same arrays as .npy for a real file', async function () {
    if (!hasShared) {
      this.skip();
    }
    const shared = (name: string) => bytesSource(name, readFileSync(join(SHARED, 'data', 'formats', name)));
    const file = await openArrayFile(shared('data.h5'));
    assert.deepEqual(
      file.entries.map(({ name, shape }) => [name, ...shape]),
      [
        ['validation/label', 1, 40, 56],
        ['validation/logits', 1, 6, 40, 56],
      ],
    );
    const logits = await readArray(shared('data.h5'), 'prediction');
    assert.deepEqual(rowMajor(logits), rowMajor(readNpy(shared('logits.npy'))));
    const label = await readArray(shared('data.h5'), 'label');
    assert.deepEqual(rowMajor(label), rowMajor(readNpy(shared('label.npy'))));
  });
});
