import { constant } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import type { OverlapTensors } from './types.js';

/**
 * F-beta of each class from its overlap (the origin's Dice and F-score):
 *
 *   FP = P − I   FN = Y − I   score = ((1 + β²)·I + s) / ((1 + β²)·I + β²·FN + FP + s)
 *
 * An absent class scores s / (P + s); with s = 0 and nothing predicted that is 0/0 = NaN.
 */
export function fBetaScores({ intersection, prediction, label }: OverlapTensors, beta: number, smooth: number) {
  const squared = constant(beta * beta);
  const falsePositive = tf.sub(prediction, intersection);
  const falseNegative = tf.sub(label, intersection);
  const hit = tf.add(tf.mul(tf.add(squared, constant(1)), intersection), constant(smooth));
  const missed = tf.add(tf.mul(squared, falseNegative), falsePositive);
  return tf.div(hit, tf.add(hit, missed)) as tf.Tensor1D;
}
