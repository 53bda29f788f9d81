import * as assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScanReport } from '../../src/core/dataset/scanResult.js';
import { TERMS } from '../../src/core/dataset/terms.js';
import { fromJsonNumber } from '../../src/core/inspection/jsonNumber.js';
import { assertNear } from '../support/near.js';
import { seriousViolations } from './support/axe.js';
import { commandLineScan } from './support/reference.js';
import { retry, settled } from './support/retry.js';
import { type Theme, useWorkbench } from './support/workbench.js';

/** The two models of the sample once more, as stages of a training; one file that is none. */
async function prepare(folder: string): Promise<void> {
  await cp(join(folder, 'predictions_a'), join(folder, 'epoch_5'), { recursive: true });
  await cp(join(folder, 'predictions_b'), join(folder, 'epoch_10'), { recursive: true });
  await mkdir(join(folder, 'labels'), { recursive: true });
  await cp(join(folder, 'labels', 'market.png'), join(folder, 'labels', 'broken.png'));
  await writeFile(join(folder, 'predictions_b', 'broken.npy'), 'not an array');
}

describe('the dataset report', () => {
  const workbench = useWorkbench({ prepare });
  let reference: ScanReport;

  before(async function () {
    this.timeout(180_000);
    await workbench().run('Segmentation Loss: Show dataset report');
    await find('#app[data-state="done"] .card').first().waitFor({ timeout: 120_000 });
    reference = await commandLineScan(workbench().folder);
  });

  const find = (selector: string) => workbench().panel.find(selector);
  const values = (selector: string): Promise<number[]> =>
    find(selector).evaluateAll(cells => cells.map(cell => Number(cell.dataset.value)));
  const groupOf = (model: string) => reference.reports.find(one => one.model === model)!;
  const choose = async (name: string, value: string) => {
    await find(`select[data-name="${name}"]`).evaluate((select: HTMLSelectElement, chosen: string) => {
      select.value = [...select.options].find(one => one.value === chosen || one.value.endsWith(`\n${chosen}`))!.value;
      select.dispatchEvent(new Event('change'));
    }, value);
  };

  it('has the numbers of the command line, for each model', async () => {
    for (const model of ['predictions_a', 'predictions_b']) {
      await choose('group', model);
      const { pooled, perPair, classes, conventions } = groupOf(model);
      for (const term of TERMS) {
        const [whole, mean] = await values(`[data-section="totals"] [data-term="${term}"] [data-value]`);
        assertNear(whole, fromJsonNumber(pooled?.[term] ?? null) as number, 1e-9, `${model} ${term}`);
        assertNear(mean, fromJsonNumber(perPair[term].mean) as number, 1e-9, `${model} mean ${term}`);
      }
      assert.equal(await find('[data-section="classes"] tbody tr').count(), classes.length);
      for (const { key, value } of conventions) {
        const [shown] = await values(`[data-convention="${key}"] [data-value]`);
        assertNear(shown, fromJsonNumber(value) as number, 1e-9, key);
      }
    }
  });

  it('shows the worst pairs first, with pictures', async () => {
    await choose('group', 'predictions_a');
    await choose('term', 'meanIoU');
    const names = await find('.card').evaluateAll(cards => cards.map(card => card.dataset.prediction!));
    const { all } = groupOf('predictions_a');
    const worst = [...all].sort((a, b) => (a.totals.meanIoU as number) - (b.totals.meanIoU as number));
    assert.deepEqual(
      names,
      worst.map(one => one.prediction),
    );
    const drawn = await settled(
      () => find('.thumb[data-state="shown"]').count(),
      count => count === all.length,
      60,
    );
    assert.equal(drawn, all.length);
    await choose('term', 'total');
  });

  it('names what could not be evaluated', async () => {
    await choose('group', 'predictions_b');
    assert.equal(await find('[data-section="failures"] tr[data-code="npy-magic"]').count(), 1);
  });

  it('compares models, and counts fixed and broken pixels when asked', async () => {
    await choose('group', 'predictions_a');
    await choose('baseline', 'predictions_a');
    await settled(
      () => find('select[data-name="baseline"]').evaluate((select: HTMLSelectElement) => select.value),
      model => model === 'predictions_a',
    );
    await choose('comparison', 'predictions_b');
    await find('button[data-name="countPixels"]').click();
    const summary = await settled(
      async () => (await find('[data-section="models"] .summary').textContent()) ?? '',
      text => text.includes('broken'),
      60,
    );
    const [fixed, broken] = [...summary.matchAll(/([\d,]+) (?:pixels are fixed|broken)/g)].map(([, digits]) =>
      Number(digits!.replaceAll(',', '')),
    );
    // What is fixed less what is broken is what more is right: known from the sums.
    const { predictions_a, predictions_b } = Object.fromEntries(
      ['predictions_a', 'predictions_b'].map(model => {
        const { confusion } = groupOf(model);
        return [model, confusion.reduce((sum, row, k) => sum + row[k]!, 0)];
      }),
    ) as Record<string, number>;
    assert.equal(fixed! - broken!, predictions_b! - predictions_a!);
    assert.ok(fixed! > 0 && broken! > 0);
    await workbench().screenshot('dataset-report-models');
  });

  it('draws the checkpoints', async () => {
    const rows = await find('tr[data-checkpoint]').evaluateAll(all => all.map(row => row.dataset.checkpoint));
    assert.deepEqual(rows, ['epoch_5', 'epoch_10']);
    await find('[data-chart="checkpoint-classes"] canvas').waitFor({ timeout: 20_000 });
  });

  const themes: [Theme, string][] = [
    ['Default Dark Modern', 'dark'],
    ['Default Light Modern', 'light'],
    ['Default High Contrast', 'high-contrast'],
  ];
  for (const [theme, name] of themes) {
    it(`${name}: axe finds nothing serious`, async () => {
      await workbench().setTheme(theme);
      await find('#app').evaluate(app => app.ownerDocument.defaultView!.scrollTo(0, 0));
      assert.deepEqual(await seriousViolations(find('#app')), []);
      await workbench().screenshot(`dataset-report-${name}`);
    });
  }

  it('narrow: nothing but tables scrolls sideways', async () => {
    const { page } = workbench();
    await workbench().setTheme('Default Dark Modern');
    await workbench().run('View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize({ width: 460, height: 900 });
    const overflow = await settled(
      () =>
        find('#app').evaluate(
          app => app.ownerDocument.documentElement.scrollWidth - app.ownerDocument.documentElement.clientWidth,
        ),
      wide => wide <= 0,
    );
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    await workbench().screenshot('dataset-report-narrow');
    await page.setViewportSize({ width: 1600, height: 900 });
  });

  it('is saved where the user says', async () => {
    await choose('export', 'html');
    const path = workbench().quickInput;
    await path.waitFor({ timeout: 10_000 });
    const target = join(workbench().folder, 'saved report.html');
    // The dialog looks a path up while it is typed: on a busy machine Enter may come too early.
    await retry('Saving', async () => {
      await path.fill(target, { timeout: 5000 });
      await path.press('Enter');
      await path.waitFor({ state: 'hidden', timeout: 5000 });
    });
    const html = await settled(
      () => readFile(target, 'utf8').catch(() => ''),
      text => text.endsWith('</html>\n'),
      60,
    );
    assert.ok(html.includes('Models compared') && html.includes('Along the training') && !html.includes('<script'));
  });

  it('follows another scan, and keeps what was chosen', async () => {
    const { folder } = workbench();
    await choose('group', 'predictions_a');
    await cp(join(folder, 'predictions_a', 'market.npy'), join(folder, 'predictions_a', 'again.npy'));
    await cp(join(folder, 'labels', 'avenue.png'), join(folder, 'labels', 'again.png'));
    await find('button[data-name="scan"]').click();
    const names = await settled(
      () => find('.card').evaluateAll(cards => cards.map(card => card.dataset.prediction!)),
      cards => cards.length === 4,
      60,
    );
    assert.ok(names.includes('predictions_a/again.npy'), names.join());
    const chosen = await find('select[data-name="group"]').evaluate((select: HTMLSelectElement) => select.value);
    assert.match(chosen, /predictions_a$/);
  });

  it('opens the inspection of a pair', async () => {
    await find('.card[data-prediction$="market.npy"]').first().click();
    await workbench().panel.waitFor('ready', 'market');
    const { totals } = groupOf('predictions_a').all.find(one => one.prediction.endsWith('market.npy'))!;
    assertNear(await workbench().panel.total('total'), fromJsonNumber(totals.total) as number, 1e-6, 'total');
  });

  it('says nothing wrong to the browser', () => {
    assert.deepEqual(workbench().complaints, []);
  });
});
