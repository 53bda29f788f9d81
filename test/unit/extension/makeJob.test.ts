import assert from 'node:assert/strict';
import { DEFAULT_LOSS } from '../../../src/core/inspection/job.js';
import type { Settings } from '../../../src/core/settings/settings.js';
import { type JobSource, makeJob } from '../../../src/extension/inspection/makeJob.js';
import { exactBuffer } from '../../../src/extension/util/exactBuffer.js';

const pair = { prediction: 'p', label: 'l', image: 'i', classesFile: 'c' };
const auto = { kind: 'auto', layout: 'auto' } as const;
const settings: Settings = { classes: { ignoreIndex: 3 }, loss: DEFAULT_LOSS, kind: 'logits', layout: 'CHW' };

function source(missing: string[] = []): JobSource {
  return {
    settings: () => settings,
    exists: async uri => !missing.includes(uri),
    file: async uri => ({ name: uri, path: `/${uri}` }),
    displayName: uri => uri,
  };
}

describe('a job', () => {
  it('has the files and settings of its pair', async () => {
    assert.deepEqual(await makeJob(pair, auto, source()), {
      prediction: { name: 'p', path: '/p' },
      label: { name: 'l', path: '/l' },
      image: { name: 'i', path: '/i' },
      classesFile: { name: 'c', path: '/c' },
      classes: { ignoreIndex: 3 },
      loss: DEFAULT_LOSS,
      kind: 'logits',
      layout: 'CHW',
      perPixel: false,
      boundaryWidth: null,
      layers: true,
    });
  });

  it('takes the sample and the arrays that were chosen in the panel', async () => {
    const chosen = { ...auto, slice: 4, predictionArray: 'validation/logits' };
    const job = await makeJob(pair, chosen, source());
    assert.deepEqual([job.slice, job.sample, job.prediction.entry], [4, undefined, 'validation/logits']);
    assert.ok(!('entry' in job.label));
  });

  it('reads as the panel says before the settings', async () => {
    const job = await makeJob(pair, { kind: 'probabilities', layout: 'auto' }, source());
    assert.deepEqual([job.kind, job.layout], ['probabilities', 'CHW']);
  });

  it('does without an image or classes.json that has gone', async () => {
    const job = await makeJob(pair, auto, source(['i', 'c']));
    assert.deepEqual([job.image, job.classesFile], [undefined, undefined]);
  });

  it('names what is missing', async () => {
    await assert.rejects(makeJob({ ...pair, label: null }, auto, source()), { code: 'label-not-found' });
    await assert.rejects(makeJob(pair, auto, source(['l'])), { code: 'label-not-found' });
    await assert.rejects(makeJob(pair, auto, source(['p'])), { code: 'prediction-not-found' });
  });
});

describe('exact buffers', () => {
  it('hold the data of a view and nothing else', () => {
    const pool = new Uint8Array([9, 1, 2, 9]);
    assert.deepEqual(new Uint8Array(exactBuffer(pool.subarray(1, 3))), new Uint8Array([1, 2]));
    assert.deepEqual(new Uint8Array(exactBuffer(Buffer.from('ab'))), new Uint8Array([97, 98]));
    assert.equal(exactBuffer(pool), pool.buffer);
  });
});
