import type { LossSettings } from '../inspection/report.js';
import type { tf } from '../tf.js';

/** Soft or hard membership against the label, per class, summed over batch and pixels: float64 tensors [classes]. */
export interface OverlapTensors {
  /** I = Σ p·y: membership at the class's own label pixels. */
  intersection: tf.Tensor1D;
  /** P = Σ p over ALL pixels, ignored ones included: the origin does not mask it. */
  prediction: tf.Tensor1D;
  /** Y = Σ y: label pixels. */
  label: tf.Tensor1D;
}

/** What a pixel loss is made of, summed: float64. */
export interface PixelSumTensors {
  /** Sum of the loss map over each class's own pixels [classes]. */
  byClass: tf.Tensor1D;
  /** Σ_V w_y: class weight times label pixels, summed. */
  weight: tf.Scalar;
  /** All pixels, ignored ones included. */
  pixels: tf.Scalar;
}

/**
 * A loss that is a function of the log-probability at the label, pixel by pixel:
 * f = factor · (1 − exp(−ℓ))^gamma · ℓ with ℓ = −w_y · log p_y. The kernels evaluate it during the pass.
 */
export interface PixelLoss {
  readonly id: 'crossEntropy' | 'focal';
  readonly title: string;
  term(settings: LossSettings): { factor: number; gamma: number };
  /** The loss of the whole label from the summed map, as a tfjs expression. */
  value(sums: PixelSumTensors): tf.Scalar;
}

/** A loss or score of how prediction and label overlap, class by class, as tfjs expressions. */
export interface RegionLoss {
  readonly id: string;
  readonly title: string;
  /** soft: probabilities; hard: 1 where the probability is above the threshold. */
  readonly overlap: 'soft' | 'hard';
  /** One score a class. */
  scores(overlap: OverlapTensors, settings: LossSettings): tf.Tensor1D;
  value(scores: tf.Tensor1D): tf.Scalar;
}
