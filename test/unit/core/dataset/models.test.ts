import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seriesOf } from '../../../../src/core/dataset/checkpoints.js';
import { compareModels } from '../../../../src/core/dataset/compareModels.js';
import { checkpointsCsv, classesCsv, modelsCsv, pairsCsv } from '../../../../src/core/dataset/csvReport.js';
import { histogramOf } from '../../../../src/core/dataset/histogram.js';
import { htmlReport } from '../../../../src/core/dataset/htmlReport.js';
import { countChanges, type PixelChanges } from '../../../../src/core/dataset/pixelChanges.js';
import type { PairRecord } from '../../../../src/core/dataset/record.js';
import { mergeResults, reportOf, type ScanResult } from '../../../../src/core/dataset/scanResult.js';
import { hostOf, jobOf, recordOf } from '../../../support/datasetFixture.js';
import { npyOf } from '../../../support/npyFixture.js';

const [C, H, W] = [3, 4, 5];

/** Pixels in [0, 1) that depend on a seed alone. */
function noise(seed: number): (k: number) => number {
  return k => Math.abs(Math.sin(seed * 37.7 + k * 12.9898) * 43758.5453) % 1;
}

const labelOf = (n: number) =>
  Array.from({ length: H * W }, (_, k) => (noise(n)(k) < 0.1 ? 255 : Math.floor(noise(n)(k + 0.5) * C)));
/** A mask that is right with this probability. */
const maskOf = (n: number, seed: number, right: number) =>
  labelOf(n).map((id, k) => (noise(seed)(k + 99 * n) < right && id !== 255 ? id : (k + seed) % C));

async function maskRecord(model: string, n: number, mask: number[], label = labelOf(n)): Promise<PairRecord> {
  const record = await recordOf(`${model}/${n}`, npyOf('|u1', [H, W], mask), npyOf('|u1', [H, W], label), {
    classes: { numClasses: C },
  });
  return { ...record, model, label: `labels/${n}.npy` };
}

const result = (records: PairRecord[], changes?: PixelChanges[]): ScanResult => ({
  version: 1,
  shard: null,
  unmatched: [],
  complete: true,
  records,
  ...(changes ? { changes } : {}),
});

describe('two models of one dataset', () => {
  const seeds = { a: 3, b: 8 };
  let records: PairRecord[];
  before(async () => {
    records = await Promise.all(
      Object.entries(seeds).flatMap(([model, seed]) =>
        [0, 1, 2, 3].map(n => maskRecord(model, n, maskOf(n, seed, model === 'a' ? 0.6 : 0.8))),
      ),
    );
  });
  const of = (model: string) => records.filter(record => record.model === model);

  it('are compared over the labels that both predict, the worsened ones first', async () => {
    const extra = await maskRecord('b', 7, maskOf(7, 1, 1));
    const found = compareModels(of('a'), [...of('b'), extra]);
    assert.ok(found);
    assert.deepEqual([found.term, found.images.all, found.onlyA, found.onlyB], ['meanIoU', 4, 0, 1]);
    const rights = [0, 1, 2, 3].map(n =>
      (['a', 'b'] as const).map(
        model => maskOf(n, seeds[model], model === 'a' ? 0.6 : 0.8).filter((id, k) => labelOf(n)[k] === id).length,
      ),
    );
    for (const { label, rightA, rightB } of found.ranked) {
      assert.deepEqual([rightA, rightB], rights[Number(/\d/.exec(label)?.[0])]);
    }
    assert.equal(found.pixels.rightB - found.pixels.rightA, found.pixels.gained - found.pixels.lost);
    assert.equal(found.pixels.changes, null, 'nothing was counted pixel by pixel');
    const ious = found.ranked.map(({ totals }) => (totals.meanIoU.value as number) - (totals.meanIoU.base as number));
    assert.deepEqual(
      ious,
      [...ious].sort((a, b) => a - b),
    );
    assert.equal(found.images.better, ious.filter(by => by > 0).length);
    assert.equal(found.images.worse, ious.filter(by => by < 0).length);
    const back = compareModels(of('b'), of('a'));
    assert.deepEqual([back?.images.better, back?.images.worse], [found.images.worse, found.images.better]);
    assert.deepEqual(back?.classes[1].iou.base, found.classes[1].iou.value);
  });

  it('leave out labels that are not read alike', async () => {
    const other = await maskRecord('b', 0, maskOf(0, 8, 0.8), labelOf(1));
    const found = compareModels(of('a'), [other, ...of('b').slice(1)]);
    assert.deepEqual([found?.images.all, found?.unlike], [3, 1]);
    assert.equal(compareModels(of('a'), [other]), null);
  });

  it('have their fixed and broken pixels counted as by hand (seeded)', async () => {
    const pixels = fc.array(fc.integer({ min: 0, max: C - 1 }), { minLength: H * W, maxLength: H * W });
    await fc.assert(
      fc.asyncProperty(pixels, pixels, fc.integer({ min: 0, max: 9 }), async (a, b, n) => {
        const label = labelOf(n);
        const job = (mask: number[]) =>
          jobOf('m', npyOf('|u1', [H, W], mask), npyOf('|u1', [H, W], label), { classes: { numClasses: C } });
        const right = (mask: number[], k: number) => mask[k] === label[k];
        assert.deepEqual(await countChanges(job(a), job(b), hostOf()), {
          fixed: label.filter((_, k) => !right(a, k) && right(b, k)).length,
          broken: label.filter((_, k) => right(a, k) && !right(b, k)).length,
        });
      }),
      { seed: 20261124, numRuns: 25 },
    );
    const other = jobOf('m', npyOf('|u1', [H, W], labelOf(0)), npyOf('|u1', [H, W], labelOf(1)));
    await assert.rejects(
      countChanges(jobOf('m', npyOf('|u1', [H, W], labelOf(0)), npyOf('|u1', [H, W], labelOf(0))), other, hostOf()),
      { code: 'question-not-comparable' },
    );
  });

  it('keep what was counted as long as both predictions are the same', () => {
    const counted = [0, 1, 2, 3].map(n => {
      const identity = (['a', 'b'] as const).map(model => of(model)[n].identity) as [string, string];
      return { dataset: 'd', a: 'a', b: 'b', label: `labels/${n}.npy`, identity, fixed: n, broken: 2 };
    });
    const [found] = reportOf(
      mergeResults([result(records, counted.slice(2)), result([], counted.slice(0, 2))]),
    ).comparisons;
    assert.deepEqual(found.pixels.changes, { fixed: 6, broken: 8 });
    counted[1].identity = ['changed', 'since'];
    const [stale] = reportOf(result(records, counted)).comparisons;
    assert.equal(stale.pixels.changes, null);
    assert.equal(stale.ranked.filter(one => one.changes === null).length, 1);
  });

  it('are in the HTML and in CSV, where names are neither markup nor formulas', async () => {
    const odd = await maskRecord('=a<b>', 0, maskOf(0, 5, 0.5));
    const report = reportOf(result([...records, odd]));
    const html = htmlReport(report);
    assert.ok(html.includes('Models compared') && html.includes('=a&lt;b&gt;') && !html.includes('<b>&'));
    assert.ok(!html.includes('a<b>'));
    const rows = pairsCsv(report).trimEnd().split('\r\n');
    assert.equal(rows.length, 1 + 9);
    const columns = rows[0].split(',').length;
    assert.ok(rows.every(row => row.split(',').length === columns));
    assert.ok(rows.some(row => row.startsWith("d,'=a<b>,")));
    assert.equal(classesCsv(report).trimEnd().split('\r\n').length, 1 + 3 * C);
    const compared = modelsCsv(report).trimEnd().split('\r\n');
    assert.equal(compared.length, 1 + report.comparisons.reduce((sum, one) => sum + one.ranked.length, 0));
    assert.ok(compared.every(row => row.split(',').length === compared[0].split(',').length));
  });
});

describe('checkpoints', () => {
  it('are models whose names differ in one number, in the order of the numbers', () => {
    const names = ['epoch_9', 'epoch_10', 'epoch_100', 'ours_v2', 'ours_v3'];
    assert.deepEqual(seriesOf(names), [
      {
        name: 'epoch_#',
        models: [
          { number: 9, model: 'epoch_9' },
          { number: 10, model: 'epoch_10' },
          { number: 100, model: 'epoch_100' },
        ],
      },
    ]);
    assert.deepEqual(
      seriesOf(['fold_0/epoch_1', 'fold_0/epoch_2', 'fold_1/epoch_1', 'fold_1/epoch_2']).map(one => one.name),
      ['fold_0/epoch_#', 'fold_1/epoch_#'],
    );
    assert.deepEqual(
      seriesOf(['a1', 'a2', 'a3']).map(one => one.name),
      ['a#'],
    );
    assert.deepEqual(seriesOf(['predictions_a', 'predictions_b', 'resnet50', 'resnet101']), []);
    assert.deepEqual(
      seriesOf(['iter-0500', 'iter-1000'])[0].models.map(one => one.number),
      [500, 1000],
    );
  });

  it('have curves with gaps where a class is absent or nothing was evaluated', async () => {
    const records = await Promise.all(
      [5, 10, 20].map((epoch, k) => maskRecord(`epoch_${epoch}`, 0, maskOf(0, 3, 0.3 * (k + 1)))),
    );
    const bare = labelOf(0).map(id => (id === 2 ? 1 : id));
    const absent = await maskRecord('epoch_30', 0, bare, bare);
    const failed: PairRecord = {
      ...records[0],
      model: 'epoch_15',
      outcome: { problem: { code: 'file-empty', message: '', hint: '' }, role: 'prediction' },
    };
    const [series] = reportOf(result([absent, failed, ...records])).checkpoints;
    assert.deepEqual(
      series.points.map(point => [point.number, point.pairs]),
      [
        [5, 1],
        [10, 1],
        [15, 0],
        [20, 1],
        [30, 1],
      ],
    );
    assert.deepEqual(series.terms.total, [null, null, null, null, null], 'masks have no loss');
    assert.equal(series.terms.meanIoU[2], null);
    assert.equal(series.terms.meanIoU[4], 1);
    assert.deepEqual(
      series.classes[2].iou.map(value => value === null),
      [false, false, true, false, true],
    );
    assert.ok(htmlReport(reportOf(result([failed, ...records]))).includes('Along the training'));
    const rows = checkpointsCsv(reportOf(result([absent, failed, ...records])))
      .trimEnd()
      .split('\r\n');
    assert.equal(rows.length, 1 + 5 * (7 + 3 * C));
    assert.ok(rows.includes('d,epoch_#,epoch_15,15,,meanIoU,'), 'a gap is empty');
  });
});

describe('histograms', () => {
  it('have a place for every finite value, and count the others (seeded)', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), values => {
        const found = histogramOf(values.map(value => (Number.isFinite(value) ? value : 'nan')));
        const finite = values.filter(Number.isFinite);
        assert.equal(found?.values ?? 0, finite.length);
        assert.equal(found?.counts.reduce((a, b) => a + b, 0) ?? 0, finite.length);
        assert.ok(!found || found.notFinite === values.length - finite.length);
      }),
      { seed: 20261124 },
    );
    assert.equal(histogramOf([null, 'nan']), null);
  });
});
