import * as assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Report } from '../../src/core/inspection/report.js';
import { zipOf } from '../support/formats/zip.js';
import { npyOf } from '../support/npyFixture.js';
import { closePanels, codesOn, entriesOn, eventually, inWorkspace, WORKSPACE, write } from './helpers.js';

/** Two classes on 2x2 pixels; `right` of them are where the label has them. */
const logits = (right: number) =>
  npyOf('<f4', [2, 2, 2], [0, 1, 2, 3].flatMap(k => (k < right ? [3] : [-3])).concat([0, 0, 0, 0]));
const label = npyOf('|u1', [2, 2], [0, 0, 0, 0]);

function run(...args: unknown[]): Thenable<Report | undefined> {
  return vscode.commands.executeCommand<Report | undefined>('segmentationLoss.inspect', ...args);
}

/** Answers the question that a command puts with the first of its lines, as Enter does. */
async function answered<T>(work: Thenable<T>): Promise<T> {
  let done: { value: T } | undefined;
  const waiting = Promise.resolve(work).then(value => {
    done = { value };
  });
  await eventually('the end of the question', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return done;
  });
  await waiting;
  assert.ok(done);
  return done.value;
}

async function setting(name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration('segmentationLoss');
  await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
}

describe('pairing in the editor', () => {
  afterEach(closePanels);

  it('finds files by the templates of a dataset, and reads them as it says', async () => {
    const prediction = await write('odd/runs/one/val/7.npy', logits(4));
    await write('odd/truth/val/7_ground.npy', label);
    await setting('datasets', [
      {
        name: 'odd',
        labels: 'odd/truth/{split}/{stem}_ground.npy',
        predictions: 'odd/runs/{model}/{split}/{stem}.npy',
        classes: ['sea', 'land'],
      },
    ]);
    try {
      const report = await run(prediction);
      assert.equal(report?.label, 'odd/truth/val/7_ground.npy');
      assert.deepEqual(
        report.classes.map(({ name }) => name),
        ['sea', 'land'],
      );
    } finally {
      await setting('datasets', undefined);
    }
  });

  it('says which field of a dataset is wrong', async () => {
    const prediction = await write('odd/predictions/8.npy', logits(4));
    await write('odd/labels/8.npy', label);
    await setting('datasets', [{ name: 'odd', labels: 'odd/{scene}.png' }]);
    try {
      assert.equal(await run(prediction), undefined);
      const [entry] = entriesOn(prediction);
      assert.equal(entry?.code, 'setting-invalid');
      assert.match(
        entry.message,
        /segmentationLoss\.datasets\[0\]\.labels is "odd\/\{scene\}\.png"; expected .*"\{scene\}"; known are/,
      );
    } finally {
      await setting('datasets', undefined);
    }
    await eventually('a second try', async () => ((await run(prediction)) ? true : undefined));
    assert.ok(!codesOn(prediction).includes('setting-invalid'));
  });

  it('asks once which of two models is meant, and keeps the answer for the other labels', async () => {
    for (const stem of ['1', '2']) {
      await write(`models/predictions_a/${stem}.npy`, logits(0));
      await write(`models/predictions_b/${stem}.npy`, logits(4));
      await write(`models/labels/${stem}.npy`, label);
    }
    const first = await answered(run(inWorkspace('models/labels/1.npy')));
    assert.equal(first?.prediction, 'models/predictions_a/1.npy');
    assert.equal((await run(inWorkspace('models/labels/2.npy')))?.prediction, 'models/predictions_a/2.npy');
  });

  it('asks once which array of a file is meant', async () => {
    const bytes = (right: number) =>
      zipOf([
        { name: 'first.npy', bytes: logits(right) },
        { name: 'second.npy', bytes: logits(0) },
      ]);
    const prediction = await write('arrays/predictions/1.npz', bytes(4));
    const other = await write('arrays/predictions/2.npz', bytes(2));
    for (const stem of ['1', '2']) {
      await write(`arrays/labels/${stem}.npy`, label);
    }
    assert.equal((await answered(run(prediction)))?.totals.pixelAccuracy, 1);
    assert.equal((await run(other))?.totals.pixelAccuracy, 0.5);
  });

  it('explains a pairing as text, without asking or changing anything', async () => {
    await write('models/predictions_a/1.npy', logits(0));
    await vscode.env.clipboard.writeText('');
    const before = readdirSync(join(WORKSPACE, 'models')).sort();
    const explained = vscode.commands.executeCommand(
      'segmentationLoss.explainPairing',
      inWorkspace('models/labels/1.npy'),
    );
    // "Copy as text" is the last line: one step up from the first.
    const text = await eventually('a copy', async () => {
      await new Promise(resolve => setTimeout(resolve, 300));
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectPrevious');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return (await vscode.env.clipboard.readText()) || undefined;
    });
    await explained;
    assert.match(text, /^Pairing of models\/labels\/1\.npy\n/);
    assert.match(
      text,
      /\nPrediction: models\/predictions_a\/1\.npy \(2 fit equally well; from models\/predictions_a, as you chose/,
    );
    assert.match(text, /\nLabel: models\/labels\/1\.npy \(a label, by the name of its folder\)\n/);
    assert.match(text, /\nClasses: none \(/);
    assert.deepEqual(readdirSync(join(WORKSPACE, 'models')).sort(), before);
  });
});
