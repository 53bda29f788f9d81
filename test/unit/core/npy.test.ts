import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { writeNpyFloat32 } from '../../../src/core/formats/npyWrite.js';
import { rowMajor } from '../../support/formats/rowMajor.js';
import { npyBytes, npyDict, npyOf } from '../../support/npyFixture.js';

const read = (bytes: Uint8Array) => readNpy(bytesSource('a.npy', bytes));

describe('reading .npy', () => {
  const types = ['u1', 'i1', 'u2', 'i2', 'u4', 'i4', 'f4', 'f8', 'u8', 'i8'];
  for (const type of types) {
    for (const endian of type.endsWith('1') ? ['|'] : ['<', '>']) {
      it(`reads ${endian}${type} in C and Fortran order, versions 1 to 3`, () => {
        for (const version of [1, 2, 3]) {
          const c = read(npyOf(`${endian}${type}`, [2, 3], [0, 1, 2, 3, 4, 100], { version }));
          const f = read(npyOf(`${endian}${type}`, [2, 3], [0, 3, 1, 4, 2, 100], { version, fortranOrder: true }));
          assert.deepEqual(rowMajor(c), [0, 1, 2, 3, 4, 100]);
          assert.deepEqual(rowMajor(f), rowMajor(c));
          assert.deepEqual(c.shape, [2, 3]);
        }
      });
    }
  }

  it('reads float16 with its subnormals, infinities and NaN', () => {
    const bits = [0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0xfc00, 0x7e00, 0x8000];
    const expected = [1, -2, 2 ** -24, 65504, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, -0];
    for (const endian of ['<', '>']) {
      assert.deepEqual(rowMajor(read(npyOf(`${endian}f2`, [8], bits))), expected);
    }
  });

  it('reads bool, 0-d and long integers as Python 2 wrote them', () => {
    assert.deepEqual(rowMajor(read(npyOf('|b1', [2], [1, 0]))), [1, 0]);
    const old = npyBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 2L)}", new Uint8Array(8));
    assert.deepEqual(read(old).shape, [1, 2]);
    assert.deepEqual(read(npyBytes(npyDict('<f4', []).replace('()', '()'), new Uint8Array(4))).shape, []);
  });

  it('reads what it writes', () => {
    const values = Float32Array.of(1.5, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e-40, 3);
    const array = read(writeNpyFloat32(values, [2, 3]));
    assert.deepEqual([...(array.data as Float32Array)], [...values]);
  });

  it('reads from an unaligned view', () => {
    const bytes = npyOf('<f8', [2], [1, 2]);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    assert.deepEqual(rowMajor(read(shifted.subarray(3))), [1, 2]);
  });

  const refused: [what: string, bytes: Uint8Array, code: string][] = [
    ['text', new TextEncoder().encode('hello, world'), 'npy-magic'],
    ['a version of the future', npyBytes(npyDict('<f4', [1]), new Uint8Array(4), { version: 9 }), 'npy-version'],
    ['a header of 4 GB', npyBytes('{}', new Uint8Array(0), { version: 2, headerBytes: 0xffffffff }), 'npy-header'],
    ['a header beyond the end', npyBytes('{}', new Uint8Array(0), { headerBytes: 4000 }), 'npy-truncated'],
    ['10^12 elements', npyBytes(npyDict('<f4', [1e6, 1e6]), new Uint8Array(64)), 'npy-truncated'],
    ['10^60 elements', npyBytes(npyDict('<f4', [1e15, 1e15, 1e15, 1e15]), new Uint8Array(64)), 'npy-truncated'],
    ['one byte too few', npyOf('<f4', [2, 2], [1, 2, 3, 4]).slice(0, -1), 'npy-truncated'],
    ['objects', npyBytes(npyDict('|O', [1]), new Uint8Array(8)), 'npy-object'],
    ['strings', npyBytes(npyDict('<U8', [1]), new Uint8Array(32)), 'npy-dtype'],
    ['complex numbers', npyBytes(npyDict('<c8', [1]), new Uint8Array(8)), 'npy-dtype'],
    [
      'records',
      npyBytes("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", new Uint8Array(4)),
      'npy-dtype',
    ],
    ['a negative axis', npyBytes(npyDict('<f4', [-1]), new Uint8Array(4)), 'npy-header'],
    ['code in the header', npyBytes("__import__('os').system('true')", new Uint8Array(4)), 'npy-header'],
    ['deep nesting', npyBytes('('.repeat(5000), new Uint8Array(4)), 'npy-header'],
  ];
  for (const [what, bytes, code] of refused) {
    it(`refuses ${what}: ${code}`, () => {
      assert.throws(() => read(bytes), { name: 'InspectionError', code });
    });
  }

  it('answers any bytes with an array or a typed error (seeded fuzz)', () => {
    const valid = npyOf('<f4', [2, 3], [1, 2, 3, 4, 5, 6]);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(valid.length),
        (edits, length) => {
          const bytes = valid.slice();
          for (const [at, byte] of edits) {
            bytes[at] = byte;
          }
          try {
            read(bytes.subarray(0, length));
          } catch (error) {
            assert.equal((error as Error).name, 'InspectionError', String((error as Error).stack));
          }
        },
      ),
      { seed: 20261123, numRuns: 3000 },
    );
  });
});
