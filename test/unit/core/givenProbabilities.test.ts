import assert from 'node:assert/strict';
import fc from 'fast-check';
import { memoryArray, stridesOf } from '../../../src/core/formats/ndarray.js';
import { IGNORED_CODE } from '../../../src/core/inspection/layers.js';
import { readPrediction } from '../../../src/core/inspection/reading.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import type { LabelMap } from '../../../src/core/labels/labelMap.js';
import { type PassResult, pooled, runPass } from '../../../src/core/statistics/pass.js';
import { readKernels } from '../../../src/node/kernels.js';
import { assertNear } from '../../support/near.js';
import { KERNEL_FOLDER } from '../../support/shared.js';

const nothing = async () => {};

const cases = fc.record({
  channels: fc.integer({ min: 1, max: 6 }),
  height: fc.integer({ min: 1, max: 6 }),
  width: fc.integer({ min: 1, max: 40 }),
  interleaved: fc.boolean(),
  values: fc.infiniteStream(
    fc.oneof(
      fc.float({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0, 1, 0.5, Math.fround(1e-7), Math.fround(1e-9), Math.fround(0.9999999), Number.NaN),
    ),
  ),
  labels: fc.infiniteStream(fc.integer({ min: -1, max: 5 })),
});

/** Probabilities of a type; float64 goes the way of logarithms in float64, float32 is taken as it is. */
async function passOver(data: Float32Array | Float64Array, shape: number[], label: LabelMap): Promise<PassResult> {
  const dtype = data instanceof Float32Array ? 'float32' : 'float64';
  const view = readPrediction(memoryArray({ shape, strides: stridesOf(shape), dtype }, data), 'p.npy', {
    kind: 'probabilities',
    layout: shape.length === 2 ? 'HW' : shape.at(-1) === label.width ? 'CHW' : 'HWC',
    classCount: null,
    labelSize: [label.height, label.width],
  });
  const terms = [{ id: 'ce', weights: null, factor: 1, gamma: 0 }];
  return runPass(view, label, { threshold: 0.5, extended: true, terms }, nothing);
}

describe('given probabilities', () => {
  afterEach(() => loadKernels(readKernels(KERNEL_FOLDER)));

  for (const kernel of ['wasm-simd', 'typescript'] as const) {
    it(`are taken as log(max(p, 1e-7)) without computing the logarithms, ${kernel} (seeded)`, async () => {
      loadKernels(kernel === 'typescript' ? null : readKernels(KERNEL_FOLDER));
      await fc.assert(
        fc.asyncProperty(cases, async ({ channels, height, width, interleaved, values, labels }) => {
          // Equal axes leave no way to tell the layouts apart.
          const wide = width + 50;
          const classes = Math.max(2, channels);
          const codes = Uint16Array.from({ length: height * wide }, () => {
            const id = labels.next().value as number;
            return id < 0 ? IGNORED_CODE : id % classes;
          });
          const label: LabelMap = { samples: 1, height, width: wide, codes, outOfRange: new Map() };
          const shape = interleaved ? [height, wide, channels] : [channels, height, wide];
          const plain = Float32Array.from({ length: channels * codes.length }, () => values.next().value as number);
          const found = await passOver(plain, shape, label);
          const expected = await passOver(Float64Array.from(plain), shape, label);
          assert.deepEqual(found.argmax, expected.argmax);
          for (const [k, value] of expected.logProbability.entries()) {
            assertNear(found.logProbability[k], value, 1e-6, `log p of pixel ${k}`, 0.1);
          }
          const [sums, wanted] = [pooled(found.samples, classes), pooled(expected.samples, classes)];
          for (const name of [
            'p',
            'pIgnored',
            'p2',
            'intersection',
            'hard',
            'hardIntersection',
            'differences',
          ] as const) {
            for (let c = 0; c < classes; c++) {
              assertNear(sums[name][c], wanted[name][c], 1e-6, `${name}[${c}]`, 1);
            }
          }
          assert.deepEqual(sums.confusion, wanted.confusion);
        }),
        { seed: 20261123, numRuns: 120 },
      );
    });
  }
});
