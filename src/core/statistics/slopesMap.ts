import type { PredictionView } from '../inspection/reading.js';
import type { GradientRequest } from '../kernels/kernel.js';
import type { LabelMap } from '../labels/labelMap.js';
import { type BlockJob, type Checkpoint, runBlocks } from './blocks.js';
import type { GradientView } from './gradientMap.js';

/** Derivatives of a loss with respect to one sample's statistics, by class; see GradientRequest. */
export type SampleSlopes = Omit<GradientRequest, 'logProbability'>;

interface SlopesParams {
  /** One a sample. */
  slopes: SampleSlopes[];
  perSample: number;
  wanted: GradientView;
}

export const slopesJob: BlockJob<SlopesParams, null> = {
  name: 'slopes',
  readsLogits: true,
  start: (kernel, { slopes, perSample, wanted }, { atLabel, map }) => ({
    block(at, count) {
      const logProbability = (atLabel as Float32Array).subarray(at, at + count);
      kernel.gradient(count, { logProbability, ...slopes[Math.floor(at / perSample)] });
      if (wanted === 'magnitude') {
        kernel.magnitude(count);
        map.set(kernel.term.subarray(0, count), at);
      } else {
        map.set(kernel.logits.subarray(wanted * kernel.stride, wanted * kernel.stride + count), at);
      }
    },
    take: () => null,
  }),
};

/**
 * dL/dlogits of any loss that is a function of the statistics, as one number a pixel.
 *
 * @param atLabel dL/d(log-probability at the label) of each pixel
 */
export async function slopesMap(
  view: PredictionView,
  label: LabelMap,
  slopes: SampleSlopes[],
  atLabel: Float32Array,
  wanted: GradientView,
  alignCorners: boolean,
  checkpoint: Checkpoint,
): Promise<Float32Array> {
  const params: SlopesParams = { slopes, perSample: label.width * label.height, wanted };
  const pass = { params, inputs: { atLabel }, outputs: { map: 'float32' }, alignCorners } as const;
  const { arrays } = await runBlocks(slopesJob, view, label, pass, checkpoint);
  return arrays.map as Float32Array;
}
