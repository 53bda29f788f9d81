import { numbered } from '../choice.js';
import { InspectionError } from '../errors.js';
import { dropAxis, sliceAt } from '../formats/axes.js';
import { isFloat, type NdArray } from '../formats/ndarray.js';
import { inferLayout } from './inferLayout.js';
import { axisPositions } from './layout.js';
import { orderNamedAxes } from './namedAxes.js';
import type { ReadingOptions } from './reading.js';
import type { Layout } from './report.js';
import { inRange, type SampleWish } from './samples.js';

/** A prediction whose axes are known; `samples` of them are in the file, the slices of a volume among them. */
export interface Arranged {
  array: NdArray;
  layout: Layout;
  /** The samples are slices of one volume, which is never resized. */
  volume: boolean;
  /** Of a batch of volumes: which was taken, of how many. */
  taken: { sample: number; of: number } | null;
  evidence: string[];
}

/**
 * Finds out which axis is which. Of a batch of volumes (N,C,D,H,W) the wished sample is taken.
 * Throws prediction-shape, layout-rank, sample-choice and sample-range.
 */
export function arrangePrediction(
  stored: NdArray,
  name: string,
  options: ReadingOptions,
  wish: SampleWish = {},
): Arranged {
  let array = orderNamedAxes(stored);
  while (array.shape.length > 4 && array.shape[0] === 1) {
    array = dropAxis(array, 0);
  }
  const { shape } = array;
  if (shape.length < 2 || shape.length > 5 || shape.some(length => length === 0)) {
    throw new InspectionError(
      'prediction-shape',
      `${name} has the shape (${stored.shape.join(', ')}); a prediction is (C,H,W), (H,W,C), (H,W), a batch (N,…) of ` +
        'these, or a volume (C,D,H,W).',
      'Save the array in one of these shapes.',
    );
  }
  const evidence: string[] = [];
  let taken: Arranged['taken'] = null;
  if (shape.length === 5) {
    taken = { sample: oneOf(name, shape[0], wish.sample), of: shape[0] };
    evidence.push(`volume ${taken.sample} of ${taken.of}`);
    array = sliceAt(array, 0, taken.sample);
  }
  const layout = inferLayout(array, options, evidence, name);
  const volume = layout === 'CDHW' || taken !== null || (array.axes?.includes('z') ?? false);
  return { array, layout, volume, taken, evidence };
}

/** One sample of a prediction (one slice of a volume): an array of one axis less, in the layout that is left. */
export function takeSample(arranged: Arranged, sample: number): Arranged {
  const { array, layout, volume, evidence } = arranged;
  const { sample: axis } = axisPositions(layout, array.shape.length);
  if (axis < 0) {
    return arranged;
  }
  evidence.push(`${volume ? 'slice' : 'sample'} ${sample} of ${array.shape[axis]}`);
  return { ...arranged, array: sliceAt(array, axis, sample), layout: layout === 'CDHW' ? 'CHW' : layout };
}

/**
 * A label as one map (H,W) or several (N,H,W); a colour picture is one already. Otherwise: named axes ordered, axes of length 1 dropped. Of a batch of volumes the
 * wished sample is taken. Throws sample-choice and sample-range.
 */
export function arrangeLabel(stored: NdArray, name: string, wish: SampleWish = {}): NdArray {
  if (stored.colour) {
    return stored;
  }
  let array = orderNamedAxes(stored);
  const channel = array.axes?.indexOf('channel') ?? -1;
  if (channel >= 0 && array.shape[channel] === 1) {
    array = dropAxis(array, channel);
  }
  while (array.shape.length > 3 && array.shape[0] === 1) {
    array = dropAxis(array, 0);
  }
  if (array.shape.length > 3 && array.shape[1] === 1) {
    array = dropAxis(array, 1);
  }
  if (array.shape.length === 4 && !isFloat(array.dtype)) {
    array = sliceAt(array, 0, oneOf(name, array.shape[0], wish.sample));
  }
  return array;
}

function oneOf(name: string, count: number, wished: number | undefined): number {
  if (count === 1) {
    return 0;
  }
  if (wished === undefined) {
    throw new InspectionError(
      'sample-choice',
      `${name} holds a batch of ${count} volumes: which of them is meant has to be said.`,
      `Choose the sample, 0 to ${count - 1} (--sample).`,
      { choice: numbered('sample', count) },
    );
  }
  return inRange(name, 'sample', wished, count);
}
