import type { PredictionView } from '../inspection/reading.js';
import type { LossSettings } from '../inspection/report.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { TotalSlopes } from '../losses/totalSlopes.js';
import { type BlockJob, type Checkpoint, runBlocks } from './blocks.js';
import { classWeights } from './pass.js';

/** What to make of dL/dlogits at each pixel: its Euclidean length over the classes, or one class's channel, signed. */
export type GradientView = 'magnitude' | number;

interface GradientParams {
  weights: Float32Array;
  factor: number;
  gamma: number;
  byClass: Float64Array;
  prediction: Float64Array;
  intersection: Float64Array;
  wanted: GradientView;
}

export const gradientJob: BlockJob<GradientParams, null> = {
  name: 'gradient',
  readsLogits: true,
  start(kernel, params, { logProbability, map }) {
    const { weights, factor, gamma, byClass, prediction, intersection, wanted } = params;
    const zeros = new Float64Array(kernel.numClasses);
    return {
      block(at, count) {
        kernel.logProbability.set(logProbability.subarray(at, at + count));
        kernel.pixelSlope(count, weights, byClass, factor, gamma);
        kernel.gradient(count, {
          logProbability: kernel.term,
          // P counts ignored pixels as well: the origin does not mask it.
          p: prediction,
          pIgnored: prediction,
          intersection,
          p2: zeros,
          p2Ignored: zeros,
        });
        if (wanted === 'magnitude') {
          kernel.magnitude(count);
          map.set(kernel.term.subarray(0, count), at);
        } else {
          map.set(kernel.logits.subarray(wanted * kernel.stride, wanted * kernel.stride + count), at);
        }
      },
      take: () => null,
    };
  },
};

/**
 * The gradient of the total with respect to the logits at the label's size, as one number a pixel: a second fused pass
 * from the derivatives of the statistics. The full gradient never exists beyond one block.
 *
 * @param logProbability as kept by the forward pass
 */
export async function gradientMap(
  view: PredictionView,
  label: LabelMap,
  logProbability: Float32Array,
  slopes: TotalSlopes,
  settings: LossSettings,
  wanted: GradientView,
  checkpoint: Checkpoint,
): Promise<Float32Array> {
  const params: GradientParams = {
    weights: classWeights(settings, view.numClasses),
    ...slopes.base.term(settings),
    byClass: slopes.byClass,
    prediction: slopes.prediction,
    intersection: slopes.intersection,
    wanted,
  };
  const pass = { params, inputs: { logProbability }, outputs: { map: 'float32' } } as const;
  const { arrays } = await runBlocks(gradientJob, view, label, pass, checkpoint);
  return arrays.map as Float32Array;
}
