import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { GradientBlock } from '../../../src/core/dialects/gradient.js';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import type { PredictionView } from '../../../src/core/inspection/reading.js';
import type { Layout } from '../../../src/core/inspection/report.js';
import { GradientFile } from '../../../src/node/gradientFile.js';
import { gradientArray } from '../../support/gradientArray.js';

describe('a gradient that is written as it comes', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gradient-file-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const viewOf = (layout: Layout, shape: number[]) => ({ array: { shape }, layout }) as unknown as PredictionView;
  const read = (path: string) => readNpy(bytesSource('g.npy', readFileSync(path)));

  it('adds blocks up to what an array in memory would hold, in every layout', () => {
    const size = fc.integer({ min: 1, max: 4 });
    let k = 0;
    fc.assert(
      fc.property(
        fc.constantFrom<Layout>('CHW', 'HWC', 'CDHW'),
        ...([size, size, size, size] as const),
        fc.infiniteStream(fc.nat(1000)),
        (layout, samples, classes, height, width, numbers) => {
          const next = (below: number) => (numbers.next().value as number) % below;
          const shapes = {
            CHW: [samples, classes, height, width],
            HWC: [samples, height, width, classes],
            CDHW: [classes, samples, height, width],
          };
          const view = viewOf(layout, shapes[layout as keyof typeof shapes]);
          const path = join(folder, `${k++}.npy`);
          const [file, memory] = [new GradientFile(path, view), gradientArray(view)];
          for (let b = 0; b < 5; b++) {
            const [firstClass, firstRow] = [next(classes), next(height)];
            const [some, rows] = [1 + next(classes - firstClass), 1 + next(height - firstRow)];
            const values = Float64Array.from({ length: some * rows * width }, () => next(97) / 7 - 5);
            const block: GradientBlock = { sample: next(samples), firstClass, classes: some, firstRow, rows, values };
            file.consume(block);
            memory.consume(block);
          }
          file.close();
          const { shape, data } = read(path);
          assert.deepEqual(shape, view.array.shape);
          assert.deepEqual(Float32Array.from(data as Float32Array), memory.values);
        },
      ),
      { seed: 20261124, numRuns: 100 },
    );
  });

  it('never goes over a file that is there, and leaves none where it is given up', () => {
    const path = join(folder, 'there.npy');
    writeFileSync(path, 'mine');
    assert.throws(() => new GradientFile(path, viewOf('CHW', [2, 3, 4])), { code: 'EEXIST' });
    assert.equal(readFileSync(path, 'utf8'), 'mine');
    const other = join(folder, 'other.npy');
    new GradientFile(other, viewOf('CHW', [2, 3, 4])).discard();
    assert.ok(!existsSync(other));
  });
});
