import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ScanEvent } from '../../src/extension/api.js';
import { assertNear } from '../support/near.js';
import { npyOf } from '../support/npyFixture.js';
import { api, entriesOn, eventually, inWorkspace, panelTabs, write } from './helpers.js';

/** Two classes; the second model is right where the first is wrong in one pixel. */
const label = npyOf('|u1', [2, 2], [0, 1, 1, 0]);
const first = npyOf('<f4', [2, 2, 2], [1, 0, 0, 0, 0, 2, 3, 1]);
const second = npyOf('<f4', [2, 2, 2], [1, 0, 0, 2, 0, 2, 3, 1]);

describe('the API', () => {
  const prediction = inWorkspace('empty/api/predictions_a/x.npy');
  const folder = inWorkspace('empty/api');

  before(async () => {
    await write('empty/api/labels/x.npy', label);
    await write('empty/api/predictions_a/x.npy', first);
    await write('empty/api/predictions_b/x.npy', second);
    await write('empty/api/predictions_b/y.npy', 'no array');
    await write('empty/api/labels/y.npy', label);
  });

  it('inspects without a panel, and says what the panel says', async () => {
    const { inspect, version } = await api();
    assert.equal(version, 1);
    const quiet = await inspect(prediction);
    assert.deepEqual(panelTabs(), []);
    assert.deepEqual(entriesOn(prediction), []);
    // −log p of each pixel: differences of logits 1, −2, −3, and 1 for the last, where it is wrong.
    const differences = [1, 2, 3, -1];
    const expected = differences.reduce((sum, z) => sum + Math.log1p(Math.exp(-z)), 0) / 4;
    assertNear(quiet?.totals.crossEntropy, expected, 1e-6, 'cross entropy');
    const given = await inspect(prediction, inWorkspace('empty/api/labels/x.npy'), {
      loss: { includeDice: false },
      boundaryWidth: 1,
    });
    assert.equal(given?.totals.total, given?.totals.crossEntropy);
    assert.ok(given?.ledger);
  });

  it('fails with a code, a message and a hint', async () => {
    const { inspect, scan } = await api();
    await assert.rejects(
      inspect(inWorkspace('empty/api/nothing.npy')),
      (error: { code: string; hint: string }) => /^[a-z-]+$/.test(error.code) && error.hint.length > 0,
    );
    await assert.rejects(inspect(inWorkspace('empty/api/predictions_b/y.npy')), { code: 'npy-magic' });
    await assert.rejects(scan(vscode.Uri.file('/somewhere/else')), { code: 'folder-not-in-workspace' });
  });

  it('scans a folder, tells that it did, and compares the models', async function () {
    this.timeout(60_000);
    const { scan, onDidScan } = await api();
    const events: ScanEvent[] = [];
    const listening = onDidScan(event => events.push(event));
    const { reports, comparisons } = await scan(folder, { baseline: 'predictions_b' });
    const own = reports.filter(one => one.all.some(pair => pair.prediction.includes('empty/api/')));
    assert.deepEqual(
      own.map(one => [one.model.replace(/^.*\//, ''), one.all.length, one.failed.length]),
      [
        ['predictions_a', 1, 0],
        ['predictions_b', 1, 1],
      ],
    );
    assert.ok(comparisons.some(one => /predictions_b$/.test(one.a) || /predictions_b$/.test(one.b)));
    await eventually('the event', () => (events.length > 0 ? true : undefined));
    assert.equal(events[0]?.complete, true);
    listening.dispose();
  });

  it('explains codes', async () => {
    const { explain } = await api();
    assert.match((await explain('label-not-found')) ?? '', /label/);
    assert.equal(await explain('no-such-code'), undefined);
  });
});

describe('language model tools', () => {
  before(function () {
    if (typeof vscode.lm?.invokeTool !== 'function') {
      this.skip();
    }
  });

  const invoke = async (name: string, input: object): Promise<string> => {
    const options = { input, toolInvocationToken: undefined } as vscode.LanguageModelToolInvocationOptions<object>;
    const { content } = await vscode.lm.invokeTool(name, options);
    return content.map(part => (part as vscode.LanguageModelTextPart).value).join('');
  };

  it('are there with their schemas', async () => {
    await api();
    const names = vscode.lm.tools.map(({ name }) => name).filter(name => name.startsWith('segmentationLoss_'));
    assert.deepEqual(names.sort(), [
      'segmentationLoss_explainFinding',
      'segmentationLoss_inspect',
      'segmentationLoss_scan',
    ]);
  });

  it('inspect, scan and explain', async function () {
    this.timeout(60_000);
    const inspected = JSON.parse(
      await invoke('segmentationLoss_inspect', { prediction: 'empty/api/predictions_a/x.npy' }),
    );
    const report = await (await api()).inspect(inWorkspace('empty/api/predictions_a/x.npy'));
    assertNear(inspected.totals.total, report?.totals.total as number, 1e-5, 'total');
    const scanned = JSON.parse(await invoke('segmentationLoss_scan', { folder: 'empty/api' }));
    assert.ok(scanned.datasets.length >= 2 && scanned.definitions.dice);
    assert.match(await invoke('segmentationLoss_explainFinding', { code: 'npy-magic' }), /npy/);
    assert.match(await invoke('segmentationLoss_explainFinding', { code: 'no-such' }), /no finding/);
  });

  it('refuse what is not in the workspace or not as described', async () => {
    await assert.rejects(
      invoke('segmentationLoss_inspect', { prediction: '/etc/hosts' }),
      /not there in the open workspace/,
    );
    await assert.rejects(
      invoke('segmentationLoss_inspect', { prediction: '../x.npy' }),
      /not there in the open workspace/,
    );
    await assert.rejects(
      invoke('segmentationLoss_inspect', { prediction: 'empty/api/predictions_b/y.npy' }),
      /npy-magic/,
    );
  });
});
