import { classMetrics, meanIoU } from '../losses/metrics.js';
import type { Statistics } from '../statistics/types.js';
import type { PairSums } from './record.js';

/** How a library sums an epoch up: the same predictions, another number. */
export interface EpochConvention {
  key: string;
  title: string;
  /** What it is the mean of, and what it does with classes that are not there. */
  definition: string;
  /** @param images each class of each pair; @param all of all pairs as one picture */
  value(images: readonly (readonly Counts[])[], all: Statistics): number;
}

/** True positives, false positives and false negatives of one class, ignored pixels left out. */
interface Counts {
  tp: number;
  fp: number;
  fn: number;
}

function countsOf({ confusion, label, numClasses }: Statistics, id: number): Counts {
  const tp = confusion[id * numClasses + id];
  let predicted = 0;
  for (let row = 0; row < numClasses; row++) {
    predicted += confusion[row * numClasses + id];
  }
  return { tp, fp: predicted - tp, fn: label[id] - tp };
}

/** The classes of one pair. */
export function countsOfPair({ confusion, label }: PairSums): Counts[] {
  const counts = label.map(pixels => ({ tp: 0, fp: 0, fn: pixels }));
  for (const [row, column, pixels] of confusion) {
    if (row === column) {
      counts[row].tp = pixels;
      counts[row].fn -= pixels;
    } else {
      counts[column].fp += pixels;
    }
  }
  return counts;
}

const iou = ({ tp, fp, fn }: Counts) => tp / (tp + fp + fn);
const dice = ({ tp, fp, fn }: Counts) => (2 * tp) / (2 * tp + fp + fn);
const sum = (counts: readonly Counts[]): Counts =>
  counts.reduce((a, b) => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn }), { tp: 0, fp: 0, fn: 0 });
const classes = (stats: Statistics) => Array.from({ length: stats.numClasses }, (_, id) => countsOf(stats, id));
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const nanMean = (values: readonly number[]) => mean(values.filter(value => !Number.isNaN(value)));
/** smp's zero_division, 1 by default. */
const orOne = (value: number) => (Number.isNaN(value) ? 1 : value);

/** MONAI's DiceHelper with ignore_empty: a class without label pixels is left out, predicted or not. */
function monaiDice(counts: Counts): number {
  return counts.tp + counts.fn > 0 ? dice(counts) : Number.NaN;
}

export const EPOCH_CONVENTIONS: readonly EpochConvention[] = [
  {
    key: 'origin.miou',
    title: 'origin: mIoU',
    definition: 'IoU per class over all pixels of all images; a class that is nowhere counts as 0.',
    value: (_, all) => meanIoU(classes(all).map(iou)).origin,
  },
  {
    key: 'mmseg.mIoU',
    title: 'mmsegmentation: mIoU',
    definition: 'IoU per class over all pixels of all images; classes that are nowhere are left out.',
    value: (_, all) => nanMean(classes(all).map(iou)),
  },
  {
    key: 'mmseg.mDice',
    title: 'mmsegmentation: mDice',
    definition: 'Dice per class over all pixels of all images; classes that are nowhere are left out.',
    value: (_, all) => nanMean(classes(all).map(dice)),
  },
  {
    key: 'mmseg.mAcc',
    title: 'mmsegmentation: mAcc',
    definition: 'Recall per class over all pixels of all images; classes without label pixels are left out.',
    value: (_, all) => nanMean(Array.from({ length: all.numClasses }, (_unused, id) => classMetrics(all, id).recall)),
  },
  {
    key: 'smp.iou.micro',
    title: 'segmentation_models.pytorch: IoU, micro',
    definition: 'One IoU of all classes, pixels and images together.',
    value: (_, all) => orOne(iou(sum(classes(all)))),
  },
  {
    key: 'smp.iou.macro',
    title: 'segmentation_models.pytorch: IoU, macro',
    definition: 'IoU per class over all images; a class that is nowhere counts as 1.',
    value: (_, all) => mean(classes(all).map(counts => orOne(iou(counts)))),
  },
  {
    key: 'smp.iou.microImagewise',
    title: 'segmentation_models.pytorch: IoU, micro-imagewise',
    definition: 'One IoU per image of all its classes together, then the mean over images.',
    value: images => mean(images.map(image => orOne(iou(sum(image))))),
  },
  {
    key: 'smp.iou.macroImagewise',
    title: 'segmentation_models.pytorch: IoU, macro-imagewise',
    definition: 'IoU per image and class, then the mean over both; a class that an image lacks counts as 1.',
    value: images => mean(images.flatMap(image => image.map(counts => orOne(iou(counts))))),
  },
  {
    key: 'monai.diceMetric',
    title: 'MONAI: DiceMetric',
    definition: 'Dice per image and class, the mean over the classes an image has, then over images.',
    value: images => nanMean(images.map(image => nanMean(image.map(monaiDice)))),
  },
  {
    key: 'nnunet.foregroundMean',
    title: 'nnU-Net: validation Dice',
    definition: 'Dice per image and class; per class the mean over images that have it; then over all classes but 0.',
    value: (images, all) =>
      mean(Array.from({ length: all.numClasses - 1 }, (_, k) => nanMean(images.map(image => dice(image[k + 1]))))),
  },
  {
    key: 'nnunet.pseudoDice',
    title: 'nnU-Net: pseudo Dice',
    definition: 'Dice per class over all images as one, all classes but 0; classes that are nowhere are left out.',
    value: (_, all) => nanMean(classes(all).slice(1).map(dice)),
  },
];
