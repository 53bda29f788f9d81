import assert from 'node:assert/strict';
import type { Overview } from '../../../../src/core/dataset/overview.js';
import type { PixelChanges } from '../../../../src/core/dataset/pixelChanges.js';
import type { DatasetParams } from '../../../../src/core/dataset/questions.js';
import { CancelledError, InspectionError } from '../../../../src/core/errors.js';
import { parseFromDatasetReport } from '../../../../src/extension/report/fromDatasetReport.js';
import { countPixels } from '../../../../src/extension/report/pixelCounts.js';
import { ReportSource } from '../../../../src/extension/report/reportSource.js';
import { ThumbnailQueue } from '../../../../src/extension/report/thumbnailQueue.js';
import type { ScannedDataset, ScannedPair } from '../../../../src/extension/scan/types.js';
import type { ScanStatus } from '../../../../src/shared/datasetReportProtocol.js';
import { digested, FakeWorkspace, failed } from '../../../support/scansFixture.js';

const pair = { dataset: 'd', model: 'm', prediction: 'predictions/0.npy' };
const later = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

async function until(what: () => boolean): Promise<void> {
  for (let k = 0; k < 500 && !what(); k++) {
    await later(10);
  }
  assert.ok(what());
}

describe('messages of the dataset report', () => {
  it('are taken in their shape only', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'pause' },
      { type: 'open', pair, other: null },
      { type: 'open', pair, other: pair },
      { type: 'thumbnail', pair },
      { type: 'baseline', model: null },
      { type: 'baseline', model: 'epoch_1' },
      { type: 'countPixels', dataset: 'd', a: 'a', b: 'b' },
      { type: 'export', format: 'html' },
    ]) {
      assert.deepEqual(parseFromDatasetReport({ ...message, more: 1 }), message);
    }
    for (const bad of [
      null,
      'ready',
      [],
      { type: 'constructor' },
      { type: 'open', pair },
      { type: 'open', pair: { ...pair, model: 1 }, other: null },
      { type: 'thumbnail', pair: null },
      { type: 'baseline' },
      { type: 'export', format: '../x' },
      { type: 'countPixels', dataset: 'd', a: 'a' },
      { type: 'forget', pair: { ...pair, prediction: 'x'.repeat(20_000) } },
    ]) {
      assert.equal(parseFromDatasetReport(bad), null, JSON.stringify(bad)?.slice(0, 80));
    }
  });
});

describe('the source of the report', () => {
  function sourceOf(workspace: FakeWorkspace) {
    const seen = { overviews: [] as (Overview | null)[], statuses: [] as ScanStatus[], problems: [] as string[] };
    const source = new ReportSource({
      scans: workspace.scans,
      status: status => seen.statuses.push(status),
      overview: overview => seen.overviews.push(overview),
      problem: problem => seen.problems.push(problem.code),
      now: () => workspace.time,
    });
    return { source, seen };
  }
  const asked: { question: string; count: number; params: DatasetParams | undefined }[] = [];
  const workspaceOf = (pairs: number) =>
    new FakeWorkspace(pairs, {
      ask: async (question, { texts, params }) => {
        const count = [...texts].length;
        if (question === 'overview') {
          asked.push({ question, count, params });
        }
        return (question === 'overview' ? { groups: [], count } : []) as never;
      },
    });
  beforeEach(() => {
    asked.length = 0;
  });

  it('says that there is nothing, and follows the scan to its end', async () => {
    const workspace = workspaceOf(6);
    const { source, seen } = sourceOf(workspace);
    source.show();
    await until(() => seen.overviews.length === 1);
    assert.equal(seen.overviews[0], null);
    await workspace.scans.scan();
    await until(() => asked.at(-1)?.count === 6);
    await until(() => seen.overviews.at(-1) !== null);
    assert.equal(seen.statuses.at(-1)?.phase, 'done');
    assert.equal(seen.statuses.at(-1)?.of, 6);
    assert.deepEqual(source.find(pair)?.prediction, 'file:///w/predictions/0.npy');
    assert.equal(source.find({ ...pair, model: 'other' }), undefined);
    source.dispose();
    workspace.scans.dispose();
  });

  it('is asked again for another baseline and for counted pixels, and shows what it has at once', async () => {
    const workspace = workspaceOf(2);
    await workspace.scans.scan();
    const { source, seen } = sourceOf(workspace);
    source.show();
    await until(() => seen.overviews.length > 0);
    source.setBaseline('b');
    await until(() => asked.at(-1)?.params?.baselines?.[0] === 'b');
    const changes: PixelChanges = {
      dataset: 'd',
      a: 'a',
      b: 'b',
      label: 'l',
      identity: ['1', '2'],
      fixed: 1,
      broken: 2,
    };
    source.add(changes);
    source.add({ ...changes, fixed: 3 });
    source.renew();
    await until(() => asked.at(-1)?.params?.changes?.[0]?.fixed === 3);
    assert.equal(asked.at(-1)?.params?.changes?.length, 1);
    const before = seen.overviews.length;
    await until(() => seen.overviews.length >= before);
    source.show();
    assert.ok(seen.overviews.length > before - 1);
    source.dispose();
    workspace.scans.dispose();
  });

  it('sums nothing up while nobody looks, and everything when somebody does', async () => {
    const workspace = workspaceOf(3);
    const { source, seen } = sourceOf(workspace);
    source.hide();
    await workspace.scans.scan();
    await later(100);
    assert.deepEqual([seen.overviews.length, asked.length], [0, 0]);
    source.show();
    await until(() => seen.overviews.length === 1 && asked.at(-1)?.count === 3);
    source.dispose();
    workspace.scans.dispose();
  });

  it('tells a failure, and is there again after it', async () => {
    let fail = true;
    const workspace = new FakeWorkspace(1, {
      ask: async question => {
        if (fail && question === 'overview') {
          throw new InspectionError('worker-crashed', 'It died.', 'Try again.');
        }
        return (question === 'overview' ? { groups: [] } : []) as never;
      },
    });
    await workspace.scans.scan();
    const { source, seen } = sourceOf(workspace);
    source.show();
    await until(() => seen.problems.length === 1);
    fail = false;
    source.renew();
    await until(() => seen.overviews.length === 1);
    source.dispose();
    workspace.scans.dispose();
  });
});

describe('thumbnails of the report', () => {
  it('are made one at a time, the last asked for first, and are kept', async () => {
    const done: [string, string | null][] = [];
    const begun: string[] = [];
    let [now, most] = [0, 0];
    const queue = new ThumbnailQueue<string>((key, made) => done.push([key, made]));
    const make = (key: string) => async () => {
      begun.push(key);
      most = Math.max(most, ++now);
      await later(1);
      now--;
      if (key === 'broken') {
        throw new Error('no picture');
      }
      return `made ${key}`;
    };
    for (const key of ['a', 'b', 'broken', 'c']) {
      queue.want(key, make(key));
    }
    queue.forget('b');
    await until(() => done.length === 3);
    assert.deepEqual(begun, ['a', 'c', 'broken']);
    assert.deepEqual(done, [
      ['a', 'made a'],
      ['c', 'made c'],
      ['broken', null],
    ]);
    assert.equal(most, 1);
    queue.want('a', make('a'));
    assert.deepEqual(done.at(-1), ['a', 'made a']);
    assert.equal(begun.length, 3);
    queue.dispose();
  });

  it('that are no longer wanted are cancelled, and may be asked for again', async () => {
    const done: string[] = [];
    const queue = new ThumbnailQueue<string>(key => done.push(key));
    let aborted = 0;
    const make = (signal: AbortSignal) =>
      new Promise<string>((resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted++;
          reject(new CancelledError());
        });
        setTimeout(() => resolve('x'), 20);
      });
    queue.want('a', make);
    queue.forget('a');
    await later(1);
    assert.deepEqual([aborted, done.length], [1, 0]);
    queue.want('a', make);
    await until(() => done.length === 1);
    queue.dispose();
  });
});

describe('counting pixels of two models', () => {
  const scanned = (model: string, n: number, ok = true): ScannedPair =>
    ({
      model,
      label: `file:///l/${n}`,
      outcome: ok ? digested() : failed('npy-magic'),
      planned: { label: `l/${n}`, identity: `${model}${n}` },
    }) as unknown as ScannedPair;
  const dataset = {
    name: 'd',
    pairs: [0, 1, 2, 3]
      .flatMap(n => [scanned('a', n), scanned('b', n, n !== 3)])
      .concat(scanned('c', 0), scanned('b', 9)),
  } as unknown as ScannedDataset;

  it('is done for labels that both predict, and leaves out what cannot be compared', async () => {
    const found: PixelChanges[] = [];
    const steps: number[] = [];
    const options = {
      count: async (a: ScannedPair, b: ScannedPair) => {
        if (a.label.endsWith('1')) {
          throw new InspectionError('question-not-comparable', '', '');
        }
        assert.equal(a.label, b.label);
        return { fixed: 2, broken: 1 };
      },
      found: (one: PixelChanges) => found.push(one),
      progress: (done: number, of: number) => {
        steps.push(done);
        assert.equal(of, 3);
      },
      concurrency: 2,
    };
    await countPixels(dataset, ['a', 'b'], options, new AbortController().signal);
    assert.deepEqual(found.map(one => [one.label, one.identity, one.fixed]).sort(), [
      ['l/0', ['a0', 'b0'], 2],
      ['l/2', ['a2', 'b2'], 2],
    ]);
    assert.deepEqual(steps, [0, 1, 2, 3]);
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(countPixels(dataset, ['a', 'b'], options, controller.signal), CancelledError);
  });
});
