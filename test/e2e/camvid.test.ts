import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { assertNear } from '../support/near.js';
import { hasShared, readJson, SHARED } from '../support/shared.js';
import { useWorkbench } from './support/workbench.js';

interface ExpectedCase {
  name: string;
  expected: { ce: number; focal: number; dice_loss: number; f_score: number; pixel_accuracy: number };
}

/** Real data, where it lies beside the project; skipped elsewhere. */
(hasShared ? describe : describe.skip)('real data (CamVid)', () => {
  const workbench = useWorkbench({ folder: join(SHARED, 'data', 'camvid') });

  it('shows the reference numbers', async () => {
    const { panel } = workbench();
    await workbench().inspectFromExplorer('predictions_a/0001TP_008700.npy');
    await panel.waitFor('ready', '0001TP_008700');
    const { cases } = readJson<{ cases: ExpectedCase[] }>(SHARED, 'data', 'expected.json');
    const wanted = cases.find(({ name }) => name === 'camvid 0001TP_008700 model A')!.expected;
    assert.equal(wanted.ce, 1.2666278571088354);
    assertNear(await panel.total('crossEntropy'), wanted.ce, 1e-6, 'cross entropy');
    assertNear(await panel.total('focal'), wanted.focal, 1e-6, 'focal');
    assertNear(await panel.total('dice'), wanted.dice_loss, 1e-6, 'dice');
    assertNear(await panel.total('fScore'), wanted.f_score, 1e-6, 'f-score');
    assertNear(await panel.total('pixelAccuracy'), wanted.pixel_accuracy, 1e-12, 'pixel accuracy');
    await panel.shows('errors');
    await workbench().screenshot('camvid');
  });
});
