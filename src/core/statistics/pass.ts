import type { PredictionView } from '../inspection/reading.js';
import { addSums, type BlockKernel, emptySums, type PassSums } from '../kernels/kernel.js';
import { compiledKernels } from '../kernels/registry.js';
import type { LabelMap } from '../labels/labelMap.js';
import { type BlockJob, type Checkpoint, type Output, runBlocks } from './blocks.js';

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
  /** Results per pixel of an earlier pass that nobody reads any more: they are written again. */
  into?: Pick<PassResult, 'logProbability' | 'argmax'> & { maps: ReadonlyMap<string, Float32Array> };
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

/** What the forward job needs to know on any thread. */
interface ForwardParams {
  threshold: number;
  extended: boolean;
  terms: readonly PixelTerm[];
}

interface ForwardSums {
  sums: PassSums;
  /** Sum per class of each term. */
  byClass: Float64Array[];
}

/** The arrays a term's map is in. */
const mapOf = (id: string) => `map.${id}`;

/** Log-probabilities, argmax, sums and pixel losses; results per pixel are written where there is an array for them. */
export const forwardJob: BlockJob<ForwardParams, ForwardSums> = {
  name: 'forward',
  readsLogits: true,
  start(kernel, { threshold, extended, terms }, arrays) {
    const weights = terms.map(term => classWeights(term, kernel.numClasses));
    const zeros = () => terms.map(() => new Float64Array(kernel.numClasses));
    let byClass = zeros();
    return {
      block(at, count) {
        kernel.forward(count, threshold, extended);
        arrays.logProbability?.set(kernel.logProbability.subarray(0, count), at);
        arrays.argmax?.set(kernel.argmax.subarray(0, count), at);
        terms.forEach(({ id, factor, gamma }, k) => {
          kernel.pixelTerm(count, weights[k], factor, gamma, byClass[k]);
          arrays[mapOf(id)]?.set(kernel.term.subarray(0, count), at);
        });
      },
      take() {
        const taken = { sums: kernel.takeSums(), byClass };
        byClass = zeros();
        return taken;
      },
    };
  },
};

/** Streams the logits once, in blocks of pixels; memory beyond the result is one block a thread. */
export async function runPass(
  view: PredictionView,
  label: LabelMap,
  options: PassOptions,
  checkpoint: Checkpoint,
): Promise<PassResult> {
  const keep = options.keep ?? { logProbability: true, argmax: true, maps: true };
  const outputs: Record<string, Output> = {};
  if (keep.logProbability) {
    outputs.logProbability = options.into?.logProbability ?? 'float32';
  }
  if (keep.argmax) {
    outputs.argmax = options.into?.argmax ?? 'uint16';
  }
  for (const { id } of keep.maps ? options.terms : []) {
    outputs[mapOf(id)] = options.into?.maps.get(id) ?? 'float32';
  }
  const { threshold, extended, terms, alignCorners } = options;
  const pass = { params: { threshold, extended, terms }, outputs, alignCorners };
  const { chunks, arrays } = await runBlocks(forwardJob, view, label, pass, checkpoint);
  const samples = Array.from({ length: label.samples }, () => emptySums(view.numClasses));
  for (const { sample, result } of chunks) {
    addSums(samples[sample], result.sums);
  }
  const floats = (name: string) => (arrays[name] ?? new Float32Array(0)) as Float32Array;
  return {
    samples,
    logProbability: floats('logProbability'),
    argmax: (arrays.argmax ?? new Uint16Array(0)) as Uint16Array,
    terms: new Map(
      terms.map(({ id }, k) => {
        const byClass = chunks.map(({ result }) => result.byClass[k]);
        return [id, { map: floats(mapOf(id)), byClass: sumOfChunks(byClass, view.numClasses) }];
      }),
    ),
    kernel: compiledKernels() ? 'wasm-simd' : 'typescript',
  };
}

/** Sums per class, added in the order of the chunks. */
export function sumOfChunks(results: readonly Float64Array[], numClasses: number): Float64Array {
  const sum = new Float64Array(numClasses);
  for (const result of results) {
    for (let c = 0; c < numClasses; c++) {
      sum[c] += result[c];
    }
  }
  return sum;
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
