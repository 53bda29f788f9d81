import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IGNORED_CODE } from '../../../src/core/inspection/layers.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import type { LabelMap } from '../../../src/core/labels/labelMap.js';
import { segmentationStatistics } from '../../../src/core/statistics/segmentationStatistics.js';
import { useFloat64 } from '../../../src/core/tensors/float64Backend.js';
import { constant, numberOf, numbersOf, tensor } from '../../../src/core/tensors/tensor.js';
import { tf } from '../../../src/core/tf.js';
import { readKernels } from '../../../src/node/kernels.js';
import { KERNEL_FOLDER } from '../../support/shared.js';

/** A loss that touches every statistic: cross entropy, a log-cosh of a soft Dice, and a quadratic penalty. */
function loss(logits: tf.Tensor, label: LabelMap): tf.Scalar {
  const { logProbability, intersection, p, pIgnored, p2, p2Ignored } = segmentationStatistics(
    logits as tf.Tensor4D,
    label,
  );
  const ce = tf.neg(tf.mean(logProbability));
  const region = tf.mean(tf.div(tf.add(intersection, constant(1)), tf.add(tf.add(p, pIgnored), constant(2))));
  const squares = tf.mean(tf.sqrt(tf.add(tf.add(p2, tf.mul(constant(0.5), p2Ignored)), constant(1))));
  return tf.add(tf.add(ce, tf.log(tf.cosh(region))), tf.mul(constant(0.1), squares)) as tf.Scalar;
}

const cases = fc.record({
  samples: fc.integer({ min: 1, max: 2 }),
  classes: fc.integer({ min: 2, max: 5 }),
  height: fc.integer({ min: 1, max: 4 }),
  width: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

describe('segmentationStatistics, a tfjs op with a registered gradient', () => {
  // Differences need float64: the TypeScript kernel.
  before(() => {
    loadKernels(null);
    useFloat64();
  });
  after(() => loadKernels(readKernels(KERNEL_FOLDER)));

  it('gives dL/dlogits of any expression, equal to central differences (seeded)', () => {
    fc.assert(
      fc.property(cases, ({ samples, classes, height, width, seed }) => {
        const noise = (k: number) => Math.sin(seed * 12.9898 + k * 78.233);
        const pixels = height * width;
        const codes = Uint16Array.from({ length: samples * pixels }, (_, k) =>
          noise(k) > 0.7 ? IGNORED_CODE : Math.floor((noise(k + 0.5) + 1) * 0.499 * classes),
        );
        const label: LabelMap = { samples, height, width, codes, outOfRange: new Map() };
        const values = Float64Array.from({ length: samples * classes * pixels }, (_, k) =>
          Math.fround(2 * noise(k * 3)),
        );
        const at = (of: Float64Array) => tensor<tf.Rank.R4>(of, [samples, classes, height, width]);
        const value = (of: Float64Array) => numberOf(tf.tidy(() => loss(at(of), label)));
        const gradient = numbersOf(tf.tidy(() => tf.grad((x: tf.Tensor) => loss(x, label))(at(values))));
        for (let k = 0; k < values.length; k++) {
          // The log-probability of a pixel is float32, which limits what differences can show.
          const step = 3e-3;
          const moved = (by: number) => values.map((old, j) => (j === k ? old + by : old));
          const difference = (value(moved(step)) - value(moved(-step))) / (2 * step);
          const near = Math.abs(gradient[k] - difference) < 1e-4;
          assert.ok(near, `dL/dz[${k}] = ${gradient[k]}, differences say ${difference}`);
        }
      }),
      { seed: 20261123, numRuns: 40 },
    );
  });

  it('leaves no tensor behind', () => {
    const label: LabelMap = { samples: 1, height: 1, width: 2, codes: Uint16Array.of(0, 1), outOfRange: new Map() };
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      tf.grad((x: tf.Tensor) => loss(x, label))(tensor<tf.Rank.R4>(Float64Array.of(1, 2, 3, 4), [1, 2, 1, 2]));
    });
    assert.equal(tf.memory().numTensors, before);
  });
});
