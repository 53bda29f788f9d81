import { IGNORED_CODE } from '../inspection/layers.js';
import type { PredictionView } from '../inspection/reading.js';
import { gridPixel } from '../inspection/sampleGrid.js';
import type { LabelMap } from '../labels/labelMap.js';

/** Label and predicted class at the points of the prediction's grid: sample by sample, side × side, row-major. */
export interface ClassGrid {
  side: number;
  classes: number;
  label: Uint16Array;
  predicted: Uint16Array;
}

/** Labels of fewer pixels agree or not by chance. */
const ENOUGH_PIXELS = 256;

/** Null where the two cannot be laid over each other, or are too small to say anything. */
export function classGrid(view: PredictionView, label: LabelMap, classes: number): ClassGrid | null {
  const { grid } = view;
  if (!grid || view.samples !== label.samples || label.height * label.width < ENOUGH_PIXELS) {
    return null;
  }
  const { side, samples, points } = grid;
  const codes = new Uint16Array(points);
  for (let k = 0; k < points; k++) {
    const { n, y, x } = gridPixel(k, side, samples, label);
    codes[k] = label.codes[(n * label.height + y) * label.width + x];
  }
  return { side, classes, label: codes, predicted: predictedClasses(view) };
}

function predictedClasses({ grid, kind, channels, numClasses }: PredictionView): Uint16Array {
  if (!grid) {
    return new Uint16Array(0);
  }
  const { points, values } = grid;
  return Uint16Array.from({ length: points }, (_, k) => {
    if (kind === 'mask') {
      return values[k] >= 0 && values[k] < IGNORED_CODE ? values[k] : IGNORED_CODE;
    }
    if (channels === 1) {
      return numClasses === 2 && values[k] > (kind === 'probabilities' ? 0.5 : 0) ? 1 : 0;
    }
    let best = 0;
    for (let c = 1; c < channels; c++) {
      best = values[c * points + k] > values[best * points + k] ? c : best;
    }
    return best;
  });
}

export interface Agreement {
  /** Points whose label is counted. */
  points: number;
  /** Share of them that are predicted right. */
  accuracy: number;
  /** Cohen's kappa: 1 for equal maps, 0 for what two unrelated maps of these class shares would reach. */
  kappa: number;
}

/** How far `predicted[at(k)]` agrees with `label[k]`; codes at or above `classes` are not counted. */
export function agreement(
  label: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
  at: (k: number) => number = k => k,
): Agreement {
  const [rows, columns] = [new Float64Array(classes), new Float64Array(classes)];
  let [points, right] = [0, 0];
  for (let k = 0; k < label.length; k++) {
    const truth = label[k];
    if (truth < classes) {
      const guess = predicted[at(k)];
      points++;
      rows[truth]++;
      if (guess < classes) {
        columns[guess]++;
      }
      right += guess === truth ? 1 : 0;
    }
  }
  const accuracy = right / points;
  const chance = rows.reduce((sum, count, c) => sum + (count / points) * (columns[c] / points), 0);
  return { points, accuracy, kappa: chance < 1 ? (accuracy - chance) / (1 - chance) : 0 };
}
