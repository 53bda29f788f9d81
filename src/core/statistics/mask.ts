import { elementReader } from '../formats/ndarray.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import type { PredictionView } from '../inspection/reading.js';
import type { LabelMap } from '../labels/labelMap.js';
import { emptyStatistics, weightMet } from './accumulate.js';
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
  stats.argmax = new Uint16Array(label.codes.length);
  const { codes } = label;
  const { argmax } = stats;
  const { width, height, strides } = view;
  const outOfRange = new Map<number, number>();
  const readRow = idRows(view, numClasses);
  const read = elementReader(view.array);
  // Pixels by label (the last row: ignored) and predicted class (the last column: none).
  const size = numClasses + 1;
  const cells = new Uint32Array(size * size);
  let pixel = 0;
  for (let line = 0; line < view.samples * height; line++) {
    const start = Math.floor(line / height) * strides.sample + (line % height) * strides.row;
    const ids = readRow(start);
    for (let x = 0; x < width; x++, pixel++) {
      const id = ids[x];
      const code = codes[pixel];
      const inside = id >= 0 && id < numClasses;
      argmax[pixel] = inside ? id : IGNORED_CODE;
      cells[(code === IGNORED_CODE ? numClasses : code) * size + (inside ? id : numClasses)]++;
      // At ignored pixels any id will do: exporters fill them with whatever they like.
      if (!inside && code !== IGNORED_CODE) {
        const found = read(start + x * strides.column);
        outOfRange.set(found, (outOfRange.get(found) ?? 0) + 1);
      }
    }
  }
  fromCells(cells, stats);
  return { stats, outOfRange };
}

/** Types whose values are 32-bit integers as they are. */
const INTEGERS = new Set(['bool', 'uint8', 'int8', 'uint16', 'int16', 'int32']);

/** Reads the ids of the row of pixels that starts at an element; what is no class may come as any number that is none. */
function idRows(
  { array, width, strides: { column } }: PredictionView,
  numClasses: number,
): (start: number) => Int32Array {
  const ids = new Int32Array(width);
  if (column === 1 && INTEGERS.has(array.dtype)) {
    return start => {
      ids.set(array.block(start, width));
      return ids;
    };
  }
  const read = elementReader(array);
  return start => {
    for (let x = 0; x < width; x++) {
      const id = read(start + x * column);
      ids[x] = id >= 0 && id < numClasses ? id : -1;
    }
    return ids;
  };
}

/** Sums of the counts [label, then ignored][predicted class, then none]. */
function fromCells(cells: Uint32Array, stats: Statistics): void {
  const { numClasses, hard, confusion, label } = stats;
  const size = numClasses + 1;
  for (let code = 0; code < numClasses; code++) {
    const row = cells.subarray(code * size, (code + 1) * size);
    confusion.set(row.subarray(0, numClasses), code * numClasses);
    label[code] = row.reduce((sum, count) => sum + count, 0);
    stats.valid += label[code];
    hard.intersection[code] = row[code];
  }
  cells.forEach((count, at) => {
    if (at % size < numClasses) {
      hard.prediction[at % size] += count;
    }
  });
  stats.weight = weightMet(label, null);
  stats.soft = hard;
}
