import { constant, tensor } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import type { Expression, Shape } from './expression.js';

/** The conventions by which losses of the Dice, Tversky and Jaccard kind differ. */
export interface OverlapConventions {
  /** p is the softmax over the classes, or each class's own σ(z) (multi-label); the same for a single logit. */
  activation: 'softmax' | 'sigmoid';
  /** p itself, or 1 where p > threshold. */
  membership: 'soft' | 'hard';
  threshold: number;
  /**
   * Ignored pixels: left out; label row zero but P not masked; relabelled as class 0; masked in I only and counted as
   * the last class in Y; label row zero and logits multiplied by 0, so that P grows by 1/C each.
   */
  ignore: 'drop' | 'falsePositive' | 'toClass0' | 'toLastClassInDenominator' | 'uniformFalsePositive';
  /** One score per class from sums over batch and pixels, or one per sample and class. */
  scope: 'batch' | 'perSample';
  /** Classes that enter the mean; "positive" is the one class of a binary prediction. */
  classes: 'all' | 'foreground' | 'positive';
  /** p and y enter the denominator to this power. */
  exponent: 1 | 2;
  /** k, a and b of the equation. */
  hit: number;
  falsePositive: number;
  falseNegative: number;
  smoothNumerator: number;
  smoothDenominator: number;
  /** Smallest denominator. */
  floor: number;
  /** A class without label pixels: as the equation has it, loss 0 (score 1) and still in the mean, or not in the mean. */
  absent: 'kept' | 'zero' | 'leftOut';
  form: 'oneMinus' | 'negative' | 'minusLog' | 'score';
  /** Power of each class's loss (focal Tversky). */
  classPower: number;
  /** Class weights: none; multiplied, then a plain mean; Σ w·loss / Σ w. */
  weights: 'none' | 'multiplied' | 'normalised';
  reduction: 'mean' | 'sum';
  /** Power of the mean. */
  power: number;
  finish: 'none' | 'logCosh';
}

export const OVERLAP_DEFAULTS: OverlapConventions = {
  activation: 'softmax',
  membership: 'soft',
  threshold: 0.5,
  ignore: 'drop',
  scope: 'batch',
  classes: 'all',
  exponent: 1,
  hit: 2,
  falsePositive: 1,
  falseNegative: 1,
  smoothNumerator: 0,
  smoothDenominator: 0,
  floor: 0,
  absent: 'kept',
  form: 'oneMinus',
  classPower: 1,
  weights: 'none',
  reduction: 'mean',
  power: 1,
  finish: 'none',
};

const SMALLEST_SCORE = 1e-7;

/**
 * Overlap losses, from I = Σ p·y, P = Σ p (or Σ p²) and Y = Σ y of each sample and class:
 *
 *   FP = P − I   FN = Y − I   score = (k·I + s) / max(k·I + a·FP + b·FN + d, floor)
 *   loss = 1 − score | −score | −log(max(score, 1e-7))     L = mean over classes (and samples)
 *
 * k = 2, a = b = 1 is Dice (2I / (P + Y)); k = 1 with a, b is Tversky, a = b = 1 then Jaccard; k = 1 + β², a = 1,
 * b = β² is the origin's F-beta. Milletari 2016, Salehi 2017; focal Tversky: Abraham 2019; log-cosh: Jadon 2020.
 */
export function overlapLoss(
  conventions: OverlapConventions,
  label: Float64Array,
  shape: Shape,
  weights: readonly number[],
): Expression<'intersection' | 'prediction'> {
  const { scope, hit, falsePositive, falseNegative, floor } = conventions;
  return ({ intersection, prediction }) => {
    const over = (x: tf.Tensor2D) => (scope === 'batch' ? tf.sum(x, 0, true) : x) as tf.Tensor2D;
    const [i, p, y] = [intersection, prediction, tensor<tf.Rank.R2>(label, shape)].map(over);
    const hits = tf.mul(constant(hit), i);
    const missed = tf.add(tf.mul(constant(falsePositive), tf.sub(p, i)), tf.mul(constant(falseNegative), tf.sub(y, i)));
    const denominator = tf.add(tf.add(hits, missed), constant(conventions.smoothDenominator));
    const score = tf.div(
      tf.add(hits, constant(conventions.smoothNumerator)),
      floor > 0 ? tf.maximum(denominator, constant(floor)) : denominator,
    );
    let loss = lossOf(score, conventions.form);
    if (conventions.classPower !== 1) {
      loss = tf.pow(loss, constant(conventions.classPower));
    }
    if (conventions.absent === 'zero') {
      const best = conventions.form === 'score' ? tf.onesLike(loss) : tf.zerosLike(loss);
      loss = tf.where(tf.greater(y, constant(0)), loss, best);
    }
    return reduce(loss, y, conventions, weights);
  };
}

function lossOf(score: tf.Tensor, form: OverlapConventions['form']): tf.Tensor {
  switch (form) {
    case 'oneMinus':
      return tf.sub(constant(1), score);
    case 'negative':
      return tf.neg(score);
    case 'minusLog':
      return tf.neg(tf.log(tf.maximum(score, constant(SMALLEST_SCORE))));
    case 'score':
      return score;
  }
}

/** The mean (or sum) over samples and the classes that take part; parts are each class's share of it. */
function reduce(loss: tf.Tensor, y: tf.Tensor, conventions: OverlapConventions, weights: readonly number[]) {
  const [samples, classes] = loss.shape;
  const first = conventions.classes === 'all' ? 0 : 1;
  const present = conventions.absent === 'leftOut' ? y.dataSync() : null;
  // Classes that take part, [samples, classes], each with its weight.
  const share = Float64Array.from({ length: samples * classes }, (_, k) => {
    const c = k % classes;
    return c < first || present?.[k] === 0 ? 0 : conventions.weights === 'none' ? 1 : weights[c];
  });
  const takingPart = (_: number, k: number) => k % classes >= first && present?.[k] !== 0;
  const divisor =
    conventions.reduction === 'sum'
      ? 1
      : conventions.weights === 'normalised'
        ? share.reduce((sum, w) => sum + w, 0)
        : share.filter(takingPart).length;
  const factors = tensor<tf.Rank.R2>(
    share.map(w => w / divisor),
    [samples, classes],
  );
  // A class that takes no part is left out even where its loss is not a number.
  const takesPart = tf.notEqual(factors, constant(0));
  const parts = tf.sum(tf.where(takesPart, tf.mul(loss, factors), tf.zerosLike(loss)), 0);
  let value = tf.sum(parts) as tf.Scalar;
  if (conventions.power !== 1) {
    value = tf.pow(value, constant(conventions.power)) as tf.Scalar;
  }
  if (conventions.finish === 'logCosh') {
    value = logCosh(value);
  }
  return conventions.power === 1 && conventions.finish === 'none' ? { value, parts } : { value };
}

/** log(cosh(x)) = x + log((1 + e^(−2x)) / 2). */
function logCosh(x: tf.Scalar): tf.Scalar {
  const tail = tf.add(constant(1), tf.exp(tf.mul(constant(-2), x)));
  return tf.add(x, tf.log(tf.div(tail, constant(2)))) as tf.Scalar;
}
