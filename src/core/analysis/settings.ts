import type { ABSENT_POLICIES, IGNORE_POLICIES, TERM_LOSSES, WEIGHT_PRESETS } from './names.js';

/** Weights made from the label's own pixel counts; `beta` is that of the effective number of samples. */
export type WeightPreset = (typeof WEIGHT_PRESETS)[number];
export type Weights = number[] | { preset: WeightPreset; beta?: number } | null;

/** Losses that can be added up to a total. */
export type TermLoss = (typeof TERM_LOSSES)[number];

/** A loss one can look at pixel by pixel: one that can be added up, or the total itself. */
export type LossTerm = TermLoss | 'total';

/**
 * What the user turned, over the inspection's own settings: an absent field is as inspected, so {} is the base.
 * Ranges are those of LossSettings.
 */
export interface WhatIfSettings {
  weights?: Weights;
  /** Focal's factor; null: none. */
  alpha?: number | null;
  gamma?: number;
  beta?: number;
  smooth?: number;
  threshold?: number;
  /** ε of the cross entropy: 0 to 1. */
  labelSmoothing?: number;
  /**
   * Ignored pixels. origin: not in cross entropy, pixels of loss 0 in focal's mean, and their probability is false
   * positive in Dice; drop: nowhere; background: label 0.
   */
  ignore?: (typeof IGNORE_POLICIES)[number];
  /** Classes without label pixels in Dice: as the equation gives them, left out of the mean, or loss 0 in the mean. */
  absent?: (typeof ABSENT_POLICIES)[number];
  /** What the total is made of. */
  terms?: { loss: TermLoss; lambda: number }[];
  /** Key of the dialect whose conventions the total follows; the other fields change those. null: the origin's. */
  dialect?: string | null;
}
