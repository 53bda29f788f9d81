import type { PredictionView } from '../inspection/reading.js';
import type { LossSettings } from '../inspection/report.js';
import type { GradientRequest } from '../kernels/kernel.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { TotalSlopes } from '../losses/totalSlopes.js';
import { type Checkpoint, classWeights, eachBlock } from './pass.js';

/** What to make of dL/dlogits at each pixel: its Euclidean length over the classes, or one class's channel, signed. */
export type GradientView = 'magnitude' | number;

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
  const { numClasses } = view;
  const weights = classWeights(settings, numClasses);
  const { factor, gamma } = slopes.base.term(settings);
  const zeros = new Float64Array(numClasses);
  const map = new Float32Array(label.codes.length);
  await eachBlock(view, label, checkpoint, (kernel, at, count) => {
    kernel.logProbability.set(logProbability.subarray(at, at + count));
    kernel.pixelSlope(count, weights, slopes.byClass, factor, gamma);
    const request: GradientRequest = {
      logProbability: kernel.term,
      // P counts ignored pixels as well: the origin does not mask it.
      p: slopes.prediction,
      pIgnored: slopes.prediction,
      intersection: slopes.intersection,
      p2: zeros,
      p2Ignored: zeros,
    };
    kernel.gradient(count, request);
    if (wanted === 'magnitude') {
      kernel.magnitude(count);
      map.set(kernel.term.subarray(0, count), at);
    } else {
      map.set(kernel.logits.subarray(wanted * kernel.stride, wanted * kernel.stride + count), at);
    }
  });
  return map;
}
