import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { elementReader, type NdArray, stridesOf } from '../../../../src/core/formats/ndarray.js';
import { ARRAY_FORMATS, openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { survivesDamage } from '../../../support/formats/hostile.js';
import { numpyNode } from '../../../support/formats/pickle.js';
import { type Node, pickleOf } from '../../../support/formats/pickleAssembler.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { storageNode, tensorNode, torchLegacyOf, torchZipOf, write } from '../../../support/formats/torch.js';

const TORCH = ARRAY_FORMATS.filter(({ id }) => id === 'torch')[0];
const read = (bytes: Uint8Array, entry?: string) => readArray(bytesSource('a.pt', bytes), 'prediction', entry);
const counting = (length: number) => Array.from({ length }, (_, k) => k);

/** A file in both formats: storages of float32 counting from 0. */
function both(root: (storage: (key: string, size: number) => Node) => Node, sizes: number[]): [string, Uint8Array][] {
  const storages = sizes.map(size => ({ dtype: 'float32' as const, data: counting(size) }));
  return [
    [
      'zip',
      torchZipOf(
        root((key, size) => storageNode(key, 'float32', size)),
        storages,
      ),
    ],
    [
      'legacy',
      torchLegacyOf(
        root((key, size) => storageNode(key, 'float32', size, true)),
        storages,
      ),
    ],
  ];
}

async function names(bytes: Uint8Array): Promise<string[]> {
  return (await openArrayFile(bytesSource('a.pt', bytes))).entries.map(({ name }) => name);
}

describe('reading what torch.save writes', () => {
  it('reads dicts, lists and tuples of any depth, and steps over everything else', async () => {
    const files = both(
      storage => ({
        dict: [
          ['epoch', 3],
          ['args', { dict: [['lr', 'small']] }],
          [
            'val',
            {
              list: [
                tensorNode(storage('0', 6), [2, 3], [3, 1]),
                null,
                { tuple: [tensorNode(storage('1', 2), [2], [1])] },
              ],
            },
          ],
          [7, numpyNode([2], 'int64', [5, 6])],
        ],
      }),
      [6, 2],
    );
    for (const [, bytes] of files) {
      assert.deepEqual(await names(bytes), ['val/0', 'val/2/0', '7']);
      assert.deepEqual(rowMajor(await read(bytes, 'val/0')), counting(6));
      assert.deepEqual(rowMajor(await read(bytes, 'val/2/0')), [0, 1]);
      assert.deepEqual(rowMajor(await read(bytes, '7')), [5, 6]);
    }
  });

  it('reads tensors that share a storage', async () => {
    const files = both(
      storage => ({
        dict: [
          ['all', tensorNode(storage('0', 6), [6], [1])],
          ['odd', tensorNode(storage('0', 6), [3], [2], 1)],
        ],
      }),
      [6],
    );
    for (const [, bytes] of files) {
      assert.deepEqual(rowMajor(await read(bytes, 'all')), [0, 1, 2, 3, 4, 5]);
      assert.deepEqual(rowMajor(await read(bytes, 'odd')), [1, 3, 5]);
    }
  });

  it('keeps a permuted view as it lies', async () => {
    for (const [, bytes] of both(storage => tensorNode(storage('0', 24), [3, 4, 2], [4, 1, 12]), [24])) {
      const array = await read(bytes);
      assert.deepEqual(array.strides, [4, 1, 12]);
      assert.deepEqual([...array.data], counting(24));
    }
  });

  it('reads any view: crops, steps, expanded axes, any order and offset (seeded)', async () => {
    const axis = fc.record({ length: fc.integer({ min: 0, max: 4 }), stride: fc.integer({ min: 0, max: 30 }) });
    const views = fc.tuple(fc.array(axis, { maxLength: 4 }), fc.nat(9));
    await fc.assert(
      fc.asyncProperty(views, async ([axes, offset]) => {
        const shape = axes.map(({ length }) => length);
        const strides = axes.map(({ stride }) => stride);
        const size = offset + 1 + axes.reduce((sum, { length, stride }) => sum + Math.max(0, length - 1) * stride, 0);
        const expected = rowMajor(viewed(shape, strides, offset, size));
        for (const [format, bytes] of both(storage => tensorNode(storage('0', size), shape, strides, offset), [size])) {
          const array = await read(bytes);
          assert.deepEqual(rowMajor(array), expected, format);
          assert.equal(array.length, expected.length, 'no element of the storage between those of the view');
        }
      }),
      { seed: 20261123, numRuns: 400 },
    );
  });

  it('reads parameters, untyped storages with a dtype, and subclasses of tensors', async () => {
    const tensor = tensorNode(storageNode('0', 'float32', 6), [2, 3], [3, 1]);
    const untyped = { persistent: { tuple: ['storage', { global: 'torch.storage.UntypedStorage' }, '0', 'cpu', 24] } };
    const hooks: Node = { call: { global: 'collections.OrderedDict' }, args: [] };
    const roots: Node[] = [
      { call: { global: 'torch._utils._rebuild_parameter' }, args: [tensor, true, hooks] },
      {
        call: { global: 'torch._utils._rebuild_tensor_v3' },
        args: [untyped, 0, { tuple: [2, 3] }, { tuple: [3, 1] }, false, hooks, { global: 'torch.float32' }],
      },
      {
        call: { global: 'torch._tensor._rebuild_from_type_v2' },
        args: [
          { global: 'torch._utils._rebuild_tensor_v2' },
          { global: 'monai.data.meta_tensor.MetaTensor' },
          { tuple: tensor.args },
          { dict: [['device', { call: { global: 'torch.device' }, args: ['cpu'] }]] },
        ],
      },
    ];
    for (const root of roots) {
      const array = await read(torchZipOf(root, [{ dtype: 'float32', data: counting(6) }]));
      assert.deepEqual([array.shape, array.dtype, rowMajor(array)], [[2, 3], 'float32', counting(6)]);
    }
  });

  it('reads what a big-endian machine wrote', async () => {
    const storages = [{ dtype: 'float32' as const, data: counting(6) }];
    const zip = torchZipOf(tensorNode(storageNode('0', 'float32', 6), [6], [1]), storages, { bigEndian: true });
    const legacy = torchLegacyOf(tensorNode(storageNode('0', 'float32', 6, true), [6], [1]), storages, {
      bigEndian: true,
    });
    assert.deepEqual(rowMajor(await read(zip)), counting(6));
    assert.deepEqual(rowMajor(await read(legacy)), counting(6));
  });

  it('reads a part of a storage, as files before 0.4 name one', async () => {
    const part = { tuple: ['storage', { global: 'torch.FloatStorage' }, '0', 'cpu', 6, { tuple: ['1', 2, 4] }] };
    const bytes = torchLegacyOf(tensorNode({ persistent: part }, [4], [1]), [{ dtype: 'float32', data: counting(6) }]);
    assert.deepEqual(rowMajor(await read(bytes)), [2, 3, 4, 5]);
  });

  it('reads tensors in a plain pickle, whose storages are files of their own', async () => {
    const file = torchLegacyOf(storageNode('0', 'float32', 6, true), [{ dtype: 'float32', data: counting(6) }]);
    const storage: Node = { call: { global: 'torch.storage._load_from_bytes' }, args: [file] };
    const sample: Node = { dict: [['seg_logits', { dict: [['data', tensorNode(storage, [2, 3], [3, 1])]] }]] };
    for (const protocol of [0, 2, 4]) {
      const bytes = pickleOf({ list: [sample] }, protocol);
      const array = await readArray(bytesSource('out.pkl', bytes), 'prediction', '0/seg_logits/data');
      assert.deepEqual(rowMajor(array), counting(6));
    }
  });

  it('names the dtype it cannot read', async () => {
    const complex = { persistent: { tuple: ['storage', { global: 'torch.ComplexFloatStorage' }, '0', 'cpu', 3] } };
    const root: Node = {
      dict: [
        ['fft', tensorNode(complex, [3], [1])],
        ['x', tensorNode(storageNode('1', 'float32', 2), [2], [1])],
      ],
    };
    const storages = [
      { dtype: 'float32' as const, data: counting(6) },
      { dtype: 'float32' as const, data: [8, 9] },
    ];
    assert.deepEqual(rowMajor(await read(torchZipOf(root, storages), 'x')), [8, 9]);
    await assert.rejects(read(torchZipOf(root, storages), 'fft'), {
      code: 'torch-dtype',
      message: /ComplexFloatStorage/,
    });
  });

  describe('refuses', () => {
    const tensor = (shape: number[], strides: number[], offset = 0, size = 6) =>
      tensorNode(storageNode('0', 'float32', size), shape, strides, offset);
    const six = [{ dtype: 'float32' as const, data: counting(6) }];
    const damaged: [what: string, bytes: Uint8Array, code: string][] = [
      ['a view beyond its storage', torchZipOf(tensor([2, 3], [3, 1], 1), six), 'pickle-damaged'],
      ['a stride beyond its storage', torchZipOf(tensor([2, 3], [4, 1]), six), 'pickle-damaged'],
      ['a storage that is too short', torchZipOf(tensor([7], [1], 0, 7), six), 'pickle-damaged'],
      ['a storage that is not there', torchZipOf(tensor([6], [1]), []), 'pickle-damaged'],
      ['10^60 elements', torchZipOf(tensor([1e15, 1e15, 1e15, 1e15], [0, 0, 0, 0]), six), 'pickle-damaged'],
      ['10^12 times one element', torchZipOf(tensor([1e6, 1e6], [0, 0]), six), 'pickle-limits'],
      ['a negative stride', torchZipOf(tensor([2, 3], [3, -1]), six), 'pickle-damaged'],
      ['strides of another rank', torchZipOf(tensor([2, 3], [3]), six), 'pickle-damaged'],
      ['a number where a storage belongs', torchZipOf(tensorNode(7, [1], [1]), six), 'pickle-damaged'],
      ['a storage of 2^52 elements before 1.6', legacyLie(2 ** 52), 'pickle-damaged'],
      ['a storage of no elements before 1.6', legacyLie(0), 'pickle-damaged'],
      ['a file of the first 100 bytes', write([6], 'float32', counting(6)).subarray(0, 100), 'zip-damaged'],
      ['a file of something else', new TextEncoder().encode('hello, world'), 'pickle-damaged'],
      ['files within files within files', nested(5), 'pickle-limits'],
    ];
    for (const [what, bytes, code] of damaged) {
      it(`${what}: ${code}`, async () => {
        await assert.rejects(read(bytes), { name: 'InspectionError', code });
      });
    }

    it('any other constructor, by its name', async () => {
      for (const name of ['posix.system', 'builtins.eval', 'torch.nn.modules.conv.Conv2d', 'torch.load']) {
        const bytes = torchZipOf({ dict: [['logits', { call: { global: name }, args: ['touch PWNED'] }]] }, []);
        await assert.rejects(read(bytes), (error: Error & { code: string }) => {
          assert.equal(error.code, 'pickle-refused');
          assert.ok(error.message.includes(`"${name}"`), error.message);
          return true;
        });
      }
    });
  });

  it('answers any bytes with arrays or a typed error (seeded fuzz)', async () => {
    const root = (legacy: boolean): Node => ({
      dict: [['logits', tensorNode(storageNode('0', 'float32', 24, legacy), [2, 3, 2], [12, 2, 1], 2)]],
    });
    const storages = [{ dtype: 'float32' as const, data: counting(24) }];
    await survivesDamage(TORCH, torchZipOf(root(false), storages), 'a.pt', { numRuns: 3000 });
    await survivesDamage(TORCH, torchZipOf(root(false), storages, { deflate: true, zip64: true }), 'a.pt');
    await survivesDamage(TORCH, torchLegacyOf(root(true), storages), 'a.pt', { numRuns: 3000 });
  });
});

/** A view of a counting storage, computed one element at a time. */
function viewed(shape: number[], strides: number[], offset: number, size: number): NdArray {
  const storage = counting(size);
  const order = stridesOf(shape);
  const length = shape.reduce((product, axis) => product * axis, 1);
  const data = Float32Array.from(
    { length },
    (_, k) => storage[offset + shape.reduce((sum, axis, d) => sum + (Math.floor(k / order[d]) % axis) * strides[d], 0)],
  );
  const array = { shape, strides: order, dtype: 'float32' as const, length, data, streamed: false };
  const whole = { ...array, block: (start: number, count: number) => data.subarray(start, start + count) };
  assert.equal(typeof elementReader(whole)(0), length > 0 ? 'number' : 'undefined');
  return whole;
}

/** A legacy file whose storage announces another number of elements. */
function legacyLie(elements: number): Uint8Array {
  const tensor = tensorNode(storageNode('0', 'float32', 6, true), [6], [1]);
  const bytes = torchLegacyOf(tensor, [{ dtype: 'float32', data: counting(6) }]);
  new DataView(bytes.buffer).setBigUint64(bytes.length - 32, BigInt(elements), true);
  return bytes;
}

/** A pickled storage in a pickled storage, and so on. */
function nested(depth: number): Uint8Array {
  const inner: Node =
    depth > 0 ? { call: { global: 'torch.storage._load_from_bytes' }, args: [nested(depth - 1)] } : null;
  return torchLegacyOf(inner, []);
}
