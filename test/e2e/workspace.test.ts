import * as assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from './support/playwright.js';
import { retry, settled } from './support/retry.js';
import { type Theme, useWorkbench } from './support/workbench.js';

const THEMES: [Theme, string][] = [
  ['Default Light Modern', 'light'],
  ['Default High Contrast', 'high-contrast'],
  ['Default Dark Modern', 'dark'],
];

/** One prediction is cut off, one has no label. */
async function prepare(folder: string): Promise<void> {
  const predictions = join(folder, 'predictions_a');
  const whole = await readFile(join(predictions, 'crossing.npy'));
  await writeFile(join(predictions, 'crossing.npy'), whole.subarray(0, whole.length / 2));
  await cp(join(predictions, 'market.npy'), join(predictions, 'nowhere.npy'));
}

describe('the whole workspace', () => {
  const workbench = useWorkbench({ prepare });
  const tree = (): Locator =>
    workbench().page.locator('[id="workbench.view.extension.segmentationLoss"] .monaco-list-row');
  const rows = () => tree().allTextContents();
  const row = (text: string) => tree().filter({ hasText: text }).first();

  it('invites to a diagnosis, and shows the pairs, the worst first', async () => {
    const { page } = workbench();
    await workbench().run('View: Show Segmentation');
    const welcome = page.locator('.welcome-view-content a', { hasText: 'Diagnose workspace' });
    await welcome.waitFor({ timeout: 60_000 });
    await workbench().screenshot('workspace-welcome');
    await welcome.click();
    // The dataset, what failed, five pairs, and what has no partner.
    const found = await settled(rows, texts => texts.length === 8, 120);
    assert.match(found[0] ?? '', /^street|workspace/);
    assert.match(found[1] ?? '', /Not evaluated.*1/);
    const losses = found.map(text => Number(/(\d+\.\d+)/.exec(text)?.[1])).filter(Number.isFinite);
    assert.equal(losses.length, 5, found.join('\n'));
    assert.deepEqual(
      losses,
      [...losses].sort((a, b) => b - a),
    );
    await page.locator('.notification-toast', { hasText: 'pairs' }).waitFor({ state: 'hidden', timeout: 30_000 });
    await workbench().screenshot('workspace-tree');
  });

  it('marks the broken file in the Explorer', async () => {
    const { page } = workbench();
    await workbench().run('View: Show Explorer');
    const file = await workbench().row('predictions_a/crossing.npy');
    const label = await settled(
      async () => (await file.locator('.monaco-icon-label').first().getAttribute('aria-label')) ?? '',
      text => text.includes('Segmentation: an error'),
    );
    assert.match(label, /Segmentation: an error/);
    await page.keyboard.press('Escape');
    await workbench().screenshot('workspace-explorer');
    await workbench().run('View: Show Segmentation');
  });

  it('sorts and filters the pairs', async () => {
    const { page } = workbench();
    await workbench().run('Segmentation Loss: Sort pairs…');
    await workbench().quickInput.fill('Mean IoU');
    await workbench().screenshot('workspace-sort');
    await workbench().quickPick('Mean IoU').click();
    const isSorted = (texts: string[]) => texts[0]?.includes('by Mean IoU') === true;
    const sorted = await settled(rows, isSorted);
    const values = sorted.map(text => Number(/(0\.\d+)/.exec(text)?.[1])).filter(Number.isFinite);
    assert.ok(isSorted(sorted), sorted.join('\n'));
    assert.deepEqual(
      values,
      [...values].sort((a, b) => a - b),
    );
    await workbench().run('Segmentation Loss: Filter pairs…');
    await workbench().quickInput.fill('predictions_b/m');
    await page.keyboard.press('Enter');
    const filtered = await settled(rows, texts => texts.length === 2);
    assert.equal(filtered.length, 2, filtered.join('\n'));
    assert.match(filtered[1] ?? '', /market/);
    await workbench().run('Segmentation Loss: Show all pairs');
    await settled(rows, texts => texts.length > 4);
  });

  it('opens a pair of the tree in its panel', async () => {
    await row('avenue').click();
    await workbench().panel.waitFor('ready', 'avenue');
  });

  it('leads from a Problems entry to the panel on its pair', async () => {
    await workbench().run('View: Close All Editors');
    const listed = await workbench().problems(texts => texts.some(text => text.includes('npy-truncated')));
    assert.ok(
      listed.some(text => text.includes('npy-truncated')),
      listed.join('\n'),
    );
    await workbench().screenshot('workspace-problems');
    const link = workbench().page.locator('.markers-panel .monaco-list-row a', { hasText: 'npy-truncated' }).first();
    await retry('The link of the entry', async () => {
      await link.click({ modifiers: ['Control'], timeout: 5000 });
      await workbench().panel.find('[data-problem="npy-truncated"]').waitFor({ timeout: 10_000 });
    });
    await workbench().run('View: Toggle Problems');
  });

  it('forgets what was wrong when the file is written again', async () => {
    const { folder } = workbench();
    await writeFile(
      join(folder, 'predictions_a', 'crossing.npy'),
      await readFile(join(folder, 'predictions_b', 'crossing.npy')),
    );
    // The panel is open on it and runs again; the tree follows.
    await workbench().panel.waitFor('ready', 'crossing');
    await settled(rows, texts => !texts.some(text => text.includes('Not evaluated')));
    assert.ok(!(await rows()).some(text => text.includes('Not evaluated')), String(await rows()));
  });

  for (const [theme, name] of THEMES) {
    it(`${name}: looks`, async () => {
      await workbench().setTheme(theme);
      await workbench().screenshot(`workspace-${name}`);
    });
  }
});
