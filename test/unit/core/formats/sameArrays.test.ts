import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { type Dtype, isFloat } from '../../../../src/core/formats/ndarray.js';
import { readArray } from '../../../../src/core/formats/registry.js';
import * as npy from '../../../support/formats/npy.js';
import * as npz from '../../../support/formats/npz.js';
import * as pickle from '../../../support/formats/pickle.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import * as safetensors from '../../../support/formats/safetensors.js';
import * as torch from '../../../support/formats/torch.js';

type Write = (shape: readonly number[], dtype: Dtype, data: readonly number[]) => Uint8Array;

const WRITERS: [what: string, file: string, dtypes: readonly Dtype[], write: Write][] = [
  ['npy', 'a.npy', npy.NPY_DTYPES, npy.write],
  ['stored npz', 'a.npz', npz.NPZ_DTYPES, npz.write],
  ['deflated npz', 'a.npz', npz.NPZ_DTYPES, (s, t, d) => npz.write(s, t, d, { deflate: true })],
  ['npz in ZIP64', 'a.npz', npz.NPZ_DTYPES, (s, t, d) => npz.write(s, t, d, { zip64: true })],
  ['safetensors', 'a.safetensors', Object.keys(safetensors.SAFETENSORS_CODES) as Dtype[], safetensors.write],
  ['torch', 'a.pt', torch.TORCH_DTYPES, torch.write],
  ['torch, deflated', 'a.pt', torch.TORCH_DTYPES, (s, t, d) => torch.write(s, t, d, { deflate: true })],
  ['torch in ZIP64', 'a.pth', torch.TORCH_DTYPES, (s, t, d) => torch.write(s, t, d, { zip64: true })],
  ['torch before 1.6', 'a.pt', torch.TORCH_DTYPES, (s, t, d) => torch.write(s, t, d, { legacy: true })],
  ...[0, 1, 2, 3, 4, 5].map((protocol): (typeof WRITERS)[number] => [
    `pickle protocol ${protocol}`,
    'a.pkl',
    pickle.PICKLE_DTYPES,
    (s, t, d) => pickle.write(s, t, d, { protocol, little: protocol % 2 === 0 }),
  ]),
];

const RANGES: Partial<Record<Dtype, [min: number, max: number]>> = {
  bool: [0, 1],
  uint8: [0, 255],
  int8: [-128, 127],
  uint16: [0, 65535],
  int16: [-32768, 32767],
  uint32: [0, 2 ** 32 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint64: [0, Number.MAX_SAFE_INTEGER],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** Values that a dtype has exactly; small multiples of 1/8 are in every float. */
function values(dtype: Dtype): fc.Arbitrary<number> {
  const special = fc.constantFrom(0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN);
  if (isFloat(dtype)) {
    const any = dtype === 'float64' ? fc.double() : dtype === 'float32' ? fc.float() : special;
    return fc.oneof(
      fc.integer({ min: -127, max: 127 }).map(x => x / 8),
      any,
    );
  }
  const [min, max] = RANGES[dtype] as [number, number];
  return fc.maxSafeInteger().map(x => min + (Math.abs(x) % (max - min + 1)));
}

describe('one array in every format', () => {
  for (const [what, file, dtypes, write] of WRITERS) {
    it(`${what} gives back shape, dtype and elements`, async () => {
      const arrays = fc
        .tuple(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }), fc.constantFrom(...dtypes))
        .chain(([shape, dtype]) => {
          const length = shape.reduce((product, axis) => product * axis, 1);
          const data = fc.array(values(dtype), { minLength: length, maxLength: length });
          return fc.tuple(fc.constant(shape), fc.constant(dtype), data);
        });
      await fc.assert(
        fc.asyncProperty(arrays, async ([shape, dtype, data]) => {
          const array = await readArray(bytesSource(file, write(shape, dtype, data)));
          assert.deepEqual(array.shape, shape);
          assert.equal(array.dtype, dtype);
          assert.deepEqual(rowMajor(array), data);
        }),
        { seed: 20261123, numRuns: 150 },
      );
    });
  }

  it('the content decides, whatever the file is called', async () => {
    const data = [1, 2, 3, 4, 5, 6];
    for (const [what, , , write] of WRITERS) {
      const bytes = write([2, 3], 'float32', data);
      // Pickles before protocol 2 have no signature.
      if (!/protocol [01]/.test(what)) {
        for (const name of ['a.npz', 'a.pt', 'a.safetensors', 'a.pkl', 'a.bin']) {
          assert.deepEqual(rowMajor(await readArray(bytesSource(name, bytes))), data, `${what} as ${name}`);
        }
      }
    }
  });
});
