import type { Overlap } from '../statistics/types.js';

/**
 * F-beta of each class from its overlap (the origin's Dice and F-score):
 *
 *   FP = P − I   FN = Y − I   score = ((1 + β²)·I + s) / ((1 + β²)·I + β²·FN + FP + s)
 *
 * An absent class scores s / (P + s); with s = 0 and nothing predicted that is 0/0 = NaN.
 */
export function fBetaScores(overlap: Overlap, beta: number, smooth: number): Float64Array {
  const squared = beta * beta;
  return overlap.intersection.map((intersection, c) => {
    const falsePositive = overlap.prediction[c] - intersection;
    const falseNegative = overlap.label[c] - intersection;
    const hit = (1 + squared) * intersection + smooth;
    return hit / (hit + squared * falseNegative + falsePositive);
  });
}

/** Plain mean over all classes, absent ones included. */
export function classMean(scores: Float64Array): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
