import * as assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNear } from '../support/near.js';
import { blockLogits, labelPng, writeInto } from './support/labels.js';
import { commandLineReport } from './support/reference.js';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

/** Label ids and train ids of road, sidewalk, building and car. */
const LABEL_IDS = [7, 8, 11, 26] as const;
const TRAIN_IDS = [0, 1, 2, 13] as const;

/** The first classes of the VOC colour map. */
const VOC = [
  [0, 0, 0],
  [128, 0, 0],
  [0, 128, 0],
] as const;

const classesJson = (names: string[], ignore: number) => JSON.stringify({ names, ignore_index: ignore });

/** What is offered about the reading of a label, and what a click on it does. */
describe('offers of how a label is read', () => {
  const workbench = useWorkbench({
    folder: null,
    prepare: async folder => {
      const pair = async (name: string, label: Uint8Array, logits: Uint8Array, file = `${name}.png`) => {
        await writeInto(folder, `${name}/labels/${file}`, label);
        await writeInto(folder, `${name}/predictions/${name}.npy`, logits);
      };
      const street = blockLogits(19, 4, id => TRAIN_IDS[id]!);
      // Ids that only make sense as label ids, in a file that does not say so.
      await pair(
        'ids',
        labelPng(4, id => LABEL_IDS[id]!),
        street,
      );
      // The same, and the file's name says so.
      await pair(
        'named',
        labelPng(4, id => LABEL_IDS[id]!),
        street,
        'named_gtFine_labelIds.png',
      );
      // Cars counted one by one, as in *_instanceIds.png.
      await pair(
        'cars',
        labelPng(4, id => (id === 3 ? 26_001 : LABEL_IDS[id]!), 16),
        street,
      );
      // 0 and 255, where a class list says that 255 is ignored; and where nothing is said.
      await pair(
        'void',
        labelPng(2, id => 255 * id),
        blockLogits(2, 2),
      );
      await writeInto(folder, 'void/classes.json', classesJson(['wall', 'cell'], 255));
      await pair(
        'mask',
        labelPng(2, id => 255 * id),
        blockLogits(2, 2),
      );
      // Two colours are in many lists; three tell.
      await pair(
        'few',
        labelPng(2, id => VOC[id]!),
        blockLogits(21, 2),
      );
      await pair(
        'colours',
        labelPng(3, id => VOC[id]!),
        blockLogits(21, 3),
      );
      // 0 to C: either 0 or C is nothing.
      await pair(
        'more',
        labelPng(4, id => id),
        blockLogits(3, 3),
      );
    },
  });

  const open = (name: string) => workbench().inspectFromExplorer(`${name}/predictions/${name}.npy`);
  const offer = (title: string) => workbench().panel.find(`[data-offer="${title}"]`);
  const click = (title: string, what: string) => offer(title).locator(`[data-name="${what}"]`).click();

  async function settings(): Promise<Record<string, unknown>> {
    const text = await readFile(join(workbench().folder, '.vscode', 'settings.json'), 'utf8').catch(() => '{}');
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** The panel shows what the command line prints with these flags. */
  async function assertShows(name: string, ...flags: string[]): Promise<void> {
    const { totals } = await commandLineReport(join(workbench().folder, name, 'predictions', `${name}.npy`), ...flags);
    const wanted = totals.total as number;
    const shown = await settled(
      () => workbench().panel.total('total'),
      total => Math.abs(total - wanted) <= 1e-9,
    );
    assertNear(shown, wanted, 1e-9, name);
    assertNear(await workbench().panel.total('meanIoU'), totals.meanIoU as number, 1e-9, `${name}, mean IoU`);
  }

  async function findings(): Promise<void> {
    await workbench().panel.find('[role="tab"][data-tab="findings"]').click();
  }

  afterEach(async () => {
    await workbench().run('View: Close All Editors');
    await writeInto(workbench().folder, '.vscode/settings.json', '{}');
  });

  it('label ids in a file that does not say so: a click maps them', async () => {
    await open('ids');
    await workbench().panel.waitFor('ready', 'ids');
    await findings();
    const finding = workbench().panel.find('[data-code="label-ids-for-train-ids"]');
    await finding.waitFor();
    await workbench().screenshot('offer-ids');
    assert.match((await finding.textContent()) ?? '', /Cityscapes, label ids.* pixels are then predicted right/);
    await finding.locator('[data-name="fix"]').click();
    await assertShows('ids', '--preset', 'cityscapes-labelIds');
    assert.deepEqual(await settings(), { 'segmentationLoss.classes.preset': 'cityscapes-labelIds' });
    await finding.waitFor({ state: 'detached' });
  });

  it('label ids by the name of the file: read so at once, kept with a click', async () => {
    await open('named');
    await workbench().panel.waitFor('ready', 'named');
    await assertShows('named', '--preset', 'cityscapes-labelIds');
    await findings();
    assert.match((await offer('Cityscapes, label ids').textContent()) ?? '', /the path has "_labelIds"/i);
    await workbench().screenshot('offer-taken');
    await click('Cityscapes, label ids', 'apply');
    await offer('Cityscapes, label ids').waitFor({ state: 'detached' });
    assert.deepEqual(await settings(), { 'segmentationLoss.classes.preset': 'cityscapes-labelIds' });
    await assertShows('named', '--preset', 'cityscapes-labelIds');
  });

  it('class and instance in one value: offered, and two settings make it so', async () => {
    const title = 'Cityscapes, label ids, class × 1000 + instance';
    await open('cars');
    await workbench().panel.waitFor('ready', 'cars');
    await findings();
    await offer(title).waitFor();
    await workbench().screenshot('offer-instances');
    await click(title, 'apply');
    await assertShows('cars', '--preset', 'cityscapes-labelIds', '--encoding', 'instance1000');
    assert.deepEqual(await settings(), {
      'segmentationLoss.label.encoding': 'instance1000',
      'segmentationLoss.classes.preset': 'cityscapes-labelIds',
    });
    await offer(title).waitFor({ state: 'detached' });
  });

  it('what was taken can be undone', async () => {
    await open('mask');
    await workbench().panel.waitFor('ready', 'mask');
    await assertShows('mask', '--encoding', 'binary255');
    await findings();
    await click('255 is class 1', 'otherwise');
    await assertShows('mask', '--encoding', 'index');
    assert.deepEqual(await settings(), { 'segmentationLoss.label.encoding': 'index' });
  });

  it('a mask of 0 and 255 whose class list ignores 255', async () => {
    await open('void');
    await workbench().panel.waitFor('ready', 'void');
    await assertShows('void');
    await findings();
    // The finding says what the reading does to the loss, and has the same click.
    const finding = workbench().panel.find('[data-code="label-other-reading"]');
    await finding.waitFor();
    assert.match((await finding.textContent()) ?? '', /255 is class 1.*50 % are left out/);
    assert.equal(await offer('255 is class 1').count(), 0);
    await workbench().screenshot('offer-void');
    await finding.locator('[data-name="fix"]').click();
    await assertShows('void', '--encoding', 'binary255');
    assert.deepEqual(await settings(), { 'segmentationLoss.label.encoding': 'binary255' });
  });

  it('colours that two lists may share: asked where nothing could be read', async () => {
    await open('few');
    await workbench().panel.waitFor('error');
    await offer('Pascal VOC').waitFor();
    await workbench().screenshot('offer-colours');
    assert.match((await offer('Pascal VOC').textContent()) ?? '', /all 2 colours are those of Pascal VOC/i);
    await click('Pascal VOC', 'apply');
    await workbench().panel.waitFor('ready', 'few');
    await assertShows('few', '--preset', 'voc');
    assert.deepEqual(await settings(), { 'segmentationLoss.classes.preset': 'voc' });
  });

  it('three colours of a dataset are taken for it', async () => {
    await open('colours');
    await workbench().panel.waitFor('ready', 'colours');
    await assertShows('colours', '--preset', 'voc');
    await findings();
    assert.match((await offer('Pascal VOC').textContent()) ?? '', /all 3 colours are those of Pascal VOC/i);
    assert.equal(await offer('Pascal VOC').locator('[data-name="otherwise"]').count(), 0);
    await click('Pascal VOC', 'decline');
    await offer('Pascal VOC').waitFor({ state: 'detached' });
    assert.deepEqual(await settings(), {});
  });

  it('ids 0 to C: two readings are offered, and the one that is not meant is declined for good', async () => {
    const [reduced, ignored] = ['0 is ignored, class k is stored as k + 1', '3 is ignored'];
    await open('more');
    await workbench().panel.waitFor('ready', 'more');
    await findings();
    await offer(reduced).waitFor();
    await click(reduced, 'decline');
    await offer(reduced).waitFor({ state: 'detached' });
    await click(ignored, 'apply');
    await assertShows('more', '--ignore-index', '255,3');
    assert.deepEqual(await settings(), { 'segmentationLoss.ignoreIndex': [255, 3] });
    await writeInto(workbench().folder, '.vscode/settings.json', '{}');
    await offer(ignored).waitFor();
    assert.equal(await offer(reduced).count(), 0);
  });

  it('says nothing wrong to the browser', () => {
    assert.deepEqual(workbench().complaints, []);
  });
});
