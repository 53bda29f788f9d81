import { elementReader } from '../formats/ndarray.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import type { PredictionView } from '../inspection/reading.js';
import type { LabelMap } from '../labels/labelMap.js';
import { emptyStatistics, labelCounts, weightMet } from './accumulate.js';
import type { Statistics } from './types.js';

/**
 * Statistics of a mask (a map of predicted class ids): membership is 1 at the predicted class. No probabilities, so
 * no pixel losses. Ids outside the classes predict nothing; they are returned with their pixel counts.
 */
export function maskStatistics(
  view: PredictionView,
  label: LabelMap,
  numClasses: number,
): { stats: Statistics; outOfRange: Map<number, number> } {
  const stats = emptyStatistics(label, numClasses);
  labelCounts(label, stats);
  stats.weight = weightMet(stats.label, null);
  stats.argmax = new Uint16Array(label.codes.length);
  const outOfRange = new Map<number, number>();
  const read = elementReader(view.array);
  const { sample, row, column } = view.strides;
  let pixel = 0;
  for (let n = 0; n < view.samples; n++) {
    for (let y = 0; y < view.height; y++) {
      for (let x = 0; x < view.width; x++, pixel++) {
        const id = read(n * sample + y * row + x * column);
        const code = label.codes[pixel];
        const inside = id >= 0 && id < numClasses;
        stats.argmax[pixel] = inside ? id : IGNORED_CODE;
        if (!inside) {
          // At ignored pixels any id will do: exporters fill them with whatever they like.
          if (code !== IGNORED_CODE) {
            outOfRange.set(id, (outOfRange.get(id) ?? 0) + 1);
          }
          continue;
        }
        stats.hard.prediction[id]++;
        if (code !== IGNORED_CODE) {
          stats.confusion[code * numClasses + id]++;
          if (code === id) {
            stats.hard.intersection[id]++;
          }
        }
      }
    }
  }
  stats.soft = stats.hard;
  return { stats, outOfRange };
}
