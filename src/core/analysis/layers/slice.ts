import type { LabelMap } from '../../labels/labelMap.js';
import { outside } from '../analysed.js';
import type { SliceAxis } from '../layer.js';

export type Box = Pick<LabelMap, 'samples' | 'height' | 'width'>;

/** Slices along an axis, and the size of each. */
export function slicesOf(
  { samples, height, width }: Box,
  axis: SliceAxis,
): { count: number; width: number; height: number } {
  switch (axis) {
    case 'sample':
      return { count: samples, width, height };
    case 'row':
      return { count: height, width, height: samples };
    case 'column':
      return { count: width, width: height, height: samples };
  }
}

/** Throws question-params unless there is such a slice. */
export function needSlice(box: Box, axis: SliceAxis, at: number): void {
  const { count } = slicesOf(box, axis);
  if (!(at >= 0 && at < count)) {
    throw outside(axis === 'sample' ? 'sample' : `slice of axis ${axis}`, at, count);
  }
}

/** One slice of the codes of all samples, always in an array of its own. */
export function cut(
  codes: Uint16Array,
  box: Box,
  axis: SliceAxis,
  at: number,
): { codes: Uint16Array; width: number; height: number } {
  const { width, height } = slicesOf(box, axis);
  const perSample = box.width * box.height;
  if (axis === 'sample') {
    return { codes: codes.slice(at * perSample, (at + 1) * perSample), width, height };
  }
  const out = new Uint16Array(width * height);
  const [first, step] = axis === 'row' ? [at * box.width, 1] : [at, box.width];
  for (let n = 0, to = 0; n < height; n++) {
    for (let k = 0, from = n * perSample + first; k < width; k++, from += step) {
      out[to++] = codes[from];
    }
  }
  return { codes: out, width, height };
}
