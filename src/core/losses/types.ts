import type { LossSettings } from '../inspection/report.js';
import type { Overlap, PixelSums } from '../statistics/types.js';
import type { tf } from '../tf.js';

/**
 * A loss that is a function of the log-probability at the label, pixel by pixel.
 *
 * `map` is written with tfjs ops over one tile; values at ignored pixels are overwritten with 0 afterwards.
 * Sums over pixels are made outside, in float64: tfjs reduces in float32.
 */
export interface PixelLoss {
  readonly id: 'crossEntropy' | 'focal';
  readonly title: string;
  /** logProbability [pixels]: log p of the label's class; weight [pixels]: its class weight. */
  map(logProbability: tf.Tensor1D, weight: tf.Tensor1D, settings: LossSettings): tf.Tensor1D;
  /** The loss of the whole label from the summed map. */
  value(sums: PixelSums): number;
}

/** A loss or score of how prediction and label overlap, class by class. */
export interface RegionLoss {
  readonly id: 'dice' | 'fScore';
  readonly title: string;
  /** soft: probabilities; hard: 1 where the probability is above the threshold. */
  readonly overlap: 'soft' | 'hard';
  /** One score a class. */
  scores(overlap: Overlap, settings: LossSettings): Float64Array;
  value(scores: Float64Array): number;
}
