import { IGNORED_CODE } from '../inspection/layers.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Answerer } from './asking.js';
import type { SliceAxis } from './layer.js';
import { slicesOf } from './layers/slice.js';
import type { WhatIfSettings } from './settings.js';
import { evaluateTotal } from './total/evaluate.js';
import { pixelShares } from './total/shares.js';

export interface SlicesParams {
  axis?: SliceAxis;
  settings?: WhatIfSettings;
}

/** A strip of one number a slice; NaN where a slice has no counted pixel. */
export interface SlicesAnswer {
  axis: SliceAxis;
  count: number;
  /** Width and height of a slice. */
  width: number;
  height: number;
  /** Counted pixels, and wrong ones. */
  pixels: Float64Array;
  errors: Float64Array;
  /** Mean over the slice's counted pixels; null for a mask. */
  crossEntropy: Float64Array | null;
  focal: Float64Array | null;
  /** What the slice adds to the total, which they sum to; null where the total is no sum over pixels. */
  total: Float64Array | null;
  /** Slices that add the most first (most wrong pixels for a mask). */
  worst: number[];
}

/** Where the loss lies along an axis of a volume, or which samples of a batch it comes from. */
export const slices: Answerer<'slices'> = async (pair, { axis = 'sample', settings = {} }, { checkpoint }) => {
  const { label, stats } = pair;
  const { count, width, height } = slicesOf(label, axis);
  const sliceAt = sliceIndex(label, axis);
  const [pixels, errors] = [0, 1].map(() => new Float64Array(count));
  for (let k = 0; k < label.codes.length; k++) {
    if (label.codes[k] !== IGNORED_CODE) {
      const slice = sliceAt(k);
      pixels[slice]++;
      errors[slice] += label.codes[k] === stats.argmax[k] ? 0 : 1;
    }
  }
  const sums = (map: Float32Array | Float64Array) => {
    const found = new Float64Array(count);
    for (let k = 0; k < map.length; k++) {
      found[sliceAt(k)] += map[k];
    }
    return found;
  };
  const means = async (term: 'crossEntropy' | 'focal') => {
    const { terms } = await evaluateTotal(pair, settings, checkpoint, term);
    const map = await terms[0].result?.found.map?.();
    return map ? sums(map).map((sum, slice) => sum / pixels[slice]) : null;
  };
  const shares = pair.isMask ? null : await pixelShares(await evaluateTotal(pair, settings, checkpoint), checkpoint);
  const total = shares && sums(shares);
  const cost = total ?? errors;
  return {
    axis,
    count,
    width,
    height,
    pixels,
    errors,
    crossEntropy: pair.isMask ? null : await means('crossEntropy'),
    focal: pair.isMask ? null : await means('focal'),
    total,
    worst: [...cost.keys()].sort((a, b) => cost[b] - cost[a]),
  };
};

/** The slice a pixel lies in, from its place in the batch. */
function sliceIndex({ width, height }: LabelMap, axis: SliceAxis): (pixel: number) => number {
  switch (axis) {
    case 'sample':
      return pixel => Math.floor(pixel / (width * height));
    case 'row':
      return pixel => Math.floor(pixel / width) % height;
    case 'column':
      return pixel => pixel % width;
  }
}
