import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Report } from '../../src/core/inspection/report.js';
import type { Ledger } from '../../src/core/ledger/ledger.js';
import { assertNear } from '../support/near.js';
import { seriousViolations } from './support/axe.js';
import { commandLineReport } from './support/reference.js';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

const TABS = ['classes', 'ledger', 'findings', 'dialects', 'curves', 'regions', 'compare', 'whatIf', 'pixel'] as const;

/** Every tab beside the picture on the sample, against the numbers of the command line. */
describe('the tabs', () => {
  const workbench = useWorkbench();
  let report: Report;

  before(async function () {
    this.timeout(120_000);
    await workbench().inspectFromExplorer('predictions_a/crossing.npy');
    await workbench().panel.waitFor('ready', 'crossing');
    await workbench().panel.shows('errors');
    report = await commandLineReport(
      join(workbench().folder, 'predictions_a', 'crossing.npy'),
      '--boundary-width',
      '3',
    );
  });

  const find = (selector: string) => workbench().panel.find(selector);
  const open = async (tab: (typeof TABS)[number]) => {
    await find(`#tab-${tab}`).click();
    await find(`#panel-${tab}:not([hidden])`).waitFor({ timeout: 10_000 });
  };
  const choose = (name: string, value: string) => find(`[data-name="${name}"] [data-value="${value}"]`).click();
  /** The full-precision number in the first cell of every piece's row. */
  const pieces = async (): Promise<Record<string, number>> => {
    await find('#panel-ledger tr[data-piece]').first().waitFor({ timeout: 30_000 });
    return find('#panel-ledger tr[data-piece]').evaluateAll(rows =>
      Object.fromEntries(rows.map(row => [row.dataset.piece, Number(row.querySelector('td')?.dataset.value)])),
    );
  };
  const chip = () => find('.chip').allTextContents();

  it('ledger: pieces are those of the command line, and add up to the total', async () => {
    const ledger = report.ledger as Ledger;
    await open('ledger');
    await choose('ledgerView', 'bars');
    const wanted = {
      class: ledger.byClass.map(({ id, value }) => [`${id}`, value] as const),
      pair: ledger.byPair.map(({ label, prediction, value }) => [`${label}>${prediction}`, value] as const),
      error: ledger.byError.map(({ kind, band, value }) => [`${kind} ${band}`, value] as const),
    };
    for (const [split, values] of Object.entries(wanted)) {
      await choose('ledgerSplit', split);
      const found = await settled(pieces, all => values[0]![0] in all);
      for (const [key, value] of values.filter(([, number]) => number !== 0)) {
        assertNear(found[key]!, value, 1e-9, `${split} ${key}`);
      }
      const sum = Object.values(found).reduce((total, value) => total + value, 0);
      assertNear(sum, report.totals.total as number, 1e-9, `sum by ${split}`);
    }
  });

  it('ledger: a tile picks out its pixels, names itself in a chip, and Esc lets them go', async () => {
    await open('ledger');
    await choose('ledgerSplit', 'pair');
    await choose('ledgerView', 'treemap');
    const tile = find('.treemap-tile').first();
    await tile.click();
    const texts = await settled(chip, all => all.length === 1);
    assert.equal(texts.length, 1);
    assert.equal(await tile.getAttribute('aria-pressed'), 'true');
    await tile.press('Escape');
    assert.deepEqual(await settled(chip, all => all.length === 0), []);
  });

  it('curves: at the threshold in use the F-scores are those of the class table', async () => {
    await open('curves');
    await choose('curve', 'thresholds');
    await find('.thresholds tr[data-class-id]').first().waitFor({ timeout: 30_000 });
    const found = await find('.thresholds tr[data-class-id]').evaluateAll(rows =>
      rows.map(row => [row.dataset.classId, row.querySelector<HTMLElement>('[data-metric="fScore"]')?.dataset.value]),
    );
    assert.equal(found.length, report.classes.length);
    for (const [id, value] of found) {
      const row = report.classes.find(one => String(one.id) === id)!;
      assertNear(Number(value), row.fScore as number, 1e-6, row.name);
    }
  });

  it('curves: the confusions are those of the command line; a cell picks out its pair', async () => {
    await open('curves');
    await choose('curve', 'confusion');
    const cells = await find('td[data-pair]').evaluateAll(all =>
      all.map(cell => [cell.dataset.pair, cell.dataset.value]),
    );
    assert.ok(cells.length > 0);
    for (const [pair, value] of cells) {
      const [label, prediction] = pair!.split('>').map(Number);
      assert.equal(Number(value), report.confusion[label!]![prediction!], pair);
    }
    const pole = report.classes.find(({ name }) => name === 'pole')!.id;
    const building = report.classes.find(({ name }) => name === 'building')!.id;
    await find(`td[data-pair="${pole}>${building}"]`).click();
    assert.deepEqual(await settled(chip, all => all.length === 1), ['pole → building']);
    await workbench().screenshot('tabs-confusion');
    await find('.chip').click();
  });

  it('regions: j goes to the costliest one, and looks at it', async () => {
    await open('regions');
    await find('tr[data-rank]').first().waitFor({ timeout: 30_000 });
    const before = (await workbench().panel.picture()).transform.scale;
    await workbench().panel.canvas.press('j');
    const [text] = await settled(chip, all => all.length === 1);
    assert.match(text ?? '', /^Region 1: /);
    assert.equal(await find('tr[data-rank="1"]').getAttribute('aria-selected'), 'true');
    const after = await settled(
      async () => (await workbench().panel.picture()).transform.scale,
      scale => scale !== before,
    );
    assert.ok(after > before, `${before} to ${after}`);
    await workbench().screenshot('tabs-regions');
    await workbench().panel.canvas.press('Escape');
  });

  it('dialects: the chosen one is the total, and the others differ from it', async () => {
    await open('dialects');
    const row = find('tr[data-key="origin.crossEntropyPlusDice"]');
    await row.waitFor({ timeout: 120_000 });
    const value = await row.locator('[data-value]').first().getAttribute('data-value');
    assertNear(Number(value), report.totals.total as number, 1e-9, 'the chosen dialect');
    await find('tr[data-key="torch.crossEntropy"], tr[data-key^="monai.dice"]').first().waitFor({ timeout: 120_000 });
    assert.ok((await find('tr[data-key]').count()) > 1);
  });

  it('what-if: a dialect is chosen by its key, and says what it needs', async () => {
    await open('whatIf');
    const chooser = find('#panel-whatIf select[data-name="dialect"]:not([disabled])');
    await chooser.waitFor({ timeout: 30_000 });
    await chooser.evaluate((select: HTMLSelectElement) => {
      select.value = 'smp.dice.multiclass';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    const { dialects } = (await commandLineReport(
      join(workbench().folder, 'predictions_a', 'crossing.npy'),
      ...['--dialect', 'smp.dice.multiclass'],
    )) as unknown as { dialects: Record<string, number> };
    const wanted = dialects['smp.dice.multiclass']!;
    const total = await settled(
      () => workbench().panel.total('total'),
      value => Math.abs(value - wanted) <= 1e-9,
    );
    assertNear(total, wanted, 1e-9, 'the total of the dialect');
    assert.match((await find('.dialect-says').textContent()) ?? '', /^smp\.dice\.multiclass: .+ It follows .*smooth/);
    await find('#panel-whatIf [data-name="reset"]').click();
    const back = await settled(
      () => workbench().panel.total('total'),
      value => value === report.totals.total,
    );
    assert.equal(back, report.totals.total);
  });

  for (const tab of TABS) {
    it(`${tab}: axe finds nothing serious`, async () => {
      await open(tab);
      assert.deepEqual(await seriousViolations(find('#app')), []);
    });
  }

  it('say nothing wrong to the browser', () => {
    assert.deepEqual(workbench().complaints, []);
  });
});
