import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { runsOfText } from '../../../../src/core/formats/cocoRle.js';
import { openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { openSemSegJson, SEM_SEG_JSON } from '../../../../src/core/formats/semSegJson.js';
import { readsOrExplains, survivesDamage } from '../../../support/formats/hostile.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { textOfRuns, write } from '../../../support/formats/semSegJson.js';

const source = (bytes: Uint8Array | string) =>
  bytesSource('sem_seg_predictions.json', typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);

describe('reading detectron2 JSON', () => {
  it('decodes run lengths as pycocotools encodes them', () => {
    assert.deepEqual(runsOfText('61X13mN000`0'), [6, 1, 40, 4, 5, 4, 5, 4, 21]);
    assert.equal(textOfRuns([6, 1, 40, 4, 5, 4, 5, 4, 21]), '61X13mN000`0');
  });

  it('returns the masks that were written (seeded)', async () => {
    const size = fc.integer({ min: 1, max: 9 });
    const picture = fc.tuple(size, size, fc.infiniteStream(fc.constantFrom(0, 3, 7, 255, 1000)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(picture, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (pictures, compressed) => {
          const masks = pictures.map(([height, width, ids], k) => ({
            name: `/data/"val"/picture ${k}.png`,
            shape: [height, width] as const,
            // A picture without any category has no record.
            data: [0, ...[...ids.take(height * width - 1)]],
          }));
          const file = openSemSegJson(source(write(masks, { compressed })));
          assert.deepEqual(
            file.entries.map(({ name }) => name),
            masks.map(({ name }) => name),
          );
          for (const [k, entry] of file.entries.entries()) {
            const array = await file.read(entry);
            assert.deepEqual(array.shape, masks[k].shape);
            assert.deepEqual(rowMajor(array), masks[k].data);
          }
        },
      ),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('marks pixels without a category as ignored, with another value where 255 is a category', async () => {
    const one = [{ name: 'a.png', shape: [1, 3] as const, data: [7, -1, 0] }];
    assert.deepEqual(rowMajor(await readArray(source(write(one, { unset: -1 })))), [7, 255, 0]);
    const taken = [{ name: 'a.png', shape: [1, 3] as const, data: [255, -1, 0] }];
    assert.deepEqual(rowMajor(await readArray(source(write(taken, { unset: -1 })))), [255, 65535, 0]);
  });

  it('is recognised by its content, and its masks are found by the name of the other file', async () => {
    const masks = ['frankfurt_000000_000294_leftImg8bit.png', 'frankfurt_000000_000576_leftImg8bit.png'].map(
      (name, k) => ({
        name: `datasets/cityscapes/leftImg8bit/val/${name}`,
        shape: [1, 2] as const,
        data: [k, k],
      }),
    );
    const bytes = write(masks);
    assert.equal((await openArrayFile(bytesSource('x.dat', bytes))).format, 'semSegJson');
    const label = 'frankfurt_000000_000576_gtFine_labelTrainIds.png';
    assert.deepEqual([...(await readArray(source(bytes), 'prediction', undefined, label)).data], [1, 1]);
    await assert.rejects(readArray(source(bytes)), { code: 'array-choice' });
  });

  const record = (extra: object) =>
    JSON.stringify([{ file_name: 'a', category_id: 1, segmentation: { size: [2, 2], counts: '04' }, ...extra }]);
  const refused: [what: string, text: string, code: string][] = [
    ['an object', '{"names": []}', 'rle-damaged'],
    ['half a list', record({}).slice(0, -1), 'rle-damaged'],
    ['two lists', `${record({})}[]`, 'rle-damaged'],
    ['records without a category', record({ category_id: undefined }), 'rle-damaged'],
    ['boxes', '[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1]}]', 'rle-damaged'],
    ['a negative category', record({ category_id: -1 }), 'rle-damaged'],
    ['a size that is no picture', record({ segmentation: { size: [2, 0.5], counts: '04' } }), 'rle-damaged'],
    ['runs that are too short', record({ segmentation: { size: [2, 2], counts: '03' } }), 'rle-damaged'],
    ['runs that are too long', record({ segmentation: { size: [2, 2], counts: '05' } }), 'rle-damaged'],
    ['runs that go back', record({ segmentation: { size: [2, 2], counts: [4, -1, 1] } }), 'rle-damaged'],
    ['text that is no runs', record({ segmentation: { size: [2, 2], counts: '0!' } }), 'rle-damaged'],
    ['a run without an end', record({ segmentation: { size: [2, 2], counts: 'oooooooooooo' } }), 'rle-damaged'],
    ['10^18 pixels', record({ segmentation: { size: [1e9, 1e9], counts: '0' } }), 'file-expands'],
    [
      'sizes that differ',
      `[${record({}).slice(1, -1)},${record({ segmentation: { size: [1, 4], counts: '04' } }).slice(1)}`,
      'rle-damaged',
    ],
    ['masks that overlap', `[${record({}).slice(1, -1)},${record({ category_id: 2 }).slice(1)}`, 'rle-damaged'],
    ['deep nesting', `[{"a": ${'['.repeat(100_000)}`, 'rle-damaged'],
  ];
  for (const [what, text, code] of refused) {
    it(`refuses ${what}: ${code}`, async () => {
      assert.equal(await readsOrExplains(SEM_SEG_JSON, new TextEncoder().encode(text), 'a.json'), code);
    });
  }

  it('answers any damage with arrays or a typed error (seeded fuzz)', async () => {
    const masks = ['a', 'b'].map(name => ({
      name,
      shape: [3, 4] as const,
      data: [0, 0, 1, 1, 0, 2, 2, 1, 255, 2, 1, 0],
    }));
    await survivesDamage(SEM_SEG_JSON, write(masks), 'a.json', { numRuns: 2000 });
    await survivesDamage(SEM_SEG_JSON, write(masks, { compressed: false }), 'a.json', { numRuns: 1000 });
  });
});
