import * as assert from 'node:assert/strict';
import type { Picture } from './support/panel.js';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

describe('the keyboard', () => {
  const workbench = useWorkbench();

  before(async function () {
    this.timeout(120_000);
    await workbench().inspectFromExplorer('predictions_b/avenue.npy');
    await workbench().panel.waitFor('ready', 'avenue');
    await workbench().panel.shows('errors');
  });

  const pictured = (wanted: (picture: Picture) => boolean) => settled(() => workbench().panel.picture(), wanted, 5);

  it('walks through the overlays', async () => {
    const { canvas } = workbench().panel;
    await canvas.focus();
    await canvas.press(']');
    assert.equal((await pictured(({ layer }) => layer === 'crossEntropy')).layer, 'crossEntropy');
    await canvas.press('[');
    assert.equal((await pictured(({ layer }) => layer === 'errors')).layer, 'errors');
  });

  it('zooms, pans and fits', async () => {
    const { canvas } = workbench().panel;
    await canvas.press('0');
    const { transform: fitted } = await workbench().panel.picture();
    await canvas.press('+');
    const zoomed = (await pictured(({ transform }) => transform.scale > fitted.scale)).transform;
    assert.ok(zoomed.scale > fitted.scale, `${zoomed.scale}`);
    await canvas.press('+');
    await canvas.press('+');
    const before = (await pictured(({ transform }) => transform.scale > zoomed.scale * 1.3)).transform;
    await canvas.press('ArrowRight');
    const panned = (await pictured(({ transform }) => transform.x !== before.x)).transform;
    assert.ok(panned.x < before.x, `${before.x} to ${panned.x}`);
    await canvas.press('1');
    assert.equal((await pictured(({ transform }) => transform.scale === 1)).transform.scale, 1);
    await canvas.press('0');
    const again = (await pictured(({ transform }) => transform.scale === fitted.scale)).transform;
    assert.deepEqual(again, fitted);
  });

  it('moves through the classes, isolates one, and lets it go', async () => {
    const { panel } = workbench();
    const rows = panel.find('tr[data-class-id]');
    await rows.first().focus();
    await rows.first().press('ArrowDown');
    const focused = panel.find('tr[data-class-id]:focus');
    const second = await focused.getAttribute('data-class-id');
    assert.notEqual(second, await rows.first().getAttribute('data-class-id'));
    await focused.press('Enter');
    const selected = () => panel.find('tr[data-class-id][aria-selected="true"]');
    await selected().waitFor({ timeout: 5000 });
    assert.equal(await selected().getAttribute('data-class-id'), second);
    await focused.press('Escape');
    assert.equal(
      await settled(
        () => selected().count(),
        count => count === 0,
        5,
      ),
      0,
    );
  });

  it('sorts the table from its headings', async () => {
    const { panel } = workbench();
    const heading = panel.find('th[data-sort="iou"] button');
    await heading.focus();
    await heading.press('Enter');
    const sorted = panel.find('th[data-sort="iou"]');
    const direction = await settled(
      () => sorted.getAttribute('aria-sort'),
      value => value !== 'none',
      5,
    );
    assert.match(direction ?? '', /ascending|descending/);
    const values = await panel.find('tbody td[data-column="iou"]').evaluateAll(cells =>
      cells
        .map(cell => cell.dataset.value)
        .filter(value => value !== '')
        .map(Number),
    );
    const ordered = [...values].sort((a, b) => (direction === 'ascending' ? a - b : b - a));
    assert.deepEqual(values, ordered);
  });
});
