import { IGNORED_CODE } from '../inspection/layers.js';
import type { PredictionView } from '../inspection/reading.js';
import { PROBABILITY_EPS } from '../kernels/kernel.js';
import type { LabelMap } from '../labels/labelMap.js';
import { type BlockJob, type Checkpoint, runBlocks } from './blocks.js';
import { sumOfChunks } from './pass.js';

export const crossSumsJob: BlockJob<null, Float64Array> = {
  name: 'crossSums',
  readsLogits: true,
  start(kernel) {
    const { logits, codes, stride, numClasses } = kernel;
    const z = new Float64Array(numClasses);
    let sums = new Float64Array(numClasses * numClasses);
    return {
      block(_at, count) {
        for (let k = 0; k < count; k++) {
          const code = codes[k];
          if (code === IGNORED_CODE) {
            continue;
          }
          let top = Number.NEGATIVE_INFINITY;
          for (let c = 0; c < numClasses; c++) {
            const value = logits[c * stride + k];
            z[c] = kernel.given ? Math.log(Math.max(value, PROBABILITY_EPS)) : value;
            top = Math.max(top, z[c]);
          }
          let sum = 0;
          for (let c = 0; c < numClasses; c++) {
            sum += Math.exp(z[c] - top);
          }
          const logSum = top + Math.log(sum);
          for (let c = 0; c < numClasses; c++) {
            sums[code * numClasses + c] += logSum - z[c];
          }
        }
      },
      take() {
        const taken = sums;
        sums = new Float64Array(numClasses * numClasses);
        return taken;
      },
    };
  },
};

/**
 * Σ −log p_c over the label pixels of each class: [label][c]. With it the smoothed cross entropy of every class is known
 * for any ε and weights without the logits.
 */
export async function crossSums(
  view: PredictionView,
  label: LabelMap,
  alignCorners: boolean,
  checkpoint: Checkpoint,
): Promise<Float64Array> {
  const { chunks } = await runBlocks(crossSumsJob, view, label, { params: null, alignCorners }, checkpoint);
  return sumOfChunks(
    chunks.map(({ result }) => result),
    view.numClasses ** 2,
  );
}
