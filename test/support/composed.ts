import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { IGNORED_CODE } from '../../src/core/inspection/layers.js';
import type { PredictionView } from '../../src/core/inspection/reading.js';
import type { LossSettings } from '../../src/core/inspection/report.js';
import type { LabelMap } from '../../src/core/labels/labelMap.js';
import { emptyStatistics, weightMet } from '../../src/core/statistics/accumulate.js';
import { logitSource } from '../../src/core/statistics/logitSource.js';
import type { Overlap, Statistics } from '../../src/core/statistics/types.js';
import { tf } from '../../src/core/tf.js';
import { TFJS_WASM_FOLDER } from './shared.js';

/** Elements of one tile's logits: large enough that op overhead vanishes, small enough for memory. */
const TILE_ELEMENTS = 1 << 20;

/** Starts one of tfjs' own backends for the composition. */
export async function startTfjs(backend: 'wasm' | 'cpu'): Promise<void> {
  setWasmPaths(`${TFJS_WASM_FOLDER}/`);
  await tf.setBackend(backend);
  await tf.ready();
}

/**
 * The oracle of the fused pass: the same statistics as a plain composition of tfjs ops over tiles, slow and obvious,
 * on tfjs' own float32 backends. All sums over pixels are float64, outside tfjs.
 */
export function composedStatistics(view: PredictionView, label: LabelMap, settings: LossSettings): Statistics {
  const { numClasses } = view;
  const stats = emptyStatistics(label, numClasses);
  stats.soft = {
    intersection: new Float64Array(numClasses),
    prediction: new Float64Array(numClasses),
    label: stats.label,
  };
  for (const id of ['crossEntropy', 'focal']) {
    stats.maps.set(id, new Float32Array(stats.pixels));
    stats.lossByClass.set(id, new Float64Array(numClasses));
  }
  stats.argmax = new Uint16Array(stats.pixels);
  for (const code of label.codes) {
    if (code !== IGNORED_CODE) {
      stats.label[code]++;
      stats.valid++;
    }
  }
  stats.weight = weightMet(stats.label, settings.weights);
  const source = logitSource(view, label.height, label.width);
  const perSample = label.height * label.width;
  const perTile = Math.max(1, Math.floor(TILE_ELEMENTS / numClasses));
  for (let n = 0; n < label.samples; n++) {
    for (let first = 0; first < perSample; first += perTile) {
      const pixels = Math.min(perTile, perSample - first);
      const planar = new Float32Array(pixels * numClasses);
      source.load(n, first, pixels, planar, pixels);
      evaluateTile(planar, pixels, n * perSample + first, label, settings, stats);
    }
  }
  return stats;
}

function evaluateTile(
  planar: Float32Array,
  pixels: number,
  offset: number,
  label: LabelMap,
  settings: LossSettings,
  stats: Statistics,
): void {
  const { numClasses } = stats;
  const codes = label.codes.subarray(offset, offset + pixels);
  // Where the label's logit and weight lie; ignored pixels read class 0 and are overwritten below.
  const ids = Int32Array.from(codes, code => (code === IGNORED_CODE ? 0 : code));
  const index = ids.map((id, k) => k * numClasses + id);
  const weight = Float32Array.from(ids, id => settings.weights?.[id] ?? 1);
  let probability = new Float32Array();
  let best = new Int32Array();
  let maps: Float32Array[] = [];
  // Nothing is returned from tidy: it would walk every element in search of tensors.
  tf.tidy(() => {
    const given = tf.transpose(tf.tensor2d(planar, [numClasses, pixels])) as tf.Tensor2D;
    best = tf.argMax(given, 1).dataSync() as Int32Array<ArrayBuffer>;
    const logits = tf.sub(given, tf.max(given, 1, true)) as tf.Tensor2D;
    const exponential = tf.exp(logits);
    const sum = tf.sum(exponential, 1, true);
    const atLabel = tf.gather(tf.reshape(logits, [pixels * numClasses]), tf.tensor1d(index, 'int32')) as tf.Tensor1D;
    const logProbability = tf.sub(atLabel, tf.log(tf.reshape(sum, [pixels])));
    const loss = tf.mul(tf.neg(tf.tensor1d(weight)), logProbability);
    const modulation = tf.pow(tf.sub(1, tf.exp(tf.neg(loss))), tf.scalar(settings.gamma));
    const focal = tf.mul(modulation, tf.mul(loss, settings.alpha ?? 1));
    probability = tf.div(exponential, sum).dataSync() as Float32Array<ArrayBuffer>;
    maps = [loss, focal].map(map => map.dataSync() as Float32Array);
  });
  stats.argmax.set(best, offset);
  ['crossEntropy', 'focal'].forEach((id, k) => {
    addMap(maps[k], codes, stats.maps.get(id) as Float32Array, offset, stats.lossByClass.get(id) as Float64Array);
  });
  addOverlap(probability, codes, settings.threshold, stats.soft as Overlap, stats.hard);
  for (let k = 0; k < pixels; k++) {
    if (codes[k] !== IGNORED_CODE) {
      stats.confusion[codes[k] * numClasses + best[k]]++;
    }
  }
}

function addMap(map: Float32Array, codes: Uint16Array, out: Float32Array, offset: number, byClass: Float64Array): void {
  for (let k = 0; k < codes.length; k++) {
    if (codes[k] !== IGNORED_CODE) {
      out[offset + k] = map[k];
      byClass[codes[k]] += map[k];
    }
  }
}

function addOverlap(p: Float32Array, codes: Uint16Array, threshold: number, soft: Overlap, hard: Overlap): void {
  const numClasses = soft.prediction.length;
  for (let k = 0, at = 0; k < codes.length; k++) {
    for (let c = 0; c < numClasses; c++, at++) {
      const above = p[at] > threshold ? 1 : 0;
      soft.prediction[c] += p[at];
      hard.prediction[c] += above;
      if (c === codes[k]) {
        soft.intersection[c] += p[at];
        hard.intersection[c] += above;
      }
    }
  }
}
