import type { ReportNumber } from '../inspection/report.js';
import type { Answerer } from './asking.js';
import { distanceProfile } from './curves/distanceProfile.js';
import { reliability } from './curves/reliability.js';
import { thresholdCurves } from './curves/thresholdCurves.js';
import type { WhatIfSettings } from './settings.js';

export interface CurvesParams {
  settings?: WhatIfSettings;
  /** Bins of the reliability diagram; 15 unless said. */
  bins?: number;
}

/** Parts arrive one after the other; null: not yet, or for a mask. */
export interface CurvesAnswer {
  thresholds: ThresholdCurves | null;
  reliability: Reliability | null;
  distance: DistanceProfile | null;
}

/** Exact at these thresholds, multiples of 1/1024. Row by row: one row a class. NaN where undefined. */
export interface ThresholdCurves {
  thresholds: Float64Array;
  precision: Float32Array;
  recall: Float32Array;
  fScore: Float32Array;
  /** Mean F-score over the classes: the origin's (absent classes are in it), and over those in the label. */
  mean: Float32Array;
  meanPresent: Float32Array;
  /** Where each class's F-score is largest, over all multiples of 1/1024; null for an absent class. */
  best: ({ threshold: number; fScore: number } | null)[];
}

/** Of the pixels that count, by the probability of the predicted class. */
export interface Reliability {
  /** bins + 1 edges. */
  edges: Float64Array;
  pixels: Float64Array;
  /** Mean confidence and share of correct pixels; NaN in an empty bin. */
  confidence: Float64Array;
  accuracy: Float64Array;
  /** Σ pixels/all · |accuracy − confidence| (Naeini 2015), and the largest |accuracy − confidence|. */
  expectedError: ReportNumber;
  largestError: ReportNumber;
  meanConfidence: ReportNumber;
  meanAccuracy: ReportNumber;
}

/** By distance to the nearest other label, in pixels: from < d ≤ to. */
export interface DistanceProfile {
  bands: {
    from: number;
    to: ReportNumber;
    pixels: number;
    /** Mean loss, share of the summed loss, share of wrong pixels. */
    loss: ReportNumber | null;
    lossShare: ReportNumber | null;
    errors: ReportNumber | null;
  }[];
}

const DEFAULT_BINS = 15;
const MOST_BINS = 100;

/** How the numbers move with the threshold, the distance to a border, and the confidence. */
export const curves: Answerer<'curves'> = async (pair, { settings = {}, bins = DEFAULT_BINS }, asking) => {
  const { checkpoint, partial } = asking;
  const answer: CurvesAnswer = { thresholds: null, reliability: null, distance: null };
  if (!pair.isMask) {
    answer.thresholds = await thresholdCurves(pair, settings, checkpoint);
    partial(answer);
  }
  answer.distance = await distanceProfile(pair, settings, checkpoint);
  if (!pair.isMask) {
    partial(answer);
    answer.reliability = await reliability(pair, Math.min(Math.max(1, bins), MOST_BINS), checkpoint);
  }
  return answer;
};
