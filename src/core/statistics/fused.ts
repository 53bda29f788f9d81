import type { PredictionView } from '../inspection/reading.js';
import type { LossSettings } from '../inspection/report.js';
import type { LabelMap } from '../labels/labelMap.js';
import { PIXEL_LOSSES } from '../losses/registry.js';
import { emptyStatistics, weightMet } from './accumulate.js';
import type { Checkpoint } from './blocks.js';
import { pooled, runPass } from './pass.js';
import type { Statistics } from './types.js';

/** Which results per pixel a caller needs; memory grows with the label for each. */
export interface PerPixel {
  maps: boolean;
  argmax: boolean;
  logProbability: boolean;
}

const MAPS: PerPixel = { maps: true, argmax: true, logProbability: false };

/**
 * Statistics of a logits or probability prediction, from one pass over the logits.
 *
 * @param into statistics that nobody reads any more: their results per pixel are written again, which saves new memory
 */
export async function fusedStatistics(
  view: PredictionView,
  label: LabelMap,
  settings: LossSettings,
  checkpoint: Checkpoint,
  keep = MAPS,
  into?: Statistics,
): Promise<Statistics> {
  const stats = emptyStatistics(label, view.numClasses);
  const { weights, threshold } = settings;
  const terms = PIXEL_LOSSES.map(loss => ({ id: loss.id, weights, ...loss.term(settings) }));
  const pass = await runPass(view, label, { threshold, extended: false, terms, keep, into }, checkpoint);
  const sums = pooled(pass.samples, view.numClasses);
  // Every counted pixel is in one row of the confusion matrix, its label's.
  for (let c = 0; c < view.numClasses; c++) {
    const row = sums.confusion.subarray(c * view.numClasses, (c + 1) * view.numClasses);
    stats.label[c] = row.reduce((sum, count) => sum + count, 0);
    stats.valid += stats.label[c];
  }
  stats.weight = weightMet(stats.label, settings.weights);
  const plus = (a: Float64Array, b: Float64Array) => a.map((value, c) => value + b[c]);
  stats.soft = {
    intersection: sums.intersection,
    prediction: plus(sums.p, sums.pIgnored),
    label: stats.label,
  };
  stats.hard = {
    intersection: sums.hardIntersection,
    prediction: plus(sums.hard, sums.hardIgnored),
    label: stats.label,
  };
  stats.confusion = sums.confusion;
  stats.nonFinite = view.scan.complete
    ? { nan: view.scan.nan, infinite: view.scan.infinite, of: view.array.length }
    : { nan: sums.nan, infinite: sums.infinite, of: stats.pixels * view.numClasses };
  stats.samples = pass.samples;
  stats.argmax = pass.argmax;
  stats.logProbability = pass.logProbability;
  for (const [id, { map, byClass }] of pass.terms) {
    if (keep.maps) {
      stats.maps.set(id, map);
    }
    stats.lossByClass.set(id, byClass);
  }
  return stats;
}
