import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Report } from '../../src/core/inspection/report.js';
import { assertNear } from '../support/near.js';
import { npyOf } from '../support/npyFixture.js';
import {
  closePanels,
  codesOn,
  entriesOn,
  eventually,
  inWorkspace,
  panelTabs,
  SHARED,
  WORKSPACE,
  write,
} from './helpers.js';

interface ExpectedCase {
  prediction: string;
  params: { weight: unknown };
  expected: { ce: number; focal: number; dice_loss: number; f_score: number; confusion: number[][] };
}

function run(...args: unknown[]): Thenable<Report | undefined> {
  return vscode.commands.executeCommand<Report | undefined>('segmentationLoss.inspect', ...args);
}

function assertWhole(report: Report | undefined): asserts report is Report {
  assert.ok(report, 'there is no report');
  const { crossEntropy, focal, dice, fScore, total, meanIoU, pixelAccuracy } = report.totals;
  for (const value of [crossEntropy, focal, dice, fScore, total, meanIoU, pixelAccuracy]) {
    assert.ok(typeof value === 'number' && Number.isFinite(value), JSON.stringify(report.totals));
  }
  assertNear(total, (crossEntropy as number) + (dice as number), 1e-12, 'total');
}

/** The first pair of the sample workspace. */
function sample(folder: string): vscode.Uri {
  const root = join(WORKSPACE, 'street', folder);
  const [first] = readdirSync(root).sort();
  return inWorkspace(`street/${folder}/${first}`);
}

function samplePredictions(): string[] {
  return readdirSync(join(WORKSPACE, 'street')).filter(name => name.startsWith('prediction'));
}

describe('the command', () => {
  afterEach(closePanels);

  it('inspects a prediction of the sample and opens one panel', async () => {
    const prediction = sample(samplePredictions()[0]!);
    assertWhole(await run(prediction, [prediction]));
    assert.equal(panelTabs().length, 1);
    assertWhole(await run(prediction));
    assert.equal(panelTabs().length, 1, 'the panel of a prediction is reused');
  });

  it('computes the reference numbers of real data', async function () {
    if (!SHARED) {
      this.skip();
    }
    const cases: ExpectedCase[] = JSON.parse(readFileSync(join(SHARED, 'data', 'expected.json'), 'utf8')).cases;
    for (const path of ['camvid/predictions_a/0001TP_008700.npy', 'camvid/predictions_b/Seq05VD_f00300.npy']) {
      const report = await run(inWorkspace(path));
      assertWhole(report);
      const reference = cases.find(one => one.prediction === path && one.params.weight === null)?.expected;
      assert.ok(reference, path);
      assertNear(report.totals.crossEntropy, reference.ce, 1e-6, `${path} ce`);
      assertNear(report.totals.focal, reference.focal, 1e-6, `${path} focal`);
      assertNear(report.totals.dice, reference.dice_loss, 1e-6, `${path} dice`);
      assertNear(report.totals.fScore, reference.f_score, 1e-6, `${path} f-score`);
      assert.deepEqual(report.confusion, reference.confusion);
      assert.equal(report.classes[0]?.name.toLowerCase(), 'sky', 'classes.json is picked up');
    }
  });

  it('takes a prediction and a label in either order', async () => {
    const files = [sample('labels'), sample(samplePredictions()[0]!)] as const;
    const reports = [await run(files[0], [...files]), await run(files[0], [files[1], files[0]])];
    assertWhole(reports[0]);
    assert.deepEqual(reports[0], reports[1]);
  });

  it('finds the prediction of a label, asks when there are several, and asks once', async () => {
    const labels = readdirSync(join(WORKSPACE, 'street', 'labels')).sort();
    const [first, second] = labels.map(name => inWorkspace(`street/labels/${name}`));
    assert.ok(first);
    let report: Report | undefined;
    const asked = Promise.resolve(run(first)).then(answer => {
      report = answer;
    });
    if (samplePredictions().length > 1) {
      await eventually('an answer', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return report;
      });
    }
    await asked;
    assertWhole(report);
    if (second) {
      assertWhole(await run(second));
    }
  });

  it('finds the only prediction of an image', async () => {
    await write('empty/one/predictions/a.npy', npyOf('<f4', [2, 2, 2], [1, 0, 0, 2, 0, 1, 3, 0]));
    await write('empty/one/labels/a.npy', npyOf('|u1', [2, 2], [0, 1, 1, 0]));
    const image = await write('empty/one/images/a.png', '');
    assert.ok(await run(image));
  });

  it('is undisturbed by a wrong setting, and says which one it is', async () => {
    const prediction = sample(samplePredictions()[0]!);
    const settings = vscode.workspace.getConfiguration('segmentationLoss');
    await settings.update('loss.gamma', 'high', vscode.ConfigurationTarget.Workspace);
    try {
      assert.equal(await run(prediction), undefined);
      const [entry] = entriesOn(prediction);
      assert.equal(entry?.code, 'setting-invalid');
      assert.ok(entry.message.includes('segmentationLoss.loss.gamma'), entry.message);
    } finally {
      await settings.update('loss.gamma', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await eventually('the re-run after the setting was corrected', () =>
      codesOn(prediction).includes('setting-invalid') ? undefined : true,
    );
    assertWhole(await run(prediction));
  });
});
