import type { PredictionView } from '../inspection/reading.js';
import { BINS, emptyHistograms, type Histograms } from '../kernels/kernel.js';
import type { LabelMap } from '../labels/labelMap.js';
import { type BlockJob, type Checkpoint, runBlocks } from './blocks.js';

/** Precision, recall and F-score of one class at threshold k / BINS, k = 0..BINS; NaN where undefined. */
export interface ThresholdCurve {
  precision: Float64Array;
  recall: Float64Array;
  fScore: Float64Array;
}

export const histogramJob: BlockJob<null, Histograms> = {
  name: 'histogram',
  readsLogits: true,
  start: kernel => ({
    block: (_, count) => kernel.histogram(count),
    take: () => kernel.takeHistograms(),
  }),
};

/** Histograms of the probabilities over the whole batch, from one pass. */
export async function histogramPass(
  view: PredictionView,
  label: LabelMap,
  checkpoint: Checkpoint,
): Promise<Histograms> {
  const histograms = emptyHistograms(view.numClasses);
  const { chunks } = await runBlocks(histogramJob, view, label, { params: null }, checkpoint);
  for (const { result } of chunks) {
    addHistograms(histograms, result);
  }
  return histograms;
}

/** Histograms of files and datasets add up. */
export function addHistograms(to: Histograms, more: Histograms): void {
  for (const name of ['valid', 'ignored', 'own'] as const) {
    for (let k = 0; k < to[name].length; k++) {
      to[name][k] += more[name][k];
    }
  }
}

/**
 * The origin's F-score over all thresholds that are multiples of 1/1024, exactly as if counted with p > threshold.
 * Precision is hits / pixels above the threshold (ignored pixels count as above, as in the origin's F-score),
 * recall hits / label pixels.
 */
export function thresholdCurve(histograms: Histograms, id: number, beta: number, smooth: number): ThresholdCurve {
  const part = (of: Float64Array) => of.subarray(id * (BINS + 1), (id + 1) * (BINS + 1));
  const [valid, ignored, own] = [histograms.valid, histograms.ignored, histograms.own].map(part);
  const label = own.reduce((sum, count) => sum + count, 0);
  const make = () => new Float64Array(BINS + 1);
  const curve: ThresholdCurve = { precision: make(), recall: make(), fScore: make() };
  const squared = beta * beta;
  let [hits, above] = [0, 0];
  // From the top: p > k/BINS are the bins above k.
  for (let k = BINS; k >= 0; k--) {
    curve.precision[k] = hits / above;
    curve.recall[k] = hits / label;
    const hit = (1 + squared) * hits + smooth;
    curve.fScore[k] = hit / (hit + squared * (label - hits) + (above - hits));
    hits += own[k];
    above += valid[k] + ignored[k];
  }
  return curve;
}
