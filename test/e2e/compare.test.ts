import * as assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OUTCOMES } from '../../src/core/analysis/names.js';
import type { Report } from '../../src/core/inspection/report.js';
import { OUTCOME_COLORS } from '../../src/webview/viewer/colors.js';
import { assertNear } from '../support/near.js';
import { npyOf } from '../support/npyFixture.js';
import { hasShared, readJson, SHARED } from '../support/shared.js';
import { seriousViolations } from './support/axe.js';
import { BATCH, labelAt } from './support/batch.js';
import { commandLineReport } from './support/reference.js';
import { settled } from './support/retry.js';
import { COMPARE, useWorkbench, type Workbench } from './support/workbench.js';

const TERMS = ['total', 'crossEntropy', 'focal', 'dice', 'fScore', 'meanIoU', 'pixelAccuracy'] as const;

/** The table of totals as displayed, in full precision: by number, then by side. */
async function numbersOf({ panel }: Workbench): Promise<Record<string, Record<string, number>>> {
  await panel.find('.compare-numbers tr[data-number]').first().waitFor({ timeout: 60_000 });
  return panel
    .find('.compare-numbers tr[data-number]')
    .evaluateAll(rows =>
      Object.fromEntries(
        rows.map(row => [
          row.dataset.number,
          Object.fromEntries(
            [...row.querySelectorAll<HTMLElement>('[data-side]')].map(cell => [
              cell.dataset.side,
              Number(cell.dataset.value),
            ]),
          ),
        ]),
      ),
    );
}

async function countOf({ panel }: Workbench, outcome: string): Promise<number> {
  return Number(await panel.find(`[data-outcome="${outcome}"]`).getAttribute('data-count'));
}

const sidesOf = ({ panel }: Workbench) => panel.find('.compare-path').allTextContents();
const rightOf = (confusion: readonly (readonly number[])[]) => confusion.reduce((sum, row, k) => sum + row[k]!, 0);

describe('two predictions compared', () => {
  const workbench = useWorkbench();
  let [a, b]: Report[] = [];

  before(async function () {
    this.timeout(120_000);
    const { folder } = workbench();
    a = await commandLineReport(join(folder, 'predictions_a', 'crossing.npy'));
    b = await commandLineReport(join(folder, 'predictions_b', 'crossing.npy'));
    await workbench().fromExplorer(COMPARE, 'predictions_a/crossing.npy', 'predictions_b/crossing.npy');
    await workbench().panel.waitFor('ready', 'crossing');
  });

  it('from two files of the Explorer: the tab says which is which, and the numbers are those of each alone', async () => {
    const sides = await settled(
      () => sidesOf(workbench()),
      all => all.length === 2,
    );
    const [first, second] = sides[0]!.startsWith('predictions_a') ? [a!, b!] : [b!, a!];
    assert.deepEqual([...sides].sort(), ['predictions_a/crossing.npy', 'predictions_b/crossing.npy']);
    const numbers = await numbersOf(workbench());
    for (const term of TERMS) {
      const [before, after] = [first!.totals[term] as number, second!.totals[term] as number];
      assert.equal(numbers[term]!.a, before, term);
      assert.equal(numbers[term]!.b, after, term);
      assertNear(numbers[term]!.difference!, after - before, 1e-12, term);
    }
    const net = (await countOf(workbench(), 'fixed')) - (await countOf(workbench(), 'broken'));
    assert.equal(net, rightOf(second!.confusion) - rightOf(first!.confusion));
  });

  it('choosing what was fixed picks its pixels out', async () => {
    const { panel } = workbench();
    await panel.shows('outcome');
    await workbench().screenshot('compare-outcome');
    await panel.find('[data-outcome="fixed"]').click();
    const chips = await settled(
      () => panel.find('.chip').allTextContents(),
      all => all.length === 1,
    );
    assert.match(chips[0]!, /^Fixed by B/);
    assert.equal(await panel.find('[data-outcome="fixed"]').getAttribute('aria-pressed'), 'true');
    await panel.find('.chip').click();
  });

  it('the loss of B minus A and the split of A against B are one click away', async () => {
    const { panel } = workbench();
    await panel.find('[data-name="comparePicture"] [data-value="difference"]').click();
    await panel.shows('difference');
    await workbench().screenshot('compare-difference');
    await panel.find('[data-name="comparePicture"] [data-value="swipe"]').click();
    const picture = await settled(
      () => panel.picture(),
      ({ layer, split }) => layer === 'prediction' && split === 'otherPrediction',
    );
    assert.deepEqual([picture.layer, picture.split], ['prediction', 'otherPrediction']);
    await workbench().screenshot('compare-swipe');
  });

  it('a class shows its pixels; classes are sorted by the worst regression', async () => {
    const { panel } = workbench();
    const rows = panel.find('.compare-classes tr[data-class-id]');
    const differences = await rows.evaluateAll(all =>
      all
        .map(row => row.querySelector<HTMLElement>('[data-column="crossEntropy"]')?.dataset.value ?? '')
        .filter(text => text !== '')
        .map(Number),
    );
    assert.ok(differences.length > 3);
    assert.deepEqual(
      differences,
      [...differences].sort((one, two) => two - one),
    );
    await panel.find('[data-name="comparePicture"] [data-value="outcome"]').click();
    await rows.first().click();
    assert.equal(await rows.first().getAttribute('aria-selected'), 'true');
    await panel.canvas.press('Escape');
  });

  it('axe finds nothing serious', async () => {
    assert.deepEqual(await seriousViolations(workbench().panel.find('#app')), []);
  });

  it('ends, and offers to begin again', async () => {
    const { panel } = workbench();
    await panel.find('[data-name="endComparison"]').click();
    await panel.find('[data-name="chooseOther"]').waitFor({ timeout: 10_000 });
    assert.notEqual((await panel.picture()).layer, 'outcome');
    await panel.find('[data-name="chooseOther"]').click();
    await workbench().quickPick('crossing.npy').click({ timeout: 30_000 });
    await panel.find('.compare-numbers tr[data-number]').first().waitFor({ timeout: 60_000 });
    assert.deepEqual(workbench().complaints, []);
  });
});

/** A pair of which every pixel is known: A is wrong in the square, B in the strip. */
async function writeKnown(folder: string): Promise<void> {
  const { classes, height, width } = BATCH;
  const pixels = Array.from({ length: height * width }, (_, at) => labelAt(0, at % width, Math.floor(at / width)));
  const save = async (path: string, bytes: Uint8Array) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const spec = { names: ['ground', 'square', 'strip'], ignore_index: 255 };
  await save('classes.json', new TextEncoder().encode(JSON.stringify(spec)));
  await save('labels/known.npy', npyOf('|u1', [height, width], pixels));
  for (const [name, wrong] of [
    ['a', 1],
    ['b', 2],
  ] as const) {
    const logits = Array.from({ length: classes }, (_, id) =>
      pixels.map(label => (id === (label === wrong || label === 255 ? 0 : label) ? 4 : 0.1 * id)),
    );
    await save(`predictions_${name}/known.npy`, npyOf('<f4', [classes, height, width], logits.flat()));
  }
}

describe('fixed and broken pixels', () => {
  const workbench = useWorkbench({ prepare: writeKnown });

  it('have the colours of the legend where the two predictions say so', async () => {
    const { panel } = workbench();
    await workbench().fromExplorer(COMPARE, 'predictions_a/known.npy', 'predictions_b/known.npy');
    await panel.waitFor('ready', 'known');
    await panel.find('.compare-numbers tr[data-number]').first().waitFor({ timeout: 60_000 });
    await settled(
      () => panel.picture(),
      ({ layer }) => layer === 'outcome',
    );
    await panel.setOpacity(100);
    const [first] = await sidesOf(workbench());
    const [square, strip] = first!.startsWith('predictions_a')
      ? (['fixed', 'broken'] as const)
      : (['broken', 'fixed'] as const);
    for (const [at, outcome] of [
      [{ x: 7, y: 9 }, square],
      [{ x: 3, y: 19 }, strip],
    ] as const) {
      const wanted = OUTCOME_COLORS[OUTCOMES.indexOf(outcome)]!;
      const near = (color: readonly number[]) => color.every((part, k) => Math.abs(part - wanted[k]!) <= 3);
      const color = await settled(() => panel.colorAt(at.x, at.y), near, 8);
      assert.ok(near(color), `${outcome}: ${color} in place of ${wanted}`);
    }
    const pixels = Array.from({ length: BATCH.height * BATCH.width }, (_, at) =>
      labelAt(0, at % BATCH.width, Math.floor(at / BATCH.width)),
    );
    assert.equal(await countOf(workbench(), square), pixels.filter(label => label === 1).length);
    assert.equal(await countOf(workbench(), strip), pixels.filter(label => label === 2).length);
  });
});

/** Real data, where it lies beside the project; skipped elsewhere. */
(hasShared ? describe : describe.skip)('two real predictions compared (CamVid, A against B)', () => {
  const workbench = useWorkbench({ folder: join(SHARED, 'data', 'camvid') });

  it('shows the reference numbers of both', async () => {
    await workbench().inspectFromExplorer('predictions_a/0001TP_008700.npy');
    const { panel } = workbench();
    await panel.waitFor('ready', '0001TP_008700');
    await panel.find('#tab-compare').click();
    await panel.find('[data-name="chooseOther"]').click();
    await workbench().quickPick('predictions_b').click({ timeout: 30_000 });
    const numbers = await numbersOf(workbench());
    assert.deepEqual(await sidesOf(workbench()), [
      'predictions_a/0001TP_008700.npy',
      'predictions_b/0001TP_008700.npy',
    ]);
    interface Expected {
      ce: number;
      focal: number;
      dice_loss: number;
      f_score: number;
      pixel_accuracy: number;
      confusion: number[][];
    }
    const { cases } = readJson<{ cases: { name: string; expected: Expected }[] }>(SHARED, 'data', 'expected.json');
    const [a, b] = ['A', 'B'].map(
      model => cases.find(({ name }) => name === `camvid 0001TP_008700 model ${model}`)!.expected,
    );
    const wanted = { crossEntropy: 'ce', focal: 'focal', dice: 'dice_loss', fScore: 'f_score' } as const;
    for (const [name, key] of Object.entries(wanted)) {
      assertNear(numbers[name]!.a!, a![key], 1e-6, `${name} of A`);
      assertNear(numbers[name]!.b!, b![key], 1e-6, `${name} of B`);
    }
    const net = (await countOf(workbench(), 'fixed')) - (await countOf(workbench(), 'broken'));
    assert.equal(net, rightOf(b!.confusion) - rightOf(a!.confusion));
    await panel.shows('outcome');
    await workbench().screenshot('camvid-compare');
  });
});
