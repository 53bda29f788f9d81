import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import type { ClassRow } from '../../src/core/inspection/report.js';
import { commandLineReport } from './support/reference.js';
import { settled } from './support/retry.js';
import { STREET, useWorkbench } from './support/workbench.js';

const TERMS = ['crossEntropy', 'focal', 'dice', 'fScore', 'total', 'meanIoU', 'pixelAccuracy'] as const;
const COLUMNS = ['pixelShare', 'crossEntropy', 'focal', 'dice', 'fScore', 'iou', 'precision', 'recall'] as const;

interface Classes {
  names: string[];
  palette: [number, number, number][];
  ignore_index: number;
}

const classes: Classes = JSON.parse(readFileSync(join(STREET, 'classes.json'), 'utf8'));
const label = decode(readFileSync(join(STREET, 'labels', 'crossing.png')));

/** A pixel of the label whose neighbours, too, all have this class. */
function insideOf(id: number): { x: number; y: number } {
  const { width, height, data } = label;
  for (let y = 4; y < height - 4; y++) {
    for (let x = 4; x < width - 4; x++) {
      const same = (dx: number, dy: number) => data[(y + dy) * width + x + dx] === id;
      if ([-3, 0, 3].every(dy => [-3, 0, 3].every(dx => same(dx, dy)))) {
        return { x, y };
      }
    }
  }
  throw new Error(`The label has no inside of class ${id}`);
}

describe('right-click on a prediction', () => {
  const workbench = useWorkbench();

  before(async function () {
    this.timeout(120_000);
    await workbench().inspectFromExplorer('predictions_a/crossing.npy');
    await workbench().panel.waitFor('ready', 'crossing');
  });

  it('shows the totals that the command line prints', async () => {
    const { panel, folder } = workbench();
    const { totals } = await commandLineReport(join(folder, 'predictions_a', 'crossing.npy'));
    for (const term of TERMS) {
      assert.equal(await panel.total(term), totals[term], term);
    }
    const text = await panel.totalText('crossEntropy');
    assert.ok(Math.abs(Number(text) / (totals.crossEntropy as number) - 1) < 5e-4, text);
  });

  it('shows every class with the numbers that the command line prints, absent ones as absent', async () => {
    const { panel, folder } = workbench();
    const report = await commandLineReport(join(folder, 'predictions_a', 'crossing.npy'));
    const table = await panel.table();
    assert.deepEqual(
      Object.keys(table).map(Number).sort(),
      report.classes.map(({ id }) => id),
    );
    for (const row of report.classes) {
      for (const column of COLUMNS) {
        const wanted = column === 'pixelShare' && row.absent ? null : row[column as keyof ClassRow];
        const shown = table[row.id]![column] ?? null;
        assert.ok(
          shown === wanted || (row.absent && column === 'pixelShare'),
          `${row.name} ${column}: ${shown} ${wanted}`,
        );
      }
    }
    assert.match((await panel.row(classes.names.indexOf('bicycle')).textContent()) ?? '', /absent/);
  });

  it('draws the label in its colours, where it lies', async () => {
    const { panel } = workbench();
    await panel.shows('errors');
    assert.equal((await panel.choose('label')).layer, 'label');
    await panel.setOpacity(100);
    for (const name of ['road', 'building', 'sky', 'car', 'vegetation']) {
      const id = classes.names.indexOf(name);
      const { x, y } = insideOf(id);
      const color = await settled(
        () => panel.colorAt(x, y),
        found => found.join() === classes.palette[id]!.join(),
        5,
      );
      assert.deepEqual(color, classes.palette[id], `${name} at ${x}, ${y}`);
    }
  });

  it('draws the picture where there is no overlay', async () => {
    const { panel } = workbench();
    const image = decode(readFileSync(join(STREET, 'images', 'crossing.png')));
    await panel.setOpacity(0);
    const { x, y } = insideOf(classes.names.indexOf('sky'));
    const wanted = Array.from(image.data.slice((y * image.width + x) * 3, (y * image.width + x) * 3 + 3));
    const near = (found: number[]) => found.every((value, index) => Math.abs(value - wanted[index]!) <= 12);
    const color = await settled(() => panel.colorAt(x, y), near, 5);
    assert.ok(near(color), `${color} in place of ${wanted}`);
    await panel.setOpacity(70);
  });

  it('isolates a class on a click, and says so', async () => {
    const { panel } = workbench();
    const pole = panel.row(classes.names.indexOf('pole'));
    await pole.click();
    assert.equal(
      await settled(
        () => pole.getAttribute('aria-selected'),
        value => value === 'true',
      ),
      'true',
    );
    assert.match((await panel.find('.chip').textContent()) ?? '', /pole/);
    await panel.find('.chip').click();
    assert.equal(
      await settled(
        () => pole.getAttribute('aria-selected'),
        value => value === 'false',
      ),
      'false',
    );
  });

  it('reads the pixel under the pointer', async () => {
    const { panel } = workbench();
    const { x, y } = insideOf(classes.names.indexOf('car'));
    const { transform } = await panel.picture();
    const ratio = await panel.canvas.evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.clientWidth);
    const at = (pixel: number, offset: number) => ((pixel + 0.5) * transform.scale + offset) / ratio;
    await panel.canvas.hover({ position: { x: at(x, transform.x), y: at(y, transform.y) } });
    const status = panel.find('#status');
    const text = await settled(
      async () => (await status.textContent()) ?? '',
      shown => shown.includes(`(${x}, ${y})`),
    );
    assert.ok(text.includes(`(${x}, ${y})`), text);
    assert.match(text, /car/);
  });

  it('says nothing wrong to the browser', () => {
    assert.deepEqual(workbench().complaints, []);
  });

  it('is there again, the same, after a reload of the window', async () => {
    const { panel, page } = workbench();
    const before = await panel.total('total');
    assert.equal((await panel.choose('focal')).layer, 'focal');
    await workbench().storedEditors(text => /"layer[\\"]*:[\\"]*focal/.test(text));
    await page.reload();
    await panel.waitFor('ready', 'crossing');
    assert.equal(await panel.total('total'), before);
    assert.equal((await panel.shows('focal')).layer, 'focal');
  });
});
