import type { LabelMap } from '../labels/labelMap.js';
import { type BlockJob, type Checkpoint, runBlocks } from './blocks.js';
import { classWeights, type PixelTerm } from './pass.js';

/** Sums of a pixel loss. */
export interface TermSums {
  byClass: Float64Array;
  /** Over the pixels whose probability at the label is above EASY_PROBABILITY. */
  easy: number;
}

/** Pixels of a larger probability at the label are easy: what focal losses are about. */
export const EASY_PROBABILITY = 0.9;
const EASY_LOG = Math.log(EASY_PROBABILITY);

export const termJob: BlockJob<PixelTerm, TermSums> = {
  name: 'term',
  readsLogits: false,
  start(kernel, term, { logProbability, map }) {
    const weights = classWeights(term, kernel.numClasses);
    const zero = (): TermSums => ({ byClass: new Float64Array(kernel.numClasses), easy: 0 });
    let sums = zero();
    return {
      block(at, count) {
        kernel.logProbability.set(logProbability.subarray(at, at + count));
        kernel.pixelTerm(count, weights, term.factor, term.gamma, sums.byClass);
        map?.set(kernel.term.subarray(0, count), at);
        // Ignored pixels have the log-probability 0, and a term of 0.
        sums.easy += kernel.easySum(count, EASY_LOG);
      },
      take() {
        const taken = sums;
        sums = zero();
        return taken;
      },
    };
  },
};

/**
 * A pixel loss with other parameters, from the log-probabilities that a pass kept: other gamma, alpha or weights never
 * touch the logits again. Exact: the same kernel on the same numbers as during the pass.
 *
 * @param into a map of an earlier call, which is written again
 */
export async function evaluateTerm(
  classes: { numClasses: number },
  label: LabelMap,
  logProbability: Float32Array,
  term: PixelTerm,
  checkpoint: Checkpoint,
  into?: Float32Array,
): Promise<TermSums & { map: Float32Array }> {
  const pass = { params: term, inputs: { logProbability }, outputs: { map: into ?? ('float32' as const) } };
  const { chunks, arrays } = await runBlocks(termJob, classes, label, pass, checkpoint);
  return { ...pooledSums(chunks, classes.numClasses), map: arrays.map as Float32Array };
}

/** The sums alone, without a map. */
export async function sumTerm(
  classes: { numClasses: number },
  label: LabelMap,
  logProbability: Float32Array,
  term: PixelTerm,
  checkpoint: Checkpoint,
): Promise<TermSums> {
  const { chunks } = await runBlocks(termJob, classes, label, { params: term, inputs: { logProbability } }, checkpoint);
  return pooledSums(chunks, classes.numClasses);
}

/** Added in the order of the chunks, so that threads make no difference. */
function pooledSums(chunks: readonly { result: TermSums }[], numClasses: number): TermSums {
  const sums: TermSums = { byClass: new Float64Array(numClasses), easy: 0 };
  for (const { result } of chunks) {
    sums.easy += result.easy;
    for (let c = 0; c < numClasses; c++) {
      sums.byClass[c] += result.byClass[c];
    }
  }
  return sums;
}
