import type { PassSums } from '../kernels/kernel.js';

/** Soft or hard membership against the label, per class, summed over batch and pixels. */
export interface Overlap {
  /** Membership at the class's own label pixels: I = Σ p·y. */
  intersection: Float64Array;
  /** Membership over ALL pixels, ignored ones included: P = Σ p. The origin does not mask it. */
  prediction: Float64Array;
  /** Label pixels: Y = Σ y. */
  label: Float64Array;
}

/** Everything the losses and metrics are computed from, plus the per-pixel results. */
export interface Statistics {
  numClasses: number;
  pixels: number;
  valid: number;
  /** Label pixels per class. */
  label: Float64Array;
  soft: Overlap | null;
  hard: Overlap;
  /** Rows label, columns argmax; ignored pixels and predicted ids outside the classes left out. */
  confusion: Float64Array;
  /** Sum of the loss map per class, by pixel loss; empty for a mask. */
  lossByClass: Map<string, Float64Array>;
  /** Sum of w_c · Y_c. */
  weight: number;
  /** NaN and infinite values met, of so many looked at. */
  nonFinite: { nan: number; infinite: number; of: number };
  /** The kernels' sums of each sample; empty for a mask. */
  samples: PassSums[];
  /** Predicted class per pixel; empty where results per pixel were not asked for. */
  argmax: Uint16Array;
  /** Log-probability at the label per pixel, 0 where ignored; empty for a mask and where it was not asked for. */
  logProbability: Float32Array;
  /** Loss per pixel by pixel loss, 0 where ignored; empty for a mask and where it was not asked for. */
  maps: Map<string, Float32Array>;
}
