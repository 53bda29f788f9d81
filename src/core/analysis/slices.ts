import type { SliceAxis } from './layer.js';
import type { WhatIfSettings } from './settings.js';

export interface SlicesParams {
  axis?: SliceAxis;
  settings?: WhatIfSettings;
}

/** A strip of one number a slice; NaN where a slice has no counted pixel. */
export interface SlicesAnswer {
  axis: SliceAxis;
  count: number;
  /** Width and height of a slice. */
  width: number;
  height: number;
  /** Counted pixels, and wrong ones. */
  pixels: Float64Array;
  errors: Float64Array;
  /** Mean over the slice's counted pixels; null for a mask. */
  crossEntropy: Float64Array | null;
  focal: Float64Array | null;
  /** What the slice adds to the total, which they sum to; null where the total is no sum over pixels. */
  total: Float64Array | null;
  /** Slices that add the most first (most wrong pixels for a mask). */
  worst: number[];
}
