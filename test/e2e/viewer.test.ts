import * as assert from 'node:assert/strict';
import { interpolateCividis } from 'd3-scale-chromatic';
import { BATCH, colorOf, crossEntropyAt, labelAt, writeBatch } from './support/batch.js';
import type { Picture } from './support/panel.js';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

const SQUARE = { x: 7, y: 9 };
const GROUND = { x: 28, y: 3 };

/** Colour of a number on the default map, as [r, g, b]. */
function cividis(share: number): number[] {
  return (interpolateCividis(share).match(/\d+/g) ?? []).map(Number);
}

const near = (found: readonly number[], wanted: readonly number[], by = 4) =>
  found.every((value, index) => Math.abs(value - wanted[index]!) <= by);

/** The viewer on a batch whose every number is known, drawn by each of the renderers. */
for (const [acceleration, renderer] of [
  ['on', 'webgl2'],
  ['off', 'canvas2d'],
] as const) {
  describe(`the viewer, GPU acceleration ${acceleration}`, () => {
    const workbench = useWorkbench({
      prepare: writeBatch,
      settings: { 'segmentationLoss.panel.gpuAcceleration': acceleration },
    });

    before(async function () {
      this.timeout(120_000);
      await workbench().inspectFromExplorer('predictions/batch.npy');
      await workbench().panel.waitFor('ready', 'batch');
      await workbench().panel.setOpacity(100);
    });

    const pictured = (wanted: (picture: Picture) => boolean) => settled(() => workbench().panel.picture(), wanted);
    const press = async (key: string) => {
      await workbench().panel.canvas.focus();
      await workbench().panel.canvas.press(key);
    };
    const shows = async (at: { x: number; y: number }, wanted: readonly number[], what: string) => {
      const color = await settled(
        () => workbench().panel.colorAt(at.x, at.y),
        found => near(found, wanted),
        8,
      );
      assert.ok(near(color, wanted), `${what}: ${color} in place of ${wanted}`);
    };
    /** The largest number of the shown layer, from its legend. */
    const range = async () => Number(await workbench().panel.find('.legend [data-range]').getAttribute('data-range'));

    it(`is drawn by ${renderer}`, async () => {
      assert.equal((await pictured(({ layer }) => layer === 'errors')).renderer, renderer);
    });

    it('colours the label and the prediction', async () => {
      await workbench().panel.choose('label');
      await shows(SQUARE, colorOf(1), 'square');
      await shows({ x: 3, y: 19 }, colorOf(2), 'strip');
      await workbench().panel.choose('prediction');
      await shows(SQUARE, colorOf(1), 'predicted square');
    });

    it('colours the loss by its scale', async () => {
      await workbench().panel.choose('crossEntropy');
      const largest = await range();
      const all = Array.from({ length: BATCH.samples }, (_, sample) => crossEntropyAt(sample, 31, 9));
      assert.ok(largest >= Math.max(...all.filter(Number.isFinite)) * 0.99, `${largest}`);
      await shows(SQUARE, cividis(crossEntropyAt(0, SQUARE.x, SQUARE.y) / largest), 'square');
      await shows(GROUND, cividis(crossEntropyAt(0, GROUND.x, GROUND.y) / largest), 'ground');
      const { panel } = workbench();
      // The menu lies over the picture while it is open.
      const scale = async (name: string) => {
        await panel.find('[data-name="colours"]').click();
        await panel.find(`.menu input[value="${name}"]`).click();
        await panel.find('.menu:not([hidden])').press('Escape');
      };
      await scale('log');
      const log = 1 + Math.log10(crossEntropyAt(0, GROUND.x, GROUND.y) / largest) / 4;
      await shows(GROUND, cividis(log), 'ground, logarithmic');
      await scale('linear');
    });

    it('goes to the worst slice, and colours what is there', async () => {
      const { panel } = workbench();
      const largest = await range();
      await panel.find('[data-name="worstSlice"]:not([disabled])').click();
      assert.equal((await pictured(({ sample }) => sample === 2)).sample, 2);
      const square = { x: 16, y: 9 };
      assert.equal(labelAt(2, square.x, square.y), 1);
      await shows(square, cividis(crossEntropyAt(2, square.x, square.y) / largest), 'square of slice 2');
      await press('PageUp');
      await press('PageUp');
      assert.equal((await pictured(({ sample }) => sample === 0)).sample, 0);
    });

    it('splits two layers at a divider that keys and pointer move', async () => {
      const { panel } = workbench();
      await panel.choose('label');
      await press('s');
      assert.equal((await pictured(({ split }) => split === 'crossEntropy')).split, 'crossEntropy');
      const divider = panel.find('.divider');
      const value = async () => Number(await divider.getAttribute('aria-valuenow'));
      assert.equal(await value(), 50);
      const loss = cividis(crossEntropyAt(0, GROUND.x, GROUND.y) / (await range()));
      await shows(SQUARE, colorOf(1), 'left of the divider');
      await shows(GROUND, loss, 'right of the divider');
      await divider.focus();
      await divider.press('End');
      assert.equal(await settled(value, now => now === 100), 100);
      await shows(GROUND, colorOf(0), 'all left');
      await divider.press('Home');
      await shows(SQUARE, cividis(crossEntropyAt(0, SQUARE.x, SQUARE.y) / (await range())), 'all right');
      await workbench().screenshot(`viewer-split-${renderer}`);
      await press('s');
      assert.equal((await pictured(({ split }) => split === '')).split, '');
    });

    it('outlines the label', async () => {
      // At 1:1 the pixel left of the square lies within the line, and there is no grid yet.
      await press('1');
      await pictured(({ transform }) => transform.scale === 1);
      const edge = { x: 3, y: SQUARE.y };
      await shows(edge, colorOf(0), 'without');
      await press('o');
      await shows(edge, [255, 255, 255], 'with');
      await shows(GROUND, colorOf(0), 'away from it');
      for (let more = 0; more < 3; more++) {
        await press('o');
      }
      await shows(edge, colorOf(0), 'without again');
      await press('0');
    });

    it('isolates several classes and dims the rest', async () => {
      const { panel } = workbench();
      await panel.row(1).click();
      const dimmed = await settled(
        () => panel.colorAt(GROUND.x, GROUND.y),
        found => !near(found, colorOf(0)),
      );
      assert.ok(dimmed[0] < 90, `${dimmed}`);
      await shows(SQUARE, colorOf(1), 'isolated');
      await panel.row(2).click({ modifiers: ['Control'] });
      await shows({ x: 3, y: 19 }, colorOf(2), 'beside it');
      assert.equal(await panel.find('.chip').count(), 2);
      await press('Escape');
      await shows(GROUND, colorOf(0), 'all again');
    });

    it('shows where a part lies once it is zoomed', async () => {
      const { panel } = workbench();
      const map = panel.find('.minimap');
      await press('0');
      assert.equal(
        await settled(
          () => map.isVisible(),
          shown => !shown,
        ),
        false,
      );
      for (let step = 0; step < 6; step++) {
        await press('+');
      }
      assert.equal(
        await settled(
          () => map.isVisible(),
          shown => shown,
        ),
        true,
      );
      const before = (await panel.picture()).transform;
      await map.click({ position: { x: 4, y: 4 } });
      const after = (await pictured(({ transform }) => transform.x > before.x)).transform;
      assert.ok(after.x > before.x && after.y > before.y);
      await workbench().screenshot(`viewer-zoomed-${renderer}`);
      await press('0');
    });

    it('draws each of the other layers, with a legend', async () => {
      const { panel } = workbench();
      const seen = new Set<string>();
      for (let step = 0; step < 20; step++) {
        const before = (await panel.picture()).layer;
        await press(']');
        const { layer } = await pictured(picture => picture.layer !== before && picture.layer !== '');
        seen.add(layer);
      }
      const wanted = ['dice', 'total', 'gradient:total:magnitude', 'probability:0', 'confidence', 'margin', 'entropy'];
      for (const layer of [...wanted, 'boundaryDistance', 'none']) {
        assert.ok(seen.has(layer), `${layer} of ${[...seen]}`);
      }
    });

    it('says nothing wrong to the browser', () => {
      assert.deepEqual(workbench().complaints, []);
    });
  });
}
