import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { readPrediction } from '../../../src/core/inspection/reading.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import { makeLabelMap } from '../../../src/core/labels/labelMap.js';
import { pooled, runPass } from '../../../src/core/statistics/pass.js';
import { readKernels } from '../../../src/node/kernels.js';
import { npyOf } from '../../support/npyFixture.js';
import { KERNEL_FOLDER } from '../../support/shared.js';

const nothing = async () => {};

/** Statistics of some samples of a made-up batch, read as one file. */
async function statisticsOf(samples: readonly number[], classes: number, height: number, width: number, seed: number) {
  const noise = (k: number) => Math.sin(seed * 12.9898 + k * 78.233);
  const plane = height * width;
  const logits = samples.flatMap(n =>
    Array.from({ length: classes * plane }, (_, k) => Math.fround(4 * noise(n * 1e5 + k))),
  );
  const ids = samples.flatMap(n =>
    Array.from({ length: plane }, (_, k) =>
      noise(n * 7e4 + k) > 0.8 ? 255 : Math.floor((noise(n + k * 3) + 1) * 0.499 * classes),
    ),
  );
  const shape = [samples.length, classes, height, width];
  const view = readPrediction(readNpy(bytesSource('p.npy', npyOf('<f4', shape, logits))), 'p.npy', {
    kind: 'logits',
    layout: 'CHW',
    classCount: classes,
    labelSize: [height, width],
  });
  const array = readNpy(bytesSource('l.npy', npyOf('|u1', [samples.length, height, width], ids)));
  const label = makeLabelMap(array, 'l.npy', { numClasses: classes, ignoreIndex: 255, reduceZeroLabel: false });
  const pass = await runPass(view, label, { threshold: 0.5, extended: true, terms: [] }, nothing);
  return pass.samples;
}

describe('statistics of parts', () => {
  for (const [kernel, bytes] of [
    ['WebAssembly', readKernels(KERNEL_FOLDER)],
    ['TypeScript', null],
  ] as const) {
    it(`add up to those of the whole, to the last bit, file by file or as one batch (${kernel}, seeded)`, async () => {
      loadKernels(bytes);
      const batches = fc.record({
        count: fc.integer({ min: 1, max: 4 }),
        classes: fc.integer({ min: 1, max: 6 }),
        height: fc.integer({ min: 1, max: 9 }),
        width: fc.integer({ min: 1, max: 40 }),
        seed: fc.integer({ min: 1, max: 1e6 }),
      });
      await fc.assert(
        fc.asyncProperty(batches, async ({ count, classes, height, width, seed }) => {
          const all = Array.from({ length: count }, (_, n) => n);
          const whole = await statisticsOf(all, classes, height, width, seed);
          const files = await Promise.all(all.map(n => statisticsOf([n], classes, height, width, seed)));
          assert.deepEqual(whole, files.flat());
          assert.deepEqual(pooled(whole, classes), pooled(files.flat(), classes));
        }),
        { seed: 20261123, numRuns: 80 },
      );
    });
  }
  after(() => loadKernels(readKernels(KERNEL_FOLDER)));
});
