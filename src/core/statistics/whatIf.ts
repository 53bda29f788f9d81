import type { LabelMap } from '../labels/labelMap.js';
import { type BlockJob, type Checkpoint, runBlocks } from './blocks.js';
import { classWeights, type PixelTerm, sumOfChunks } from './pass.js';

export const termJob: BlockJob<PixelTerm, Float64Array> = {
  name: 'term',
  readsLogits: false,
  start(kernel, term, { logProbability, map }) {
    const weights = classWeights(term, kernel.numClasses);
    let byClass = new Float64Array(kernel.numClasses);
    return {
      block(at, count) {
        kernel.logProbability.set(logProbability.subarray(at, at + count));
        kernel.pixelTerm(count, weights, term.factor, term.gamma, byClass);
        map.set(kernel.term.subarray(0, count), at);
      },
      take() {
        const taken = byClass;
        byClass = new Float64Array(kernel.numClasses);
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
): Promise<{ map: Float32Array; byClass: Float64Array }> {
  const pass = { params: term, inputs: { logProbability }, outputs: { map: into ?? ('float32' as const) } };
  const { chunks, arrays } = await runBlocks(termJob, classes, label, pass, checkpoint);
  const byClass = sumOfChunks(
    chunks.map(({ result }) => result),
    classes.numClasses,
  );
  return { map: arrays.map as Float32Array, byClass };
}
