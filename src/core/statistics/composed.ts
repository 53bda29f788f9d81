import { IGNORED_CODE } from '../inspection/layers.js';
import type { PredictionView } from '../inspection/reading.js';
import type { LossSettings } from '../inspection/report.js';
import type { LabelMap } from '../labels/labelMap.js';
import { PIXEL_LOSSES } from '../losses/registry.js';
import { tf } from '../tf.js';
import { emptyStatistics, labelCounts, weightMet } from './accumulate.js';
import { LogitRows } from './logitRows.js';
import type { Overlap, Statistics } from './types.js';

/** Elements of one tile's logits: large enough that op overhead vanishes, small enough for memory and cancelling. */
const TILE_ELEMENTS = 1 << 20;

/** Called between tiles; may throw to stop. */
export type Checkpoint = (done: number, of: number) => Promise<void>;

/**
 * Statistics of a logits or probability prediction as a plain composition of tfjs ops over tiles of whole rows.
 *
 * Each pixel's largest logit is subtracted in float64 before tfjs sees float32: the softmax does not change, large
 * logits keep their precision, and the argmax is exact. All sums over pixels are float64, outside tfjs.
 */
export async function composedStatistics(
  view: PredictionView,
  label: LabelMap,
  settings: LossSettings,
  checkpoint: Checkpoint,
): Promise<Statistics> {
  const { numClasses } = view;
  const stats = emptyStatistics(label, numClasses);
  stats.soft = {
    intersection: new Float64Array(numClasses),
    prediction: new Float64Array(numClasses),
    label: stats.label,
  };
  for (const { id } of PIXEL_LOSSES) {
    stats.maps.set(id, new Float32Array(stats.pixels));
    stats.lossByClass.set(id, new Float64Array(numClasses));
  }
  labelCounts(label, stats);
  stats.weight = weightMet(stats.label, settings.weights);
  const rows = new LogitRows(view, label.height, label.width);
  const allRows = label.samples * label.height;
  const perTile = Math.max(1, Math.floor(TILE_ELEMENTS / (label.width * numClasses)));
  for (let first = 0; first < allRows; first += perTile) {
    await checkpoint(first, allRows);
    const count = Math.min(perTile, allRows - first);
    const tile = loadTile(rows, label, numClasses, first, count, stats.argmax);
    evaluateTile(tile, first * label.width, settings, stats);
  }
  return stats;
}

interface Tile {
  pixels: number;
  /** [pixels, classes], largest logit 0. */
  shifted: Float32Array;
  /** Label codes of the tile's pixels. */
  codes: Uint16Array;
}

function loadTile(
  rows: LogitRows,
  label: LabelMap,
  numClasses: number,
  first: number,
  count: number,
  argmax: Uint16Array,
): Tile {
  const { width, height } = label;
  const pixels = count * width;
  const shifted = new Float32Array(pixels * numClasses);
  const row = new Float64Array(numClasses * width);
  for (let r = 0; r < count; r++) {
    const global = first + r;
    rows.read(Math.floor(global / height), global % height, row);
    for (let x = 0; x < width; x++) {
      let best = 0;
      let top = row[x];
      // The first of equal maxima wins; NaN counts as the largest, as in torch.
      for (let c = 1; c < numClasses && !Number.isNaN(top); c++) {
        const value = row[c * width + x];
        if (!(value <= top)) {
          top = value;
          best = c;
        }
      }
      argmax[global * width + x] = best;
      const to = (r * width + x) * numClasses;
      for (let c = 0; c < numClasses; c++) {
        shifted[to + c] = row[c * width + x] - top;
      }
    }
  }
  return { pixels, shifted, codes: label.codes.subarray(first * width, first * width + pixels) };
}

function evaluateTile(tile: Tile, offset: number, settings: LossSettings, stats: Statistics): void {
  const { numClasses } = stats;
  const { pixels, codes } = tile;
  // Where the label's logit and weight lie; ignored pixels read class 0 and are overwritten below.
  const index = new Int32Array(pixels);
  const weight = new Float32Array(pixels);
  for (let k = 0; k < pixels; k++) {
    const id = codes[k] === IGNORED_CODE ? 0 : codes[k];
    index[k] = k * numClasses + id;
    weight[k] = settings.weights ? settings.weights[id] : 1;
  }
  let probability = new Float32Array();
  let maps: Float32Array[] = [];
  // Nothing is returned from tidy: it would walk every element in search of tensors.
  tf.tidy(() => {
    const logits = tf.tensor2d(tile.shifted, [pixels, numClasses]);
    const exponential = tf.exp(logits);
    const sum = tf.sum(exponential, 1, true);
    const atLabel = tf.gather(tf.reshape(logits, [pixels * numClasses]), tf.tensor1d(index, 'int32')) as tf.Tensor1D;
    const logProbability = tf.sub(atLabel, tf.log(tf.reshape(sum, [pixels]))) as tf.Tensor1D;
    const weights = tf.tensor1d(weight);
    probability = tf.div(exponential, sum).dataSync() as Float32Array<ArrayBuffer>;
    maps = PIXEL_LOSSES.map(loss => loss.map(logProbability, weights, settings).dataSync() as Float32Array);
  });
  PIXEL_LOSSES.forEach(({ id }, k) => {
    addMap(maps[k], codes, stats.maps.get(id) as Float32Array, offset, stats.lossByClass.get(id) as Float64Array);
  });
  addOverlap(probability, codes, settings.threshold, stats.soft as Overlap, stats.hard);
  addConfusion(codes, stats.argmax.subarray(offset, offset + pixels), stats);
}

function addMap(map: Float32Array, codes: Uint16Array, out: Float32Array, offset: number, byClass: Float64Array): void {
  for (let k = 0; k < codes.length; k++) {
    if (codes[k] !== IGNORED_CODE) {
      out[offset + k] = map[k];
      byClass[codes[k]] += map[k];
    }
  }
}

function addOverlap(
  probability: Float32Array,
  codes: Uint16Array,
  threshold: number,
  soft: Overlap,
  hard: Overlap,
): void {
  const numClasses = soft.prediction.length;
  for (let k = 0, at = 0; k < codes.length; k++) {
    const id = codes[k];
    for (let c = 0; c < numClasses; c++, at++) {
      const p = probability[at];
      const above = p > threshold ? 1 : 0;
      soft.prediction[c] += p;
      hard.prediction[c] += above;
      if (c === id) {
        soft.intersection[c] += p;
        hard.intersection[c] += above;
      }
    }
  }
}

function addConfusion(codes: Uint16Array, argmax: Uint16Array, stats: Statistics): void {
  for (let k = 0; k < codes.length; k++) {
    if (codes[k] !== IGNORED_CODE) {
      stats.confusion[codes[k] * stats.numClasses + argmax[k]]++;
    }
  }
}
