import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { InspectionError } from '../../../../src/core/errors.js';
import type { ScansChange } from '../../../../src/extension/scan/types.js';
import { digested, FakeWorkspace, failed } from '../../../support/scansFixture.js';

describe('scans of a workspace', () => {
  it('find the datasets, evaluate every pair and say when it is done', async () => {
    const workspace = new FakeWorkspace(5);
    const { scans } = workspace;
    assert.equal(scans.progress.phase, 'empty');
    const changes: ScansChange[] = [];
    scans.onDidChange(change => changes.push(change));
    await scans.scan();
    const [dataset] = scans.datasets;
    assert.equal(dataset.name, 'd');
    assert.deepEqual(dataset.models, ['m']);
    assert.deepEqual(
      dataset.pairs.map(pair => pair.prediction).sort(),
      [0, 1, 2, 3, 4].map(k => `file:///w/predictions/${k}.npy`),
    );
    assert.ok(dataset.pairs.every(pair => pair.fresh && pair.outcome && 'ok' in pair.outcome));
    assert.deepEqual([scans.progress.phase, scans.progress.done, scans.progress.of], ['done', 5, 5]);
    assert.ok(changes.some(change => change.structure));
    assert.ok(changes.at(-1)?.datasets.has(dataset.id) || changes.length > 1);
  });

  it('evaluate only what has changed the second time', async () => {
    const workspace = new FakeWorkspace(4);
    await workspace.scans.scan();
    workspace.write('/w/predictions/2.npy');
    workspace.write('/w/predictions/9.npy');
    workspace.write('/w/labels/9.png');
    workspace.files.delete('/w/predictions/0.npy');
    workspace.evaluated.length = 0;
    await workspace.scans.scan();
    assert.deepEqual(workspace.evaluated.sort(), ['2.npy', '9.npy']);
    assert.equal(workspace.scans.datasets[0].pairs.length, 4);
  });

  it('take up a changed file without a new search', async () => {
    const workspace = new FakeWorkspace(4);
    await workspace.scans.scan();
    workspace.write('/w/labels/3.png');
    workspace.evaluated.length = 0;
    await workspace.scans.scan({ files: ['file:///w/labels/3.png'] });
    assert.deepEqual([workspace.evaluated, workspace.plans], [['3.npy'], 1]);
    workspace.write('/w/predictions/8.npy');
    workspace.write('/w/labels/8.png');
    await workspace.scans.scan({ files: ['file:///w/predictions/8.npy'] });
    assert.deepEqual([workspace.evaluated, workspace.plans], [['3.npy', '8.npy'], 2]);
  });

  it('keep to the folder they are asked for', async () => {
    const workspace = new FakeWorkspace(2);
    await workspace.scans.scan({ folders: ['file:///w/elsewhere'] });
    assert.deepEqual(workspace.evaluated, []);
    await workspace.scans.scan({ folders: ['file:///w/labels'] });
    assert.equal(workspace.evaluated.length, 2);
  });

  it('stop at once when cancelled, and keep what was done', async () => {
    const workspace = new FakeWorkspace(6);
    // Workers answer a cancelled question at once, as WorkerClient does.
    workspace.outcome = (name, signal) =>
      name < '2'
        ? digested()
        : new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('cancelled'))));
    const scanned = workspace.scans.scan();
    while (workspace.scans.progress.done < 2) {
      await wait(1);
    }
    workspace.scans.cancel();
    await scanned;
    assert.equal(workspace.scans.progress.phase, 'cancelled');
    assert.equal(workspace.scans.datasets[0].pairs.filter(pair => pair.outcome).length, 2);
    workspace.outcome = () => digested();
    await workspace.scans.scan();
    assert.equal(workspace.scans.datasets[0].pairs.filter(pair => pair.fresh).length, 6);
  });

  it('wait while paused', async () => {
    const workspace = new FakeWorkspace(40, { concurrency: 1 });
    workspace.outcome = async () => {
      await wait(1);
      return digested();
    };
    const scanned = workspace.scans.scan();
    while (workspace.scans.progress.done < 3) {
      await wait(1);
    }
    workspace.scans.pause();
    assert.equal(workspace.scans.progress.phase, 'paused');
    await wait(20);
    const { length } = workspace.evaluated;
    await wait(20);
    assert.equal(workspace.evaluated.length, length);
    assert.ok(length < 40);
    workspace.scans.resume();
    await scanned;
    assert.equal(workspace.scans.progress.done, 40);
  });

  it('that come while one runs are joined into one after it', async () => {
    const workspace = new FakeWorkspace(3);
    const listening = workspace.scans.onDidChange(() => {
      if (workspace.scans.progress.phase === 'done') {
        listening.dispose();
        workspace.write('/w/labels/1.png');
        workspace.write('/w/labels/2.png');
      }
    });
    const first = workspace.scans.scan();
    const [second, third] = [
      workspace.scans.scan({ files: ['file:///w/labels/1.png'] }),
      workspace.scans.scan({ files: ['file:///w/labels/2.png'] }),
    ];
    assert.equal(second, third);
    await Promise.all([first, second]);
    assert.deepEqual(workspace.evaluated.slice(3).sort(), ['1.npy', '2.npy']);
  });

  it('name a pair that failed, go on, and try failures of files and workers again', async () => {
    const workspace = new FakeWorkspace(3);
    workspace.outcome = name =>
      name === '1.npy' ? failed('file-not-readable') : name === '2.npy' ? failed('npy-magic') : digested();
    await workspace.scans.scan();
    assert.equal(workspace.scans.progress.failed, 2);
    workspace.evaluated.length = 0;
    await workspace.scans.scan();
    assert.deepEqual(workspace.evaluated, ['1.npy']);
  });

  it('name folders that were left out with the reason, until they can be looked into', async () => {
    const workspace = new FakeWorkspace(2);
    const plan = workspace.planWith;
    let locked = true;
    workspace.planWith = skipped => {
      if (locked) {
        skipped({ folder: 'file:///w/locked', code: 'folder-not-readable', reason: 'EACCES: permission denied' });
      }
      return plan(skipped);
    };
    await workspace.scans.scan();
    assert.deepEqual(
      workspace.scans.skipped.map(({ folder, code }) => [folder, code]),
      [['file:///w/locked', 'folder-not-readable']],
    );
    assert.equal(workspace.scans.progress.done, 2);
    locked = false;
    await workspace.scans.scan();
    assert.deepEqual(workspace.scans.skipped, []);
  });

  it('name a workspace folder whose settings are wrong, and go on with the others', async () => {
    const workspace = new FakeWorkspace(2);
    workspace.planWith = () => {
      throw new InspectionError('setting-invalid', 'The setting x is 1.', 'Correct x.');
    };
    await workspace.scans.scan();
    const [skip] = workspace.scans.skipped;
    assert.deepEqual([skip.code, skip.reason], ['setting-invalid', 'The setting x is 1. Correct x.']);
    assert.equal(workspace.scans.progress.phase, 'done');
  });

  it('let others in while thousands of known pairs come back', async () => {
    const workspace = new FakeWorkspace(3000);
    await workspace.scans.scan();
    let turns = 0;
    const count = () => {
      turns++;
      if (workspace.scans.busy) {
        setTimeout(count, 0);
      }
    };
    const scanned = workspace.scans.scan();
    setTimeout(count, 0);
    await scanned;
    assert.equal(workspace.evaluated.length, 3000);
    assert.ok(turns >= 3000 / 200, `${turns} turns`);
  });

  it('send every record to be summed up, whole', async () => {
    const workspace = new FakeWorkspace(3);
    await workspace.scans.scan();
    const records = workspace.asked.at(-1)?.map(text => JSON.parse(text)) ?? [];
    assert.deepEqual(
      records.map(({ version, dataset, model, prediction, label, outcome }) => [
        version,
        dataset,
        model,
        prediction,
        label,
        'ok' in outcome,
      ]),
      [0, 1, 2].map(k => [1, 'd', 'm', `predictions/${k}.npy`, `labels/${k}.png`, true]),
    );
  });

  it('forget everything when cleared', async () => {
    const workspace = new FakeWorkspace(2);
    await workspace.scans.scan();
    await workspace.scans.clear();
    assert.deepEqual([workspace.scans.datasets, workspace.scans.progress.phase], [[], 'empty']);
  });
});
