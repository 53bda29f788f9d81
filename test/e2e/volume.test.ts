import * as assert from 'node:assert/strict';
import { npyOf } from '../support/npyFixture.js';
import { writeInto } from './support/labels.js';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

const [CLASSES, DEPTH, HEIGHT, WIDTH] = [2, 6, 24, 32];
const WORST = 4;

const labelAt = (z: number, y: number, x: number) => (x >= 8 + z && x < 20 && y >= 6 && y < 18 ? 1 : 0);

/** Sure of every pixel, and wrong in one column of all slices but the worst, where it is four. */
function logitAt(id: number, z: number, y: number, x: number): number {
  const wrong = x < (z === WORST ? 4 : 1);
  return (labelAt(z, y, x) === id) === !wrong ? 3 : 0;
}

function flat(depths: number, of: (z: number, y: number, x: number) => number): number[] {
  return Array.from({ length: depths * HEIGHT * WIDTH }, (_, k) =>
    of(Math.floor(k / (HEIGHT * WIDTH)), Math.floor(k / WIDTH) % HEIGHT, k % WIDTH),
  );
}

describe('a volume', () => {
  const workbench = useWorkbench({
    folder: null,
    prepare: async folder => {
      const logits = Array.from({ length: CLASSES }, (_, id) => flat(DEPTH, (z, y, x) => logitAt(id, z, y, x))).flat();
      await writeInto(folder, 'predictions/case.npy', npyOf('<f4', [CLASSES, DEPTH, HEIGHT, WIDTH], logits));
      await writeInto(folder, 'labels/case.npy', npyOf('|u1', [DEPTH, HEIGHT, WIDTH], flat(DEPTH, labelAt)));
    },
  });

  const sample = async () => (await workbench().panel.picture()).sample;

  it('opens at its worst slice, with totals over all of it', async () => {
    const { panel } = workbench();
    await workbench().inspectFromExplorer('predictions/case.npy');
    await panel.waitFor('ready', 'case');
    assert.equal(await settled(sample, at => at === WORST), WORST);
    const wrong = HEIGHT * (DEPTH - 1 + 4);
    assert.equal(await panel.total('pixelAccuracy'), 1 - wrong / (DEPTH * HEIGHT * WIDTH));
    assert.equal(await panel.find('.slice-position').textContent(), `${WORST + 1} of ${DEPTH}`);
    await workbench().screenshot('volume');
  });

  it('stays at the slice that was chosen, also after a reload', async () => {
    const { panel, page } = workbench();
    await panel.canvas.focus();
    await panel.canvas.press('PageUp');
    const before = await settled(sample, at => at !== WORST);
    assert.notEqual(before, WORST);
    await workbench().storedEditors(text => new RegExp(`"sample[\\\\"]*:${before}\\b`).test(text));
    await page.reload();
    await panel.waitFor('ready', 'case');
    await panel.find('[data-name="worstSlice"]:not([disabled])').waitFor();
    assert.equal(await settled(sample, at => at === before), before);
  });

  it('says nothing wrong to the browser', () => {
    assert.deepEqual(workbench().complaints, []);
  });
});
