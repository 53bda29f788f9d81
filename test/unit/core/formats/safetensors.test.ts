import assert from 'node:assert/strict';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { ARRAY_FORMATS, openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { survivesDamage } from '../../../support/formats/hostile.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { safetensorsOf, write } from '../../../support/formats/safetensors.js';

const SAFETENSORS = ARRAY_FORMATS.filter(({ id }) => id === 'safetensors')[0];
const open = (bytes: Uint8Array) => openArrayFile(bytesSource('a.safetensors', bytes));
const tensor = (dtype: string, shape: unknown, begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('reading safetensors', () => {
  it('reads several tensors, in the order of the header, whatever their names', async () => {
    const header = {
      __metadata__: { format: 'pt' },
      'decoder.logits': tensor('F32', [1, 2], 3, 11),
    };
    const payload = new Uint8Array([1, 2, 3, 0, 0, 128, 63, 0, 0, 0, 64]);
    const text = JSON.stringify(header).replace(
      '"decoder',
      '"__proto__":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"decoder',
    );
    const file = await open(safetensorsOf(text, payload));
    assert.deepEqual(
      file.entries.map(({ name }) => name),
      ['__proto__', 'decoder.logits'],
    );
    assert.deepEqual(rowMajor(await file.read(file.entries[0])), [1, 2, 3]);
    // Not aligned to its elements, as older writers leave it.
    assert.deepEqual(rowMajor(await file.read(file.entries[1])), [1, 2]);
  });

  it('says which dtype it cannot read, and reads the others', async () => {
    const header = { scale: tensor('F8_E4M3', [2], 0, 2), logits: tensor('U8', [2, 2], 2, 6) };
    const bytes = safetensorsOf(header, new Uint8Array(6));
    assert.deepEqual((await readArray(bytesSource('a.safetensors', bytes))).shape, [2, 2]);
    await assert.rejects(readArray(bytesSource('a.safetensors', bytes), 'prediction', 'scale'), {
      code: 'safetensors-dtype',
      message: /F8_E4M3/,
    });
  });

  const f32 = (shape: unknown, begin: number, end: number) => ({ logits: tensor('F32', shape, begin, end) });
  const refused: [what: string, bytes: Uint8Array, code: string][] = [
    ['seven bytes', new Uint8Array(7), 'safetensors-header'],
    ['a header of 2^63 bytes', safetensorsOf('{}', new Uint8Array(0), 2 ** 63), 'safetensors-header'],
    ['a header beyond the end', safetensorsOf('{}', new Uint8Array(0), 4000), 'safetensors-truncated'],
    ['a header that is no JSON', safetensorsOf('{"logits"', new Uint8Array(0)), 'safetensors-header'],
    ['deep nesting', safetensorsOf('{"a":'.repeat(100_000), new Uint8Array(0)), 'safetensors-header'],
    ['a header of bytes', safetensorsOf('{"\xff', new Uint8Array(0)), 'safetensors-header'],
    ['a tensor that is null', safetensorsOf({ logits: null }, new Uint8Array(0)), 'safetensors-header'],
    ['a negative axis', safetensorsOf(f32([-1, 2], 0, 8), new Uint8Array(8)), 'safetensors-header'],
    ['a fraction of an axis', safetensorsOf(f32([0.5, 2], 0, 4), new Uint8Array(4)), 'safetensors-header'],
    ['more elements than bytes', safetensorsOf(f32([2, 2], 0, 8), new Uint8Array(8)), 'safetensors-header'],
    ['10^60 elements', safetensorsOf(f32([1e15, 1e15, 1e15, 1e15], 0, 8), new Uint8Array(8)), 'safetensors-header'],
    ['offsets backwards', safetensorsOf(f32([2], 8, 0), new Uint8Array(8)), 'safetensors-header'],
    ['offsets beyond the end', safetensorsOf(f32([2], 0, 8), new Uint8Array(7)), 'safetensors-truncated'],
    ['no tensor', safetensorsOf({ __metadata__: {} }, new Uint8Array(0)), 'array-none'],
  ];
  for (const [what, bytes, code] of refused) {
    it(`refuses ${what}: ${code}`, async () => {
      await assert.rejects(readArray(bytesSource('a.safetensors', bytes)), { name: 'InspectionError', code });
    });
  }

  it('answers any bytes with arrays or a typed error (seeded fuzz)', async () => {
    await survivesDamage(SAFETENSORS, write([2, 3], 'float32', [1, 2, 3, 4, 5, 6]), 'a.safetensors');
  });
});
