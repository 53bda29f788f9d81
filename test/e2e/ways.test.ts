import * as assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLineReport } from './support/reference.js';
import { INSPECT, useWorkbench } from './support/workbench.js';

describe('ways to an inspection', () => {
  // One model only: its prediction is the one that belongs to a label.
  const workbench = useWorkbench({
    prepare: folder => rm(join(folder, 'predictions_b'), { recursive: true }),
  });

  /** The panel shows this pair, with the numbers of the command line. */
  async function assertShown(name: string, prediction: string, ...args: string[]): Promise<void> {
    const { panel, folder } = workbench();
    await panel.waitFor('ready', name);
    const { totals } = await commandLineReport(join(folder, prediction), ...args);
    assert.equal(await panel.total('total'), totals.total);
  }

  afterEach(() => workbench().run('View: Close All Editors'));

  it('from the command palette, which asks for a prediction', async () => {
    await workbench().run(INSPECT);
    await workbench().quickPick('market.npy').click({ timeout: 30_000 });
    await assertShown('market', 'predictions_a/market.npy');
  });

  it('from a label', async () => {
    await workbench().inspectFromExplorer('labels/avenue.png');
    await assertShown('avenue', 'predictions_a/avenue.npy');
  });

  it('from an image', async () => {
    await workbench().inspectFromExplorer('images/market.png');
    await assertShown('market', 'predictions_a/market.npy');
  });

  it('from a prediction and a label of another name, selected together', async () => {
    const { folder } = workbench();
    await workbench().inspectFromExplorer('predictions_a/avenue.npy', 'labels/crossing.png');
    await assertShown('avenue', 'predictions_a/avenue.npy', '--label', join(folder, 'labels', 'crossing.png'));
  });
});
