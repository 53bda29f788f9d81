import { memoryArray, type NdArray, stridesOf } from '../formats/ndarray.js';
import { scaledArray } from '../formats/scaled.js';
import { type Arranged, arrangePrediction } from './arrange.js';
import { inferKind, type KindFound } from './kind.js';
import { type Axes, layoutAxes } from './layout.js';
import type { Layout, PredictionKind } from './report.js';
import { rowReader } from './rowReader.js';
import { type SampleGrid, sampleGrid } from './sampleGrid.js';
import { atOnce, type Steps } from './steps.js';
import { scanSteps, type ValueScan } from './valueScan.js';

/** A prediction array with its axes named; `numClasses` may exceed `channels` (a single channel is binary). */
export interface PredictionView extends Axes {
  array: NdArray;
  kind: PredictionKind;
  layout: Layout;
  /** Classes of the softmax; 2 for a single channel read as binary ([0, z] or [1 - p, p]); 0 for a mask. */
  numClasses: number;
  scan: ValueScan;
  /** The values at evenly spread pixels. */
  grid?: SampleGrid;
  /** The samples are slices of one volume. */
  volume?: boolean;
  /** Probabilities are resized as they are: log(max(p, 1e-7)) comes after, not before. */
  resizeProbabilities?: boolean;
  evidence: string[];
}

export interface ReadingOptions {
  kind: PredictionKind | 'auto';
  layout: Layout | 'auto';
  /** Number of classes where known beforehand. */
  classCount: number | null;
  labelSize: [height: number, width: number];
  /** How many maps the label has; 1 unless said. */
  labelSamples?: number;
}

/**
 * Decides what a prediction array holds. The rules, each leaving its evidence:
 * - layout: as set; else as the file names its axes; else the axis as long as the class list; else the one that leaves
 *   the label's size or aspect ratio; else the one that leaves a square; else the shorter outer axis is the channels.
 * - kind: as set; integers without channels are a mask; values within [0, 1] are probabilities; else logits.
 * - a single float channel is the foreground of a binary prediction, unless one class is asked for.
 */
export function readPrediction(array: NdArray, name: string, options: ReadingOptions): PredictionView {
  return atOnce(viewOf(arrangePrediction(array, name, options), name, options));
}

/** Decides what the values of an arranged prediction are; see `readPrediction`. */
export function* viewOf(arranged: Arranged, name: string, options: ReadingOptions): Steps<PredictionView> {
  const { array, layout, volume, evidence } = arranged;
  const axes = layoutAxes(array, layout);
  const scan = yield* scanSteps(array);
  const grid = yield* sampleGrid(array, axes);
  const found = inferKind({ array, channels: axes.channels, scan, grid }, options.kind, name, evidence);
  const { kind } = found;
  const view = { array, kind, layout, ...axes, numClasses: 0, scan, grid, volume, evidence };
  if (kind === 'mask') {
    if (!found.ids) {
      return view;
    }
    const ids = yield* idMap(array, axes, found.ids);
    return { ...view, ...ids, grid: yield* sampleGrid(ids.array, ids) };
  }
  view.numClasses = axes.channels;
  if (axes.channels === 1 && options.classCount !== 1) {
    view.numClasses = 2;
    evidence.push(`one channel: binary, read as ${kind === 'logits' ? '[0, z]' : '[1 - p, p]'} for classes 0 and 1`);
  }
  return found.divisor ? divided(view, found.divisor) : view;
}

function divided(view: PredictionView & { grid: SampleGrid }, divisor: number): PredictionView {
  const { array, scan, grid } = view;
  return {
    ...view,
    array: scaledArray(array, divisor),
    scan: { ...scan, min: scan.min / divisor, max: scan.max / divisor, integral: false },
    grid: { ...grid, values: grid.values.map(value => value / divisor) },
  };
}

/** Class ids from one channel per class, or from ranks, the best first. */
function* idMap(
  array: NdArray,
  axes: Axes,
  form: NonNullable<KindFound['ids']>,
): Steps<Pick<PredictionView, 'array' | 'layout' | keyof Axes>> {
  const { samples, channels, height, width } = axes;
  const data = new Int32Array(samples * height * width);
  const row = new Float64Array(channels * width);
  const read = rowReader(array, axes);
  for (let line = 0; line < samples * height; line++) {
    read(Math.floor(line / height), line % height, row);
    for (let x = 0; x < width; x++) {
      let id = form === 'ranking' ? row[x] : 0;
      for (let c = 1; form === 'one-hot' && c < channels; c++) {
        id = row[c * width + x] > row[id * width + x] ? c : id;
      }
      data[line * width + x] = id;
    }
    yield line / (samples * height);
  }
  const shape = [samples, height, width];
  const ids = memoryArray({ shape, strides: stridesOf(shape), dtype: 'int32' }, data);
  return { array: ids, layout: 'HW', ...layoutAxes(ids, 'HW') };
}
