import type { Statistics } from '../statistics/types.js';

/** Metrics of one class from the confusion matrix; NaN where the definition has nothing to divide by. */
export interface ClassMetrics {
  iou: number;
  precision: number;
  recall: number;
}

/**
 * With D = diagonal, R = label pixels, K = pixels predicted so (among counted ones):
 * IoU = D / (R + K − D), precision = D / K, recall = D / R.
 */
export function classMetrics({ confusion, label, numClasses }: Statistics, id: number): ClassMetrics {
  const hit = confusion[id * numClasses + id];
  let predicted = 0;
  for (let row = 0; row < numClasses; row++) {
    predicted += confusion[row * numClasses + id];
  }
  return { iou: hit / (label[id] + predicted - hit), precision: hit / predicted, recall: hit / label[id] };
}

/** Correct share of the counted pixels; NaN when all are ignored. */
export function pixelAccuracy({ confusion, numClasses, valid }: Statistics): number {
  let correct = 0;
  for (let id = 0; id < numClasses; id++) {
    correct += confusion[id * numClasses + id];
  }
  return correct / valid;
}

/** Mean IoU over the classes found in label or prediction; and the origin's, where an absent class counts 0. */
export function meanIoU(ious: readonly number[]): { present: number; origin: number } {
  const found = ious.filter(iou => !Number.isNaN(iou));
  const sum = found.reduce((total, iou) => total + iou, 0);
  return { present: sum / found.length, origin: sum / ious.length };
}
