import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { fileSource } from '../../../../src/core/formats/fileSource.js';
import type { NdArray } from '../../../../src/core/formats/ndarray.js';
import { openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { hasShared, SHARED } from '../../../support/shared.js';

const FOLDER = join(SHARED, 'data', 'formats');

/** Reads a file as a local file and as bytes, which must not differ. */
async function read(name: string, role: 'prediction' | 'label' = 'prediction', entry?: string): Promise<NdArray> {
  const array = await readArray(bytesSource(name, readFileSync(join(FOLDER, name))), role, entry);
  const source = fileSource(join(FOLDER, name), name);
  const same = await readArray(source, role, entry);
  assert.deepEqual(rowMajor(same), rowMajor(array));
  source.close();
  return array;
}

(hasShared ? describe : describe.skip)('files as numpy, torch and safetensors write them', () => {
  const exact: [file: string, shape: number[], format: string][] = [
    ['logits_stored.npz', [6, 40, 56], 'npz'],
    ['logits_deflated.npz', [6, 40, 56], 'npz'],
    ['case_nnunet.npz', [6, 1, 40, 56], 'npz'],
    ['tensor.pt', [6, 40, 56], 'torch'],
    ['legacy.pt', [6, 40, 56], 'torch'],
    ['dict.pth', [1, 6, 40, 56], 'torch'],
    ['logits.safetensors', [1, 6, 40, 56], 'safetensors'],
  ];
  for (const [file, shape, format] of exact) {
    it(`${file} holds the logits, exactly`, async () => {
      const array = await read(file);
      assert.deepEqual([array.shape, array.dtype], [shape, 'float32']);
      const source = bytesSource(file, readFileSync(join(FOLDER, file)));
      assert.equal((await openArrayFile(source)).format, format);
      if (file !== 'case_nnunet.npz') {
        assert.deepEqual(rowMajor(array), rowMajor(await read('logits.npy')));
      }
    });
  }

  it('case_nnunet.npz holds the softmax of the logits', async () => {
    const logits = rowMajor(await read('logits.npy'));
    const probabilities = rowMajor(await read('case_nnunet.npz'));
    const pixels = 40 * 56;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const powers = Array.from({ length: 6 }, (_, c) => Math.exp(logits[c * pixels + pixel]));
      const sum = powers.reduce((total, power) => total + power);
      powers.forEach((power, c) => {
        assert.ok(Math.abs(probabilities[c * pixels + pixel] - power / sum) < 1e-6);
      });
    }
  });

  it('strided_half.pt is a permuted view of the logits, kept in its order', async () => {
    const array = await read('strided_half.pt');
    assert.deepEqual([array.shape, array.strides, array.dtype], [[40, 56, 6], [56, 1, 2240], 'float16']);
    assert.deepEqual(rowMajor(array), rowMajor(await read('logits_hwc_f16.npy')));
  });

  const wide: [file: string, what: string, half: number][] = [
    ['bfloat16.pt', 'rounded to the nearest', 0x7fff],
    ['logits_bf16.safetensors', 'cut off', 0],
  ];
  for (const [file, what, half] of wide) {
    it(`${file} holds the logits ${what} bfloat16`, async () => {
      const array = await read(file);
      assert.deepEqual([array.shape, array.dtype], [[6, 40, 56], 'bfloat16']);
      const bits = new Uint32Array(Float32Array.from(rowMajor(await read('logits.npy'))).buffer);
      // To the nearest, ties to even: half of the last place, and its own last bit.
      const kept = bits.map(value => (value + (half && half + ((value >>> 16) & 1))) & 0xffff0000);
      assert.deepEqual(rowMajor(array), [...new Float32Array(kept.buffer)]);
    });
  }

  const labels: [file: string, shape: number[], dtype: string][] = [
    ['logits_stored.npz', [40, 56], 'uint8'],
    ['dict.pth', [40, 56], 'int64'],
    ['logits.safetensors', [40, 56], 'uint8'],
  ];
  for (const [file, shape, dtype] of labels) {
    it(`${file} holds the label as well`, async () => {
      const array = await read(file, 'label');
      assert.deepEqual([array.shape, array.dtype], [shape, dtype]);
      assert.deepEqual(rowMajor(array), rowMajor(await read('label.npy', 'label')));
    });
  }

  it('mmseg_out.pkl is a list of masks, one of which must be chosen', async () => {
    const file = await openArrayFile(fileSource(join(FOLDER, 'mmseg_out.pkl'), 'mmseg_out.pkl'));
    assert.deepEqual(
      file.entries.map(({ name, shape, dtype }) => [name, shape, dtype]),
      [
        ['0', [40, 56], 'uint8'],
        ['1', [40, 56], 'uint8'],
      ],
    );
    await assert.rejects(read('mmseg_out.pkl'), { code: 'array-choice' });
    const label = rowMajor(await read('label.npy', 'label'));
    assert.equal(rowMajor(await read('mmseg_out.pkl', 'prediction', '1')).length, label.length);
    await assert.rejects(read('mmseg_out.pkl', 'prediction', '2'), { code: 'array-missing' });
  });

  const evil: [file: string, code: string][] = [
    ['evil.npy', 'npy-object'],
    ['evil.pkl', 'pickle-refused'],
    ['evil.pt', 'pickle-refused'],
  ];
  for (const [file, code] of evil) {
    it(`${file} is refused and nothing of it is run`, async () => {
      await assert.rejects(read(file), (error: Error & { code: string }) => {
        assert.equal(error.code, code);
        assert.ok(file === 'evil.npy' || error.message.includes('"posix.system"'), error.message);
        return true;
      });
      assert.ok(!existsSync('PWNED') && !existsSync(join(FOLDER, 'PWNED')));
    });
  }
});
