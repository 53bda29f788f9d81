import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { NIFTI, readNifti } from '../../../../src/core/formats/nifti/nifti.js';
import { readNpy } from '../../../../src/core/formats/npy.js';
import { openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { withScratch } from '../../../../src/node/scratch.js';
import { survivesDamage } from '../../../support/formats/hostile.js';
import { NIFTI_DTYPES, type NiftiOptions, write } from '../../../support/formats/nifti.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { hasShared, SHARED } from '../../../support/shared.js';

const read = (bytes: Uint8Array, name = 'a.nii') => readNifti(bytesSource(name, bytes));

describe('reading NIfTI', () => {
  for (const dtype of NIFTI_DTYPES) {
    it(`reads ${dtype}, versions 1 and 2, both byte orders, plain and gzipped`, () => {
      const values = [0, 1, 2, 3, 100, 127];
      for (const version of [1, 2] as const) {
        for (const bigEndian of [false, true]) {
          const bytes = write([2, 3], dtype, values, { version, bigEndian });
          for (const array of [read(bytes), read(gzipSync(bytes))]) {
            assert.deepEqual(rowMajor(array), values);
            assert.deepEqual([array.shape, array.dtype, array.axes], [[2, 3], dtype, ['y', 'x']]);
          }
        }
      }
    });
  }

  it('returns what was written, whatever the shape (seeded)', () => {
    const axis = fc.integer({ min: 2, max: 5 });
    fc.assert(
      fc.property(fc.tuple(axis, axis, axis, axis), fc.constantFrom(2, 3, 4), fc.boolean(), (axes, rank, volume) => {
        const shape = axes.slice(4 - rank);
        const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => k);
        const array = read(write(shape, 'int16', values, { volume }));
        assert.deepEqual(rowMajor(array), values);
        assert.deepEqual(array.shape, shape);
        assert.deepEqual(array.axes, [
          ...(rank === 4 || (rank === 3 && !volume) ? ['channel'] : []),
          ...(rank === 4 || (rank === 3 && volume) ? ['z'] : []),
          'y',
          'x',
        ]);
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('keeps x and y of length 1', () => {
    assert.deepEqual(read(write([1, 1], 'uint8', [7])).shape, [1, 1]);
    assert.deepEqual(read(write([3, 1, 2], 'uint8', [1, 2, 3, 4, 5, 6], { volume: true })).shape, [3, 1, 2]);
  });

  it('scales where the header has a slope, and only there', () => {
    const stored = (options: NiftiOptions) => {
      const array = read(write([1, 3], 'int16', [0, 1, -3], options));
      return [array.dtype, ...rowMajor(array)];
    };
    assert.deepEqual(stored({}), ['int16', 0, 1, -3]);
    assert.deepEqual(stored({ slope: 1, intercept: 0 }), ['int16', 0, 1, -3]);
    assert.deepEqual(stored({ slope: Number.NaN, intercept: 0 }), ['int16', 0, 1, -3]);
    assert.deepEqual(stored({ slope: 0, intercept: 5 }), ['int16', 0, 1, -3]);
    assert.deepEqual(stored({ slope: 2, intercept: 0.5 }), ['float32', 0.5, 2.5, -5.5]);
    assert.equal(read(write([1, 1], 'int32', [2 ** 30 + 1], { slope: 0.5 })).dtype, 'float64');
    assert.deepEqual(rowMajor(read(write([1, 1], 'int32', [2 ** 30 + 1], { slope: 0.5 }))), [2 ** 29 + 0.5]);
  });

  it('keeps the affine: sform, else qform, else voxel sizes', () => {
    const affine = (options: NiftiOptions) =>
      read(write([1, 1], 'uint8', [0], options)).affine?.map(value => Math.round(value * 1e4) / 1e4 + 0);
    const srow = [2, 0, 0, -10, 0, 3, 0, -20, 0, 0, 4, -30];
    assert.deepEqual(affine({ srow, quatern: [0, 0, 1, 5, 6, 7] }), [...srow, 0, 0, 0, 1]);
    // A half turn about z, with the third axis mirrored.
    const turned = [-2, 0, 0, 5, 0, -3, 0, 6, 0, 0, -4, 7, 0, 0, 0, 1];
    assert.deepEqual(affine({ quatern: [0, 0, 1, 5, 6, 7], pixdim: [-1, 2, 3, 4] }), turned);
    // A quarter turn about x: y becomes z.
    const quarter = [1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 1];
    assert.deepEqual(affine({ quatern: [Math.SQRT1_2, 0, 0, 0, 0, 0] }), quarter);
    assert.deepEqual(affine({ pixdim: [0, 2, 3, 4] }), [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1]);
  });

  const small = write([2, 2], 'float32', [1, 2, 3, 4]);
  const refused: [what: string, bytes: Uint8Array, code: string][] = [
    ['text', new TextEncoder().encode('x'.repeat(400)), 'nifti-header'],
    ['half a header', small.subarray(0, 200), 'nifti-header'],
    ['a header without its mark', write([1, 1], 'uint8', [0], { magic: 'abc\0' }), 'nifti-header'],
    ['a pair', write([1, 1], 'uint8', [0], { magic: 'ni1\0' }), 'nifti-pair'],
    ['complex numbers', write([1, 1], 'float64', [0], { datatype: 32 }), 'nifti-dtype'],
    ['an axis of length 0', write([0, 1], 'uint8', []), 'nifti-header'],
    ['one byte too few', small.slice(0, -1), 'nifti-truncated'],
    ['10^18 elements', write([2 ** 20, 2 ** 20, 2 ** 20], 'uint8', [], { version: 2 }), 'nifti-truncated'],
    ['a gzip of half a file', gzipSync(small.slice(0, -1)), 'nifti-truncated'],
    ['half a gzip', gzipSync(small).subarray(0, 60), 'nifti-damaged'],
    [
      'a cut gzip',
      gzipSync(
        write(
          [20, 20],
          'float64',
          Array.from({ length: 400 }, (_, k) => Math.sin(k)),
        ),
      ).subarray(0, 900),
      'nifti-damaged',
    ],
    ['a gzip that ends early', gzipSync(write([30000, 5000], 'uint8', [])), 'nifti-truncated'],
    ['a gzip with a long tail', gzipSync(Buffer.concat([small, Buffer.alloc(8 << 20)])), 'nifti-damaged'],
    ['a gzip of 2 GB of zeros as announced', gzipSync(write([30000, 30000], 'float32', [])), 'file-expands'],
  ];
  for (const [what, bytes, code] of refused) {
    it(`refuses ${what}: ${code}`, () => {
      assert.throws(() => read(bytes, 'a.nii.gz'), { name: 'InspectionError', code });
    });
  }

  it('is inflated to disk where it does not fit in memory and there is room', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nifti-test-'));
    const data = new Uint8Array(170 << 20);
    data[data.length - 1] = 7;
    const bytes = new Uint8Array(
      gzipSync(Buffer.concat([write([170, 1024, 1024], 'uint8', [], { volume: true }), data])),
    );
    await assert.rejects(readArray(bytesSource('a.nii.gz', bytes)), { code: 'file-expands' });
    const source = withScratch(bytesSource('a.nii.gz', bytes), folder);
    const array = await readArray(source);
    assert.deepEqual([array.shape, array.streamed], [[170, 1024, 1024], true]);
    assert.deepEqual([...array.block(array.length - 2, 2)], [0, 7]);
    source.close();
    bytes[bytes.length >> 1] ^= 0x5a;
    const broken = withScratch(bytesSource('a.nii.gz', bytes), folder);
    await assert.rejects(readArray(broken), { code: 'nifti-damaged' });
    broken.close();
    assert.deepEqual(readdirSync(folder), []);
    rmSync(folder, { recursive: true });
  });

  it('is recognised by its content, plain or gzipped', async () => {
    for (const bytes of [small, gzipSync(small), write([1, 1], 'uint8', [0], { version: 2, bigEndian: true })]) {
      assert.equal((await openArrayFile(bytesSource('volume.dat', bytes))).format, 'nifti');
    }
    await assert.rejects(openArrayFile(bytesSource('other.gz', gzipSync(new Uint8Array(600)))), {
      code: 'format-unknown',
    });
  });

  it('answers any damage with an array or a typed error (seeded fuzz)', async () => {
    const values = Array.from({ length: 24 }, (_, k) => k);
    for (const version of [1, 2] as const) {
      const bytes = write([2, 3, 4], 'int16', values, { version, slope: 2, srow: new Array(12).fill(1) });
      await survivesDamage(NIFTI, bytes, 'a.nii', { headBytes: version === 1 ? 352 : 544 });
      await survivesDamage(NIFTI, gzipSync(bytes), 'a.nii.gz', { numRuns: 500 });
    }
  });

  describe('of real files', () => {
    before(function () {
      if (!hasShared) {
        this.skip();
      }
    });
    const shared = (...path: string[]) => bytesSource(path.at(-1) ?? '', readFileSync(join(SHARED, 'data', ...path)));

    it('gives the same arrays as .npy', () => {
      for (const name of ['logits', 'label']) {
        const [nifti, npy] = [
          readNifti(shared('formats', `${name}.nii.gz`)),
          readNpy(shared('formats', `${name}.npy`)),
        ];
        assert.deepEqual([nifti.shape, nifti.dtype], [npy.shape, npy.dtype]);
        assert.deepEqual(rowMajor(nifti), rowMajor(npy));
      }
    });

    it('gives volumes as (z, y, x)', () => {
      const types = { ct: 'int16', ct_label: 'uint8', ct_prediction: 'uint8', ct_probability: 'float32' };
      const affines = Object.entries(types).map(([name, dtype]) => {
        const array = readNifti(shared('nifti', `${name}.nii.gz`));
        assert.deepEqual([array.shape, array.dtype, array.axes], [[30, 101, 122], dtype, ['z', 'y', 'x']]);
        return array.affine;
      });
      assert.deepEqual(affines[1], affines[2]);
      const label = readNifti(shared('nifti', 'ct_label.nii.gz'));
      const counts = [0, 0];
      for (const id of label.data) {
        counts[id]++;
      }
      assert.deepEqual(counts, [130268, 239392]);
    });

    it('refuses a gzip bomb from its first bytes', async () => {
      await assert.rejects(openArrayFile(shared('formats', 'bomb.nii.gz')), { code: 'nifti-header' });
    });
  });
});
