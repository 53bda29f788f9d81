import assert from 'node:assert/strict';
import { overviewOf } from '../../../../src/core/dataset/overview.js';
import type { PairRecord } from '../../../../src/core/dataset/record.js';
import { makeThumbnail } from '../../../../src/core/dataset/thumbnail.js';
import { parseToDatasetReport } from '../../../../src/webview/datasetReport/messages.js';
import { parseChosen, shownGroup, shownTerm } from '../../../../src/webview/datasetReport/state.js';
import { hostOf, jobOf, recordOf } from '../../../support/datasetFixture.js';
import { npyOf } from '../../../support/npyFixture.js';

const label = npyOf('|u1', [1, 3], [0, 1, 1]);
const logits = (sure: number) => npyOf('<f8', [2, 1, 3], [sure, 0, 1, 0, 2, 3]);

describe('the overview of a scan', () => {
  let records: PairRecord[];
  before(async () => {
    const made = await Promise.all(
      ['epoch_9', 'epoch_10'].flatMap(model =>
        Array.from({ length: 30 }, async (_, n) => {
          const record = await recordOf(`${model}/p${n}`, logits(n + model.length), label);
          return { ...record, model, label: `labels/${n}.npy` };
        }),
      ),
    );
    const broken = await recordOf('epoch_9/broken', new Uint8Array(0), label);
    records = [...made, { ...broken, model: 'epoch_9' }];
  });
  const result = () => ({ version: 1 as const, shard: null, unmatched: [], complete: true, records });

  it('does not grow with the dataset, and is in the order that people count in', () => {
    const overview = overviewOf(result());
    assert.deepEqual(
      overview.groups.map(one => [one.model, one.pairs, one.evaluated, one.failures]),
      [
        ['epoch_9', 31, 30, 1],
        ['epoch_10', 30, 30, 0],
      ],
    );
    const [{ worst, histograms, failed }] = overview.groups;
    assert.equal(worst.total.length, 24);
    const totals = worst.total.map(pair => pair.totals.total as number);
    assert.deepEqual(
      totals,
      [...totals].sort((a, b) => b - a),
    );
    const best = worst.meanIoU.map(pair => pair.totals.meanIoU as number);
    assert.deepEqual(
      best,
      [...best].sort((a, b) => a - b),
    );
    assert.equal(histograms.total?.values, 30);
    assert.equal(failed[0].code, 'file-empty');
    const [comparison] = overview.comparisons;
    assert.deepEqual([comparison.a, comparison.b, comparison.images.all], ['epoch_9', 'epoch_10', 30]);
    assert.ok(comparison.improved.length <= 24 && comparison.worsened.length <= 24);
    assert.equal(overviewOf(result(), ['epoch_10']).comparisons[0].a, 'epoch_10');
  });

  it('passes the checks of the page, also through JSON, and nothing else does', () => {
    const message = { type: 'overview', overview: JSON.parse(JSON.stringify(overviewOf(result()))) };
    assert.ok(parseToDatasetReport(message));
    assert.ok(parseToDatasetReport({ type: 'overview', overview: null }));
    message.overview.groups[0].pooled.total = {};
    assert.equal(parseToDatasetReport(message), null);
    for (const bad of [null, 1, {}, { type: 'toString' }, { type: 'status', status: { phase: 'odd' } }]) {
      assert.equal(parseToDatasetReport(bad), null);
    }
    const rgba = new ArrayBuffer(4);
    const pair = { dataset: 'd', model: '', prediction: 'p' };
    assert.ok(parseToDatasetReport({ type: 'thumbnail', pair, picture: { width: 1, height: 1, rgba } }));
    assert.equal(parseToDatasetReport({ type: 'thumbnail', pair, picture: { width: 1, height: 1, rgba: [] } }), null);
  });

  it('shows what was chosen where it is still there', () => {
    const overview = overviewOf(result());
    const state = {
      status: null,
      overview,
      problem: null,
      counting: null,
      chosen: parseChosen({ group: 'd\nepoch_10' }),
    };
    assert.equal(shownGroup(state)?.model, 'epoch_10');
    assert.equal(shownGroup({ ...state, chosen: parseChosen({ group: 'gone', term: 'odd' }) })?.model, 'epoch_9');
    assert.equal(shownTerm(shownGroup(state), parseChosen({ term: 'dice' })), 'dice');
    const masks = { ...overview.groups[0], pooled: { ...overview.groups[0].pooled, total: null } };
    assert.equal(shownTerm(masks as (typeof overview.groups)[0], parseChosen(null)), 'meanIoU');
  });
});

describe('thumbnails', () => {
  it('show what is wrong in the colour of the predicted class, and what is right in grey', async () => {
    const label = npyOf('|u1', [2, 2], [0, 1, 255, 1]);
    const mask = npyOf('|u1', [2, 2], [0, 0, 0, 1]);
    const job = jobOf('m', mask, label, {
      classes: { names: ['a', 'b'], colors: ['#ff0000', '#00ff00'], ignoreIndex: 255 },
    });
    const at = ({ rgba }: { rgba: Uint8Array }, k: number) => [...rgba.subarray(4 * k, 4 * k + 4)];
    const bare = await makeThumbnail(job, hostOf(), async () => null);
    assert.deepEqual([bare.width, bare.height], [2, 2]);
    assert.deepEqual(at(bare, 1), [255, 0, 0, 255]);
    assert.deepEqual(at(bare, 0), [72, 72, 72, 255]);
    assert.ok(at(bare, 2)[0] < 72, 'ignored stands back');
    const image = { name: 'i.png', bytes: new Uint8Array() };
    const asked: number[][] = [];
    const pictured = await makeThumbnail({ ...job, image }, hostOf(), async (_file, width, height) => {
      asked.push([width, height]);
      return Uint8Array.from({ length: 12 }, () => 200);
    });
    assert.deepEqual(asked, [[2, 2]]);
    assert.deepEqual(at(pictured, 3), [130, 130, 130, 255]);
  });

  it('show the sample of a batch that is most wrong', async () => {
    const label = npyOf('|u1', [3, 1, 2], [0, 0, 1, 1, 0, 1]);
    const mask = npyOf('|u1', [3, 1, 2], [0, 0, 0, 0, 0, 0]);
    const job = jobOf('m', mask, label, { classes: { names: ['a', 'b'], colors: ['#ff0000', '#00ff00'] } });
    const { rgba, ...size } = await makeThumbnail(job, hostOf(), async () => null);
    assert.deepEqual(size, { width: 2, height: 1 });
    assert.deepEqual([...rgba], [255, 0, 0, 255, 255, 0, 0, 255]);
  });

  it('are small whatever the pair is, and keep its shape', async () => {
    const [height, width] = [90, 800];
    const plain = Array.from({ length: height * width }, (_, k) => (k % width < 400 ? 0 : 1));
    const label = npyOf('|u1', [height, width], plain);
    const wrong = npyOf(
      '|u1',
      [height, width],
      plain.map(id => 1 - id),
    );
    const job = jobOf('m', wrong, label, { classes: { names: ['a', 'b'], colors: ['#ff0000', '#0000ff'] } });
    const { rgba, ...size } = await makeThumbnail(job, hostOf(), async () => null);
    assert.deepEqual(size, { width: 192, height: 22 });
    assert.deepEqual([...rgba.subarray(0, 3)], [0, 0, 255]);
    assert.deepEqual([...rgba.subarray(-4, -1)], [255, 0, 0]);
  });
});
