import type { PredictionView } from '../inspection/reading.js';
import type { OverlapCoefficients } from '../kernels/kernel.js';
import type { LabelMap } from '../labels/labelMap.js';
import { type BlockJob, type Checkpoint, runBlocks } from './blocks.js';

export const overlapJob: BlockJob<OverlapCoefficients, null> = {
  name: 'overlap',
  readsLogits: true,
  start: (kernel, coefficients, { map }) => ({
    block(at, count) {
      kernel.overlapMap(count, coefficients);
      map.set(kernel.term.subarray(0, count), at);
    },
    take: () => null,
  }),
};

/** What each pixel adds to a sum over overlaps; see OverlapCoefficients. */
export async function overlapPass(
  view: PredictionView,
  label: LabelMap,
  coefficients: OverlapCoefficients,
  checkpoint: Checkpoint,
  alignCorners = true,
): Promise<Float32Array> {
  const pass = { params: coefficients, outputs: { map: 'float32' }, alignCorners } as const;
  const { arrays } = await runBlocks(overlapJob, view, label, pass, checkpoint);
  return arrays.map as Float32Array;
}
