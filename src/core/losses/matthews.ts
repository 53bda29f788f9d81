import { constant, tensor } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import type { Expression, Shape } from './expression.js';

export interface MatthewsConventions {
  ignore: 'drop' | 'toClass0';
  /** σ of the binary logit, or the logit itself as some losses are called by mistake. */
  activation: 'sigmoid' | 'none';
  /** Added to each of the four counts. */
  epsilon: number;
}

export const MATTHEWS_DEFAULTS: MatthewsConventions = { ignore: 'toClass0', activation: 'sigmoid', epsilon: 1e-5 };

/**
 * One minus the Matthews correlation of the positive class, from soft counts over batch and pixels (Abhishek 2021,
 * segmentation_models.pytorch):
 *
 *   TP = I   FP = P − I   FN = Y − I   TN = |A| − P − Y + I
 *   L = 1 − (TP·TN − FP·FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN))
 *
 * The statistics are [samples, 2]; only class 1 is read. A negative root (raw logits) gives NaN.
 */
export function matthewsLoss(
  { epsilon }: MatthewsConventions,
  label: Float64Array,
  pixels: number,
  shape: Shape,
): Expression<'intersection' | 'prediction'> {
  return ({ intersection, prediction }) => {
    const positive = tensor<tf.Rank.R2>(
      Float64Array.from(label, (_, k) => k % shape[1]),
      shape,
    );
    const [i, p, y] = [intersection, prediction, tensor<tf.Rank.R2>(label, shape)].map(x =>
      tf.sum(tf.mul(x, positive)),
    );
    const plus = (x: tf.Tensor) => tf.add(x, constant(epsilon));
    const [tp, fp, fn] = [plus(i), plus(tf.sub(p, i)), plus(tf.sub(y, i))];
    const tn = plus(tf.add(tf.sub(tf.sub(constant(pixels), p), y), i));
    const product = [tf.add(tp, fp), tf.add(tp, fn), tf.add(tn, fp), tf.add(tn, fn)].reduce((a, b) => tf.mul(a, b));
    const correlation = tf.div(tf.sub(tf.mul(tp, tn), tf.mul(fp, fn)), tf.sqrt(product));
    return { value: tf.sub(constant(1), correlation) as tf.Scalar };
  };
}
