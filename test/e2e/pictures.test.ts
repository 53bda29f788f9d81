import * as assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../support/shared.js';
import { settled } from './support/retry.js';
import { COMPARE, STREET, useWorkbench } from './support/workbench.js';

const PICTURES = join('test-results', 'pictures');

/** The pictures of README and walkthrough, as the sample looks now; `npm run pictures` puts them into media/readme. */
describe('pictures of README and walkthrough', () => {
  const workbench = useWorkbench({ folder: STREET, width: 1440, height: 780 });

  const find = (selector: string) => workbench().panel.find(selector);

  /** Takes the picture that the README shows under this name. */
  async function picture(name: string): Promise<void> {
    await workbench().screenshot(name, PICTURES);
    assert.ok((await stat(join(ROOT, PICTURES, `${name}.png`))).size > 10_000);
  }

  afterEach(() => workbench().run('View: Close All Editors'));

  it('the panel', async () => {
    await workbench().inspectFromExplorer('predictions_a/crossing.npy');
    await workbench().panel.waitFor('ready', 'crossing');
    await workbench().panel.shows('errors');
    assert.equal((await workbench().panel.choose('crossEntropy')).layer, 'crossEntropy');
    // Findings from the numbers have arrived, and what was chosen by key is left.
    await find('#tab-findings .badge').waitFor({ timeout: 30_000 });
    await find('#tab-classes').click();
    await picture('panel');
    // Those of the walkthrough.
    await find('#tab-findings').click();
    await find('#panel-findings li').first().waitFor();
    await picture('tab-findings');
    await find('#tab-whatIf').click();
    await find('.what-if table.data td').first().waitFor();
    await picture('tab-what-if');
  });

  it('two predictions compared', async () => {
    await workbench().fromExplorer(COMPARE, 'predictions_a/crossing.npy', 'predictions_b/crossing.npy');
    await workbench().panel.waitFor('ready', 'crossing');
    await workbench().panel.shows('outcome');
    // Selecting the files has opened one of them.
    await workbench().run('View: Close Editors in Other Groups');
    await find('.compare-classes tr[data-class-id]').first().waitFor({ timeout: 30_000 });
    await picture('compare');
  });

  it('the dataset report', async () => {
    await workbench().run('Segmentation Loss: Show dataset report');
    await find('#app[data-state="done"] .card').first().waitFor({ timeout: 120_000 });
    // Tall enough for the worst pairs, whose pictures come when they are in sight.
    await workbench().page.setViewportSize({ width: 1440, height: 900 });
    const drawn = () => find('.card canvas[data-state="shown"]').count();
    assert.equal(await settled(drawn, count => count === 3), 3);
    await picture('report');
  });

  it('are those that the READMEs show', async () => {
    for (const file of ['README.md', 'README.zh-cn.md']) {
      const shown = [...(await readFile(join(ROOT, file), 'utf8')).matchAll(/\(media\/readme\/(\w+)\.png\)/g)];
      assert.deepEqual(
        shown.map(([, name]) => name),
        ['panel', 'compare', 'report'],
      );
    }
  });
});
