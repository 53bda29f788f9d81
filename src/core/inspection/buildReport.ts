import type { ClassSpec } from '../labels/classSpec.js';
import { classColor, className } from '../labels/classSpec.js';
import { classMetrics, meanIoU, pixelAccuracy } from '../losses/metrics.js';
import { PIXEL_LOSSES, REGION_LOSSES } from '../losses/registry.js';
import type { OverlapTensors } from '../losses/types.js';
import type { Overlap, Statistics } from '../statistics/types.js';
import { useFloat64 } from '../tensors/float64Backend.js';
import { constant, numberOf, numbersOf, vector } from '../tensors/tensor.js';
import { tf } from '../tf.js';
import { jsonNumber } from './jsonNumber.js';
import type { ClassRow, LossSettings, ReportNumber, Totals } from './report.js';

/** The losses of one inspection, still as plain numbers; null where there are no probabilities. */
export interface Evaluated {
  /** By loss id: value over everything. */
  values: Record<string, number | null>;
  /** By region loss id: score per class. */
  scores: Record<string, Float64Array>;
  total: number | null;
}

/** Evaluates every registered loss on the statistics, and the origin's total: CE or focal, plus Dice if switched on. */
export function evaluateLosses(stats: Statistics, settings: LossSettings): Evaluated {
  const values: Evaluated['values'] = {};
  const scores: Evaluated['scores'] = {};
  useFloat64();
  tf.tidy(() => {
    const [weight, pixels] = [constant(stats.weight), constant(stats.pixels)];
    for (const loss of PIXEL_LOSSES) {
      const byClass = stats.lossByClass.get(loss.id);
      values[loss.id] = byClass ? numberOf(loss.value({ byClass: vector(byClass), weight, pixels })) : null;
    }
    for (const loss of REGION_LOSSES) {
      const overlap = loss.overlap === 'soft' && stats.soft ? stats.soft : stats.hard;
      const perClass = loss.scores(overlapTensors(overlap), settings);
      scores[loss.id] = numbersOf(perClass);
      values[loss.id] = numberOf(loss.value(perClass));
    }
  });
  const base = values[settings.base];
  const total = base === null ? null : base + (settings.includeDice ? (values.dice as number) : 0);
  return { values, scores, total };
}

function overlapTensors({ intersection, prediction, label }: Overlap): OverlapTensors {
  return { intersection: vector(intersection), prediction: vector(prediction), label: vector(label) };
}

export function totalsOf(stats: Statistics, { values, total }: Evaluated): Totals {
  const ious = meanIoU(Array.from({ length: stats.numClasses }, (_, id) => classMetrics(stats, id).iou));
  return {
    crossEntropy: orNull(values.crossEntropy),
    focal: orNull(values.focal),
    dice: orNull(values.dice),
    fScore: orNull(values.fScore),
    total: orNull(total),
    meanIoU: jsonNumber(ious.present),
    meanIoUOrigin: jsonNumber(ious.origin),
    pixelAccuracy: jsonNumber(pixelAccuracy(stats)),
  };
}

export function classRows(
  stats: Statistics,
  { scores }: Evaluated,
  spec: Pick<ClassSpec, 'names' | 'colors'>,
  settings: LossSettings,
): ClassRow[] {
  return Array.from({ length: stats.numClasses }, (_, id) => {
    const pixels = stats.label[id];
    const absent = pixels === 0;
    const metrics = classMetrics(stats, id);
    const weight = settings.weights?.[id] ?? 1;
    const loss = (name: string, divisor: number): [mean: ReportNumber | null, share: ReportNumber | null] => {
      const byClass = stats.lossByClass.get(name);
      if (!byClass || absent) {
        return [null, null];
      }
      const all = byClass.reduce((sum, part) => sum + part, 0);
      return [jsonNumber(byClass[id] / divisor), jsonNumber(byClass[id] / all)];
    };
    const [crossEntropy, crossEntropyShare] = loss('crossEntropy', weight * pixels);
    const [focal, focalShare] = loss('focal', pixels);
    return {
      id,
      name: className(spec, id),
      color: classColor(spec, id),
      absent,
      pixels,
      pixelShare: absent ? null : jsonNumber(pixels / stats.valid),
      crossEntropy,
      crossEntropyShare,
      focal,
      focalShare,
      dice: jsonNumber(scores.dice[id]),
      fScore: jsonNumber(scores.fScore[id]),
      // 0/0: the class is in neither map, not predicted, or not labelled.
      iou: orNull(Number.isNaN(metrics.iou) ? null : metrics.iou),
      precision: orNull(Number.isNaN(metrics.precision) ? null : metrics.precision),
      recall: orNull(Number.isNaN(metrics.recall) ? null : metrics.recall),
    };
  });
}

/** Rows of the confusion matrix as plain lists. */
export function confusionRows({ confusion, numClasses }: Statistics): number[][] {
  return Array.from({ length: numClasses }, (_, row) =>
    Array.from(confusion.subarray(row * numClasses, (row + 1) * numClasses)),
  );
}

function orNull(value: number | null): ReportNumber | null {
  return value === null ? null : jsonNumber(value);
}
