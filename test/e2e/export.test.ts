import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report } from '../../src/core/inspection/report.js';
import { commandLineReport } from './support/reference.js';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

/** What the menu Export writes, against what is displayed and what the command line says. */
describe('the menu Export', () => {
  const workbench = useWorkbench();
  let report: Report;

  before(async function () {
    this.timeout(120_000);
    await workbench().inspectFromExplorer('predictions_a/market.npy');
    await workbench().panel.waitFor('ready', 'market');
    await workbench().panel.shows('errors');
    report = await commandLineReport(join(workbench().folder, 'predictions_a', 'market.npy'));
  });

  /** Chooses an entry, accepts the proposed place, and gives what was written there. */
  async function saved(entry: string, name: string): Promise<{ path: string; text: string }> {
    const { page, panel, folder } = workbench();
    await panel.find('[data-name="export"]').click();
    await panel.find(`[data-name="export-${entry}"]`).click();
    const input = page.locator('.quick-input-widget input:visible').first();
    await input.waitFor({ timeout: 60_000 });
    const path = join(folder, 'predictions_a', name);
    await settled(
      () => input.inputValue(),
      value => value.endsWith(name),
    );
    assert.equal(await input.inputValue(), path);
    await page.keyboard.press('Enter');
    const text = await settled(
      () => readFile(path, 'utf8').catch(() => ''),
      content => content !== '',
      30,
    );
    return { path, text };
  }

  it('writes the report as JSON, which is that of the command line', async () => {
    const { text } = await saved('json', 'market.loss.json');
    const found = JSON.parse(text) as Report;
    assert.deepEqual(found.totals, report.totals);
    assert.deepEqual(found.classes, report.classes);
  });

  it('writes one HTML file with the numbers as displayed; it opens anywhere and asks nothing of anyone', async () => {
    const { panel, page } = workbench();
    const { path } = await saved('html', 'market.loss.html');
    const other = await page.context().newPage();
    const asked: string[] = [];
    other.on('request', request => asked.push(request.url()));
    other.on('console', message => asked.push(message.text()));
    await other.goto(pathToFileURL(path).href);
    const values = await other
      .locator('section')
      .first()
      .locator('data')
      .evaluateAll(all => all.map(one => (one as HTMLDataElement).value));
    for (const term of ['total', 'crossEntropy', 'focal', 'dice', 'fScore', 'meanIoU', 'pixelAccuracy'] as const) {
      assert.ok(values.includes(String(report.totals[term])), term);
      assert.equal(String(await panel.total(term)), String(report.totals[term]), term);
    }
    const [height, width] = report.settings.reading.labelSize;
    const image = await other.locator('img').evaluate((one: HTMLImageElement) => [one.naturalHeight, one.naturalWidth]);
    assert.deepEqual(image, [height, width]);
    assert.deepEqual(
      asked.filter(what => !what.startsWith('file:') && !what.startsWith('data:')),
      [],
    );
    await other.close();
    assert.deepEqual(workbench().complaints, []);
  });
});
