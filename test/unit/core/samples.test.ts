import assert from 'node:assert/strict';
import type { InspectionJob } from '../../../src/core/inspection/job.js';
import type { Report } from '../../../src/core/inspection/report.js';
import { npyOf } from '../../support/npyFixture.js';
import { inspectBytes } from '../../support/pairFixture.js';

const [N, C, D, H, W] = [3, 2, 4, 5, 6];
const logit = (n: number, c: number, z: number, y: number, x: number) => Math.sin(n + 2 * c + 3 * z + 5 * y + 7 * x);
const id = (n: number, z: number, y: number, x: number) => (n + z + y + x) % C;

/** Values of every index in row-major order. */
function filled(shape: number[], at: (index: number[]) => number): number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  return Array.from({ length: size }, (_, flat) => {
    const index: number[] = [];
    for (let k = shape.length - 1, rest = flat; k >= 0; k--) {
      index.unshift(rest % shape[k]);
      rest = Math.floor(rest / shape[k]);
    }
    return at(index);
  });
}

const array = (shape: number[], at: (index: number[]) => number) => npyOf('<f8', shape, filled(shape, at));
const labels = (shape: number[], at: (index: number[]) => number) => npyOf('|u1', shape, filled(shape, at));
const run = async (prediction: Uint8Array, label: Uint8Array, options: Partial<InspectionJob> = {}) =>
  (await inspectBytes(prediction, label, options)).report;
const numbers = ({ totals, classes, confusion }: Report) => ({ totals, classes, confusion });

describe('volumes and batches', () => {
  const slices = array([D, C, H, W], ([z, c, y, x]) => logit(0, c, z, y, x));
  const volume = array([C, D, H, W], ([c, z, y, x]) => logit(0, c, z, y, x));
  const depthLabel = labels([D, H, W], ([z, y, x]) => id(0, z, y, x));

  it('reads a volume (C,D,H,W), (1,C,D,H,W), (D,H,W,C) like the batch of its slices', async () => {
    const reference = await run(slices, depthLabel);
    assert.equal(reference.settings.reading.layout, 'CHW');
    const forms: [string, Uint8Array, string][] = [
      ['(C,D,H,W)', volume, 'CDHW'],
      ['(1,C,D,H,W)', array([1, C, D, H, W], ([, c, z, y, x]) => logit(0, c, z, y, x)), 'CDHW'],
      ['(D,H,W,C)', array([D, H, W, C], ([z, y, x, c]) => logit(0, c, z, y, x)), 'HWC'],
    ];
    for (const [form, prediction, layout] of forms) {
      const report = await run(prediction, depthLabel);
      assert.equal(report.settings.reading.layout, layout, form);
      assert.equal(report.settings.reading.samples, D, form);
      assert.deepEqual(numbers(report), numbers(reference), form);
    }
    const deeper = await run(
      volume,
      labels([1, D, H, W], ([, z, y, x]) => id(0, z, y, x)),
    );
    assert.deepEqual(numbers(deeper), numbers(reference));
    assert.deepEqual(deeper.findings, (await run(volume, depthLabel)).findings);
  });

  it('takes one slice of a volume, with its slice of the label or a label of its own', async () => {
    const z = 2;
    const reference = await run(
      array([C, H, W], ([c, y, x]) => logit(0, c, z, y, x)),
      labels([H, W], ([y, x]) => id(0, z, y, x)),
    );
    const report = await run(volume, depthLabel, { slice: z });
    assert.deepEqual(numbers(report), numbers(reference));
    const { sample, samplesInFile, samples, volume: isVolume, shape } = report.settings.reading;
    assert.deepEqual([sample, samplesInFile, samples, isVolume, shape], [z, D, 1, true, [C, D, H, W]]);
    const own = labels([H, W], ([y, x]) => id(0, z, y, x));
    assert.deepEqual(numbers(await run(volume, own, { slice: z, layout: 'CDHW' })), numbers(reference));
  });

  it('takes a volume of one slice against a flat label', async () => {
    const flat = labels([H, W], ([y, x]) => id(0, 0, y, x));
    const three = array([3, 1, H, W], ([c, , y, x]) => logit(0, c, 0, y, x));
    const report = await run(three, flat);
    assert.equal(report.settings.reading.layout, 'CDHW');
    assert.equal(report.settings.reading.numClasses, 3);
    const reference = await run(
      array([3, H, W], ([c, y, x]) => logit(0, c, 0, y, x)),
      flat,
    );
    assert.deepEqual(numbers(report), numbers(reference));
  });

  it('never resamples a volume', async () => {
    const coarse = array([C, D, H, W - 1], ([c, z, y, x]) => logit(0, c, z, y, x));
    await assert.rejects(run(coarse, depthLabel), { code: 'volume-size-mismatch' });
    const shallow = array([C, D - 1, H, W], ([c, z, y, x]) => logit(0, c, z, y, x));
    await assert.rejects(run(shallow, depthLabel, { layout: 'CDHW' }), { code: 'volume-size-mismatch' });
  });

  it('takes one volume of a batch of volumes, and asks which', async () => {
    const batch = array([N, C, D, H, W], ([n, c, z, y, x]) => logit(n, c, z, y, x));
    const batchLabel = labels([N, D, H, W], ([n, z, y, x]) => id(n, z, y, x));
    const one = labels([D, H, W], ([z, y, x]) => id(1, z, y, x));
    const reference = await run(
      array([C, D, H, W], ([c, z, y, x]) => logit(1, c, z, y, x)),
      one,
    );
    assert.deepEqual(numbers(await run(batch, batchLabel, { sample: 1 })), numbers(reference));
    assert.deepEqual(numbers(await run(batch, one, { sample: 1 })), numbers(reference));
    await assert.rejects(run(batch, one), { code: 'sample-choice' });
    await assert.rejects(run(batch, batchLabel), { code: 'sample-choice' });
    await assert.rejects(run(batch, one, { sample: N }), { code: 'sample-range' });
    const slice = await run(batch, batchLabel, { sample: 1, slice: 3 });
    assert.deepEqual(
      numbers(slice),
      numbers(
        await run(
          array([C, H, W], ([c, y, x]) => logit(1, c, 3, y, x)),
          labels([H, W], ([y, x]) => id(1, 3, y, x)),
        ),
      ),
    );
  });

  it('takes one sample of a batch, interleaved or in Fortran order too', async () => {
    const one = labels([H, W], ([y, x]) => id(2, 0, y, x));
    const reference = await run(
      array([C, H, W], ([c, y, x]) => logit(2, c, 0, y, x)),
      one,
    );
    const last = array([N, H, W, C], ([n, y, x, c]) => logit(n, c, 0, y, x));
    const fortran = npyOf(
      '<f8',
      [N, C, H, W],
      filled([W, H, C, N], ([x, y, c, n]) => logit(n, c, 0, y, x)),
      { fortranOrder: true },
    );
    const all = labels([N, H, W], ([n, y, x]) => id(n, 0, y, x));
    for (const prediction of [last, fortran]) {
      assert.deepEqual(numbers(await run(prediction, one, { sample: 2 })), numbers(reference));
      assert.deepEqual(numbers(await run(prediction, all, { sample: 2 })), numbers(reference));
    }
    const masks = labels([N, H, W], ([n, y, x]) => id(n + 1, 0, y, x));
    await assert.rejects(run(masks, one), { code: 'sample-choice' });
    const mask = await run(masks, one, { sample: 1 });
    assert.equal(mask.totals.pixelAccuracy, 1);
  });

  it('reads binary maps of several samples against their labels', async () => {
    const maps = array([N, H, W], ([n, y, x]) => logit(n, 1, 0, y, x));
    const two = array([N, C, H, W], ([n, c, y, x]) => (c === 1 ? logit(n, 1, 0, y, x) : 0));
    const all = labels([N, H, W], ([n, y, x]) => id(n, 0, y, x));
    assert.deepEqual(numbers(await run(maps, all)), numbers(await run(two, all)));
  });
});
