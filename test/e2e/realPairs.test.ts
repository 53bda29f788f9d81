import * as assert from 'node:assert/strict';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { bytesSource } from '../../src/core/formats/byteSource.js';
import { readArray } from '../../src/core/formats/registry.js';
import { SHARED } from '../support/shared.js';
import { assertExpected, describeReal } from './support/expected.js';
import { writeInto } from './support/labels.js';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

const DATA = join(SHARED, 'data');

/** A label of palette indices as the colours it shows. */
async function asColours(path: string): Promise<Uint8Array> {
  const { data, shape, palette } = await readArray(bytesSource(path, await readFile(path)), 'label');
  const [height = 0, width = 0] = shape;
  const colours = new Uint8Array(3 * height * width);
  for (let k = 0; k < height * width; k++) {
    colours.set(palette!.subarray(3 * data[k]!, 3 * data[k]! + 3), 3 * k);
  }
  return encode({ width, height, data: colours, channels: 3, depth: 8 });
}

/** Pairs as datasets have them, without a class list: what their labels mean is found out, and confirmed with a click. */
describeReal('real pairs', () => {
  const workbench = useWorkbench({
    folder: null,
    prepare: async folder => {
      for (const part of ['voc', 'binary_membrane', 'nifti', 'cityscapes', 'potsdam']) {
        await cp(join(DATA, part), join(folder, part), { recursive: true });
        await rm(join(folder, part, 'classes.json'), { force: true });
      }
      const coloured = join(folder, 'voc_rgb');
      await cp(join(folder, 'voc', 'predictions_b'), join(coloured, 'predictions'), { recursive: true });
      const label = await asColours(join(folder, 'voc', 'SegmentationClass', '2011_000003.png'));
      await writeInto(folder, 'voc_rgb/labels/2011_000003.png', label);
    },
  });

  const offer = (title: string) => workbench().panel.find(`[data-offer="${title}"]`);

  /** Answers what was read with "Keep it so", and looks whether the setting came of it and nothing else changed. */
  async function keep(title: string, setting: string, value: string, name: string): Promise<void> {
    const { panel, folder } = workbench();
    await panel.find('[data-tab="findings"]').click();
    await offer(title).waitFor();
    await workbench().screenshot(`real-${title.replace(/\W+/g, '-').toLowerCase()}`);
    await offer(title).locator('[data-name="apply"]').click();
    await offer(title).waitFor({ state: 'detached' });
    const settings = JSON.parse(await readFile(join(folder, '.vscode', 'settings.json'), 'utf8'));
    assert.deepEqual(settings, { [`segmentationLoss.${setting}`]: value });
    await assertExpected(panel, name);
  }

  afterEach(async () => {
    await workbench().run('View: Close All Editors');
    await writeInto(workbench().folder, '.vscode/settings.json', '{}');
  });

  it('VOC: a palette label, by index', async () => {
    const { panel } = workbench();
    await workbench().inspectFromExplorer('voc/predictions_a/2011_000003.npy');
    await panel.waitFor('ready', '2011_000003');
    await assertExpected(panel, 'voc 2011_000003 a');
    await panel.shows('errors');
    await workbench().screenshot('real-voc');
    await keep('Pascal VOC', 'classes.preset', 'voc', 'voc 2011_000003 a');
  });

  it('VOC: the same label in colours', async () => {
    const { panel } = workbench();
    await workbench().inspectFromExplorer('voc_rgb/predictions/2011_000003.npy');
    await panel.waitFor('ready', '2011_000003');
    await assertExpected(panel, 'voc 2011_000003 b');
    assert.match((await panel.row(15).textContent()) ?? '', /person/);
    await keep('Pascal VOC', 'classes.preset', 'voc', 'voc 2011_000003 b');
  });

  it('a mask of 0 and 255 beside one probability', async () => {
    const { panel } = workbench();
    await workbench().inspectFromExplorer('binary_membrane/prob_3.npy');
    await panel.waitFor('ready', 'prob_3');
    await assertExpected(panel, 'binary_membrane 3 eps 1e-07');
    await panel.shows('errors');
    await workbench().screenshot('real-binary');
    await keep('255 is class 1', 'label.encoding', 'binary255', 'binary_membrane 3 eps 1e-07');
  });

  it('an aerial tile of ids', async () => {
    const { panel } = workbench();
    await workbench().inspectFromExplorer('potsdam/logits.npy');
    await panel.waitFor('ready', 'logits');
    await assertExpected(panel, 'potsdam');
    await workbench().screenshot('real-potsdam');
  });

  it('Cityscapes: which model is asked once, label ids are mapped, and the pairing is explained and changed', async () => {
    const { panel, page } = workbench();
    const ids = 'cityscapes/gtFine/frankfurt_000000_000294_gtFine_labelIds.png';
    await workbench().inspectFromExplorer(ids);
    await workbench().quickPick('predictions_a').waitFor({ timeout: 30_000 });
    await workbench().screenshot('real-question');
    await workbench().quickPick('predictions_a').click();
    await panel.waitFor('ready', 'frankfurt_000000_000294');
    await assertExpected(panel, 'cityscapes frankfurt_000000_000294 A labelIds');
    await keep(
      'Cityscapes, label ids',
      'classes.preset',
      'cityscapes-labelIds',
      'cityscapes frankfurt_000000_000294 A labelIds',
    );
    await writeInto(workbench().folder, '.vscode/settings.json', '{}');
    await workbench().run('View: Close All Editors');

    // The answer holds for the folder: nothing is asked.
    await workbench().inspectFromExplorer(ids.replace('labelIds', 'labelTrainIds'));
    await panel.waitFor('ready', 'frankfurt_000000_000294');
    await assertExpected(panel, 'cityscapes frankfurt_000000_000294 A trainIds');

    await workbench().run('Explain Pairing');
    const line = (text: string) => page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
    await line('as you chose').waitFor();
    await workbench().screenshot('real-explained');
    await line('predictions_b').click();
    await assertExpected(panel, 'cityscapes frankfurt_000000_000294 B trainIds');
  });

  it('a NIfTI volume: totals over all of it, the worst slice first, and a slider through it', async () => {
    const { panel } = workbench();
    await workbench().inspectFromExplorer('nifti/ct_probability.nii.gz');
    await panel.waitFor('ready');
    await assertExpected(panel, 'nifti ct probability eps 1e-7');
    await panel.shows('errors');
    await workbench().screenshot('real-nifti');
    const slider = panel.find('input[data-name="slice"]');
    const position = () => panel.find('.slice-position').textContent();
    await panel.find('[data-name="worstSlice"]').click();
    const worst = (await panel.picture()).sample;
    await workbench().screenshot('real-nifti-worst');
    await slider.press('ArrowRight');
    const shown = async () => (await panel.picture()).sample;
    assert.equal(await settled(shown, sample => sample === worst + 1), worst + 1);
    assert.equal(await position(), `${worst + 2} of 30`);
    await assertExpected(panel, 'nifti ct probability eps 1e-7');
  });

  it('says nothing wrong to the browser', () => {
    assert.deepEqual(workbench().complaints, []);
  });
});
