import { memoryArray, stridesOf } from '../formats/ndarray.js';
import type { PredictionView } from '../inspection/reading.js';
import { scanValues } from '../inspection/valueScan.js';
import type { BlockKernel, GradientRequest, PassSums } from '../kernels/kernel.js';
import { makeKernel } from '../kernels/registry.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Numbers } from '../tensors/float64Backend.js';
import { register, result, valuesOf } from '../tensors/kernels.js';
import { tf } from '../tf.js';
import { logitSource } from './logitSource.js';

/** What the op returns: float64 tensors, sums [samples, classes], `logProbability` [samples, pixels]. */
export interface StatisticsTensors {
  /** log p at the label; 0 at ignored pixels. */
  logProbability: tf.Tensor2D;
  /** I = Σ p at the class's own label pixels. */
  intersection: tf.Tensor2D;
  /** Σ p over pixels that count, and over ignored ones. */
  p: tf.Tensor2D;
  pIgnored: tf.Tensor2D;
  /** Σ p² likewise. */
  p2: tf.Tensor2D;
  p2Ignored: tf.Tensor2D;
}

const FORWARD = 'SegmentationStatistics';
const BACKWARD = 'SegmentationStatisticsGradient';
const SUMS = ['intersection', 'p', 'pIgnored', 'p2', 'p2Ignored'] as const;

interface Attributes {
  label: LabelMap;
}

/**
 * The fused pass as a tfjs op: logits [samples, classes, height, width] at the label's size in, statistics out, with a
 * registered gradient, so that any loss written on its outputs has dL/dlogits by tfjs' automatic differentiation.
 * Needs the float64 backend (`useFloat64`). For logits in files and for maps, use `runPass` and `gradientMap`.
 */
export function segmentationStatistics(logits: tf.Tensor4D, label: LabelMap): StatisticsTensors {
  registerOnce();
  const attributes = { label } as unknown as tf.NamedAttrMap;
  const outputs = tf.engine().runKernel(FORWARD, { logits }, attributes) as unknown as tf.Tensor2D[];
  const [logProbability, intersection, p, pIgnored, p2, p2Ignored] = outputs;
  return { logProbability, intersection, p, pIgnored, p2, p2Ignored };
}

let registered = false;

function registerOnce(): void {
  if (registered) {
    return;
  }
  registered = true;
  register<Attributes>(FORWARD, ({ logits }, backend, { label }) => {
    const [samples, classes, height, width] = logits.shape;
    const pixels = height * width;
    const atLabel = new Float64Array(samples * pixels);
    const sums = SUMS.map(() => new Float64Array(samples * classes));
    eachBlock(valuesOf(backend, logits), logits.shape, label, (kernel, n, first, count) => {
      kernel.forward(count, 0.5, true);
      atLabel.set(kernel.logProbability.subarray(0, count), n * pixels + first);
      if (first + count === pixels) {
        const taken: PassSums = kernel.takeSums();
        SUMS.forEach((name, k) => {
          sums[k].set(taken[name], n * classes);
        });
      }
    });
    return [
      result(backend, atLabel, [samples, pixels]),
      ...sums.map(values => result(backend, values, [samples, classes])),
    ];
  });
  register<Attributes>(BACKWARD, ({ logits, ...slopes }, backend, { label }) => {
    const [, classes, height, width] = logits.shape;
    const pixels = height * width;
    const of = (name: string) => valuesOf(backend, slopes[name]);
    const out = new Float64Array(valuesOf(backend, logits).length);
    const perPixel = Float32Array.from(of('logProbability'));
    eachBlock(valuesOf(backend, logits), logits.shape, label, (kernel, n, first, count) => {
      const sums = Object.fromEntries(
        SUMS.map(name => [name, Float64Array.from(of(name).subarray(n * classes, (n + 1) * classes))]),
      ) as unknown as Omit<GradientRequest, 'logProbability'>;
      const at = n * pixels + first;
      kernel.gradient(count, { ...sums, logProbability: perPixel.subarray(at, at + count) });
      for (let c = 0; c < classes; c++) {
        out.set(
          kernel.logits.subarray(c * kernel.stride, c * kernel.stride + count),
          (n * classes + c) * pixels + first,
        );
      }
    });
    return result(backend, out, logits.shape);
  });
  tf.registerGradient({
    kernelName: FORWARD,
    inputsToSave: ['logits'],
    gradFunc: (dy, saved, attributes) => {
      const [logProbability, ...slopes] = dy as tf.Tensor[];
      const inputs = {
        logits: saved[0],
        logProbability,
        ...Object.fromEntries(SUMS.map((name, k) => [name, slopes[k]])),
      };
      return { logits: () => tf.engine().runKernel(BACKWARD, inputs, attributes) as unknown as tf.Tensor };
    },
  });
}

/** Loads a tensor's logits block by block into a kernel, as the pass does with those of a file. */
function eachBlock(
  values: Numbers,
  shape: number[],
  label: LabelMap,
  visit: (kernel: BlockKernel, n: number, first: number, count: number) => void,
): void {
  const [samples, classes, height, width] = shape;
  const strides = stridesOf(shape);
  const dtype = values instanceof Float32Array ? 'float32' : 'float64';
  const array = memoryArray({ shape, strides, dtype }, values);
  const view: PredictionView = {
    ...{ array, kind: 'logits', layout: 'CHW', samples, channels: classes, height, width, numClasses: classes },
    strides: { sample: strides[0], channel: strides[1], row: strides[2], column: strides[3] },
    scan: scanValues(array),
    evidence: [],
  };
  const source = logitSource(view, height, width);
  const kernel = makeKernel(classes);
  const pixels = height * width;
  for (let n = 0; n < samples; n++) {
    for (let first = 0; first < pixels; first += kernel.capacity) {
      const count = Math.min(kernel.capacity, pixels - first);
      source.load(n, first, count, kernel.logits, kernel.stride);
      kernel.codes.set(label.codes.subarray(n * pixels + first, n * pixels + first + count));
      visit(kernel, n, first, count);
    }
  }
}
