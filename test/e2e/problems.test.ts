import * as assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useWorkbench } from './support/workbench.js';

/** Broken predictions: file name, the code that says so, and what is in it. */
const CASES: [string, string, (whole: Buffer) => Buffer][] = [
  ['avenue.npy', 'file-empty', () => Buffer.alloc(0)],
  ['crossing.npy', 'npy-truncated', whole => whole.subarray(0, whole.length / 2)],
  ['market.npy', 'npy-magic', () => Buffer.from('loss: 0.1\n')],
];

describe('bad input', () => {
  const workbench = useWorkbench({
    prepare: async folder => {
      for (const [name, , broken] of CASES) {
        const path = join(folder, 'predictions_a', name);
        await writeFile(path, broken(await readFile(path)));
      }
    },
  });

  afterEach(() => workbench().run('View: Close All Editors'));

  for (const [name, code] of CASES) {
    it(`${code}: a sentence, a code and a way on, in the panel and in Problems`, async () => {
      const { panel } = workbench();
      await workbench().inspectFromExplorer(`predictions_a/${name}`);
      await panel.waitFor('error');
      assert.equal(await panel.find('[data-problem]').getAttribute('data-problem'), code);
      assert.match((await panel.find('.problem-message').textContent()) ?? '', /^\S+ .*\.$/);
      assert.match((await panel.find('.problem-hint').textContent()) ?? '', /^\S+ .*\.$/);
      const listed = (rows: string[]) => rows.some(row => row.includes(code));
      const rows = await workbench().problems(listed);
      assert.ok(listed(rows), rows.join('\n'));
      await workbench().run('View: Toggle Problems');
    });
  }

  it('goes away when the file is written again', async () => {
    const { panel, folder } = workbench();
    await workbench().inspectFromExplorer('predictions_a/crossing.npy');
    await panel.waitFor('error');
    await writeFile(
      join(folder, 'predictions_a', 'crossing.npy'),
      await readFile(join(folder, 'predictions_b', 'crossing.npy')),
    );
    await panel.waitFor('ready', 'crossing');
  });

  it('offers to choose a label where there is none', async () => {
    const { panel, folder } = workbench();
    await rm(join(folder, 'labels', 'market.png'));
    await workbench().inspectFromExplorer('predictions_b/market.npy');
    await panel.waitFor('error');
    assert.equal(await panel.find('[data-problem]').getAttribute('data-problem'), 'label-not-found');
    await panel.find('[data-name="pickLabel"]').click();
    await workbench().quickInput.waitFor({ timeout: 30_000 });
    await workbench().page.keyboard.press('Escape');
  });
});
