import type { PredictionView } from '../inspection/reading.js';
import { addSums, type BlockKernel, emptySums, type OverlapCoefficients, type PassSums } from '../kernels/kernel.js';
import { makeKernel } from '../kernels/registry.js';
import type { LabelMap } from '../labels/labelMap.js';
import { logitSource } from './logitSource.js';

/** Called every few tens of milliseconds; may throw to stop. */
export type Checkpoint = (done: number, of: number) => Promise<void>;

/** A pixel loss of the focal family, evaluated while a block is still in cache. */
export interface PixelTerm {
  id: string;
  weights: readonly number[] | null;
  factor: number;
  gamma: number;
}

export interface PassOptions {
  threshold: number;
  /** Also p², and what label smoothing needs. */
  extended: boolean;
  terms: readonly PixelTerm[];
  /** Which results per pixel to keep (all if not said); the others are empty, so memory does not grow with the label. */
  keep?: { logProbability: boolean; argmax: boolean; maps: boolean };
  /** How logits of another size than the label's are resized; true unless said. */
  alignCorners?: boolean;
}

/** What one pass over the logits gives. */
export interface PassResult {
  /** Sums per sample of the batch; `addSums` pools them. */
  samples: PassSums[];
  /** Per pixel: log-probability at the label, 0 where ignored. */
  logProbability: Float32Array;
  argmax: Uint16Array;
  terms: Map<string, { map: Float32Array; byClass: Float64Array }>;
  kernel: BlockKernel['name'];
}

/** How long the thread may be kept before messages (cancel) are let in. */
const SLICE_MS = 40;

/** Streams the logits once, in blocks of pixels; memory beyond the result is one block. */
export async function runPass(
  view: PredictionView,
  label: LabelMap,
  options: PassOptions,
  checkpoint: Checkpoint,
): Promise<PassResult> {
  const pixels = label.codes.length;
  const keep = options.keep ?? { logProbability: true, argmax: true, maps: true };
  const result: PassResult = {
    samples: [],
    logProbability: new Float32Array(keep.logProbability ? pixels : 0),
    argmax: new Uint16Array(keep.argmax ? pixels : 0),
    terms: new Map(),
    kernel: 'typescript',
  };
  for (const { id } of options.terms) {
    result.terms.set(id, {
      map: new Float32Array(keep.maps ? pixels : 0),
      byClass: new Float64Array(view.numClasses),
    });
  }
  const weights = options.terms.map(term => classWeights(term, view.numClasses));
  const perSample = label.height * label.width;
  await eachBlock(
    view,
    label,
    checkpoint,
    (kernel, at, count) => {
      result.kernel = kernel.name;
      kernel.forward(count, options.threshold, options.extended);
      if (keep.logProbability) {
        result.logProbability.set(kernel.logProbability.subarray(0, count), at);
      }
      if (keep.argmax) {
        result.argmax.set(kernel.argmax.subarray(0, count), at);
      }
      options.terms.forEach(({ id, factor, gamma }, k) => {
        const term = result.terms.get(id) as { map: Float32Array; byClass: Float64Array };
        kernel.pixelTerm(count, weights[k], factor, gamma, term.byClass);
        if (keep.maps) {
          term.map.set(kernel.term.subarray(0, count), at);
        }
      });
      if ((at + count) % perSample === 0) {
        result.samples.push(kernel.takeSums());
      }
    },
    options.alignCorners,
  );
  return result;
}

/**
 * Loads the logits and label codes block by block into a kernel. Blocks do not cross samples; `at` is the first pixel
 * of the batch, `count` the pixels of the block.
 */
export async function eachBlock(
  view: PredictionView,
  label: LabelMap,
  checkpoint: Checkpoint,
  visit: (kernel: BlockKernel, at: number, count: number) => void,
  alignCorners = true,
): Promise<void> {
  const kernel = makeKernel(view.numClasses);
  const source = logitSource(view, label.height, label.width, alignCorners);
  const perSample = label.height * label.width;
  const pixels = label.samples * perSample;
  let since = performance.now();
  await checkpoint(0, pixels);
  for (let n = 0; n < label.samples; n++) {
    for (let first = 0; first < perSample; first += kernel.capacity) {
      const count = Math.min(kernel.capacity, perSample - first);
      const at = n * perSample + first;
      source.load(n, first, count, kernel.logits, kernel.stride);
      kernel.codes.set(label.codes.subarray(at, at + count));
      visit(kernel, at, count);
      if (performance.now() - since > SLICE_MS) {
        await checkpoint(at + count, pixels);
        since = performance.now();
      }
    }
  }
}

/** What each pixel adds to a sum over overlaps; see OverlapCoefficients. */
export async function overlapPass(
  view: PredictionView,
  label: LabelMap,
  coefficients: OverlapCoefficients,
  checkpoint: Checkpoint,
): Promise<Float32Array> {
  const map = new Float32Array(label.codes.length);
  await eachBlock(view, label, checkpoint, (kernel, at, count) => {
    kernel.overlapMap(count, coefficients);
    map.set(kernel.term.subarray(0, count), at);
  });
  return map;
}

/** All samples as one: sums over batch and pixels. */
export function pooled(samples: readonly PassSums[], numClasses: number): PassSums {
  const sums = emptySums(numClasses);
  for (const sample of samples) {
    addSums(sums, sample);
  }
  return sums;
}

export function classWeights({ weights }: Pick<PixelTerm, 'weights'>, numClasses: number): Float32Array {
  return weights ? Float32Array.from(weights) : new Float32Array(numClasses).fill(1);
}
