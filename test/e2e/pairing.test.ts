import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { commandLineReport } from './support/reference.js';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

/** Which of two models is meant is a question: put once, remembered, explained, and changed. */
describe('pairing', () => {
  const workbench = useWorkbench();

  async function assertShown(name: string, prediction: string): Promise<void> {
    const { panel, folder } = workbench();
    await panel.waitFor('ready', name);
    const { totals } = await commandLineReport(join(folder, prediction));
    const shown = await settled(
      () => panel.total('total'),
      total => total === totals.total,
    );
    assert.equal(shown, totals.total);
  }

  const line = (text: string) => workbench().page.locator('.quick-input-widget .monaco-list-row', { hasText: text });

  async function explained(): Promise<string[]> {
    await workbench().run('Explain pairing');
    await line('Copy as text').waitFor({ timeout: 30_000 });
    return workbench().page.locator('.quick-input-widget .monaco-list-row').allTextContents();
  }

  it('asks once for all labels of a folder', async () => {
    await workbench().inspectFromExplorer('labels/market.png');
    await workbench().quickPick('predictions_b').click({ timeout: 30_000 });
    await assertShown('market', 'predictions_b/market.npy');
    await workbench().run('View: Close All Editors');
    await workbench().inspectFromExplorer('labels/avenue.png');
    await assertShown('avenue', 'predictions_b/avenue.npy');
  });

  it('explains what was decided, and why', async () => {
    const lines = await explained();
    await workbench().screenshot('explain-pairing');
    const text = lines.join('\n');
    assert.match(text, /predictions_b\/avenue\.npy.*as you chose/);
    assert.match(text, /predictions_a\/avenue\.npy.*fits as well/);
    assert.match(text, /labels\/avenue\.png.*the same name in labels/);
    assert.match(text, /Prediction: predictions_b.*for files in workspace/);
    assert.match(text, /classes\.json.*nearest to the label/);
  });

  it('takes the other model where its line is chosen, and remembers that', async () => {
    await line('predictions_a/avenue.npy').first().click();
    await assertShown('avenue', 'predictions_a/avenue.npy');
    await workbench().run('View: Close All Editors');
    await workbench().inspectFromExplorer('labels/crossing.png');
    await assertShown('crossing', 'predictions_a/crossing.npy');
  });

  it('asks again once the choice is forgotten', async () => {
    await explained();
    await line('select to forget it').first().click();
    await workbench().page.keyboard.press('Escape');
    await workbench().run('View: Close All Editors');
    await workbench().inspectFromExplorer('labels/market.png');
    await workbench().quickPick('predictions_a').click({ timeout: 30_000 });
    await assertShown('market', 'predictions_a/market.npy');
  });

  it('says nothing wrong to the browser', () => {
    assert.deepEqual(workbench().complaints, []);
  });
});
