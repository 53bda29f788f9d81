import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { DEFAULT_LOSS } from '../../../src/core/inspection/job.js';
import { type PredictionView, readPrediction } from '../../../src/core/inspection/reading.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import { type LabelMap, makeLabelMap } from '../../../src/core/labels/labelMap.js';
import { fusedStatistics } from '../../../src/core/statistics/fused.js';
import type { Statistics } from '../../../src/core/statistics/types.js';
import { readKernels } from '../../../src/node/kernels.js';
import { composedStatistics, startTfjs } from '../../support/composed.js';
import { assertNear } from '../../support/near.js';
import { npyOf } from '../../support/npyFixture.js';
import { KERNEL_FOLDER } from '../../support/shared.js';

interface Case {
  view: PredictionView;
  label: LabelMap;
  weights: number[] | null;
  gamma: number;
  alpha: number | null;
  threshold: number;
}

/** Pairs over shapes, layouts, dtypes, extremes, ignore patterns and weights with zeros. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    samples: fc.integer({ min: 1, max: 2 }),
    classes: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 7 }),
    width: fc.integer({ min: 1, max: 9 }),
    resize: fc.boolean(),
    interleaved: fc.boolean(),
    descr: fc.constantFrom('<f4', '>f4', '<f8', '<i2', '|i1'),
    scale: fc.constantFrom(1, 6, 30, 1e4),
    special: fc.constantFrom('none', 'ties', 'nan', '-inf', 'zeros'),
    ignored: fc.constantFrom(0, 0.2, 1),
    weights: fc.boolean(),
    gamma: fc.constantFrom(0, 0.5, 1, 2, 3.3),
    alpha: fc.constantFrom(null, 0.5, 0.25),
    threshold: fc.constantFrom(0.5, 0.3, 0.8),
    seed: fc.integer(),
  })
  .map(({ samples, classes, height, width, resize, interleaved, descr, scale, special, ignored, seed, ...rest }) => {
    const random = generator(seed);
    const shape = interleaved ? [samples, height, width, classes] : [samples, classes, height, width];
    const integer = descr.includes('i');
    const values = Array.from({ length: samples * classes * height * width }, () => {
      const value = (random() - 0.5) * Math.min(scale, integer ? 250 : scale);
      if (integer || special === 'ties') {
        return Math.round(value);
      }
      if (special === 'zeros') {
        return random() < 0.5 ? -0 : 1e-42;
      }
      const replaced = random() < 0.05;
      return replaced && special === 'nan'
        ? Number.NaN
        : replaced && special === '-inf'
          ? Number.NEGATIVE_INFINITY
          : value;
    });
    const [labelHeight, labelWidth] = resize ? [height + 3, width * 2] : [height, width];
    const ids = Array.from({ length: samples * labelHeight * labelWidth }, () =>
      random() < ignored ? 255 : Math.floor(random() * classes),
    );
    const view = readPrediction(readNpy(bytesSource('p.npy', npyOf(descr, shape, values))), 'p.npy', {
      kind: 'logits',
      layout: interleaved ? 'HWC' : 'CHW',
      classCount: classes,
      labelSize: [labelHeight, labelWidth],
    });
    const array = readNpy(bytesSource('l.npy', npyOf('|u1', [samples, labelHeight, labelWidth], ids)));
    const label = makeLabelMap(array, 'l.npy', { numClasses: classes, ignoreIndex: 255, reduceZeroLabel: false });
    const weights = rest.weights ? Array.from({ length: classes }, () => Math.floor(random() * 3)) : null;
    return { ...rest, view, label, weights };
  });

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Everything countable is equal; sums agree to float32's precision per term. */
function assertSame(actual: Statistics, expected: Statistics, tolerance: number): void {
  assert.deepEqual(actual.confusion, expected.confusion);
  assert.deepEqual(actual.argmax, expected.argmax);
  assert.equal(actual.valid, expected.valid);
  near('soft I', actual.soft?.intersection, expected.soft?.intersection);
  near('soft P', actual.soft?.prediction, expected.soft?.prediction);
  for (const [id, byClass] of expected.lossByClass) {
    near(`${id} by class`, actual.lossByClass.get(id), byClass);
    near(`${id} map`, actual.maps.get(id), expected.maps.get(id));
  }
  function near(what: string, a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined): void {
    assert.ok(a && b && a.length === b.length, what);
    for (let k = 0; k < a.length; k++) {
      assertNear(a[k], b[k], tolerance, `${what}[${k}]`, 0.1);
    }
  }
}

describe('statistics of one pass', () => {
  const wasm = readKernels(KERNEL_FOLDER);
  const run = (of: Case, kernels: Uint8Array | null) => {
    loadKernels(kernels);
    return fusedStatistics(of.view, of.label, { ...DEFAULT_LOSS, ...of }, async () => {});
  };
  before(() => assert.ok(wasm, 'kernels.wasm is not built'));

  it('agree with the composition of tfjs ops (seeded)', async () => {
    await startTfjs('cpu');
    await fc.assert(
      fc.asyncProperty(cases, async of => {
        const fused = await run(of, wasm);
        await startTfjs('cpu');
        const special = of.view.scan.nan + of.view.scan.infinite > 0;
        const composed = composedStatistics(of.view, of.label, { ...DEFAULT_LOSS, ...of });
        // tfjs' argMax skips NaN where torch takes it as the largest; the kernels below agree on it.
        if (!special) {
          assertSame(fused, composed, 3e-6);
        }
      }),
      { seed: 20261123, numRuns: 150 },
    );
  });

  it('are the same from WebAssembly SIMD and TypeScript (seeded)', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async of => {
        const simd = await run(of, wasm);
        const plain = await run(of, null);
        assertSame(simd, plain, 2e-6);
        assert.deepEqual(simd.hard, plain.hard);
      }),
      { seed: 20261124, numRuns: 400 },
    );
  });
});
