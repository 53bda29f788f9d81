import { InspectionError } from '../errors.js';
import { isFloat, type NdArray } from '../formats/ndarray.js';
import type { ReadingOptions } from './reading.js';
import type { Layout } from './report.js';

interface Axes {
  samples: number;
  channels: number;
  height: number;
  width: number;
  strides: { sample: number; channel: number; row: number; column: number };
}

/** Names the axes of a (N,) C,H,W / (N,) H,W,C / (N,) H,W array. */
export function layoutAxes(array: NdArray, layout: Layout): Axes {
  const { shape, strides } = array;
  const rank = shape.length;
  const inner = layout === 'HW' ? 2 : 3;
  const first = rank - inner;
  const at = layout === 'HWC' ? { c: first + 2, y: first, x: first + 1 } : { c: first, y: rank - 2, x: rank - 1 };
  return {
    samples: first > 0 ? shape[0] : 1,
    channels: layout === 'HW' ? 1 : shape[at.c],
    height: shape[at.y],
    width: shape[at.x],
    strides: {
      sample: first > 0 ? strides[0] : 0,
      channel: layout === 'HW' ? 0 : strides[at.c],
      row: strides[at.y],
      column: strides[at.x],
    },
  };
}

export function inferLayout(array: NdArray, options: ReadingOptions, evidence: string[], name: string): Layout {
  const { shape } = array;
  const rank = shape.length;
  if (options.layout !== 'auto') {
    const leading = rank - (options.layout === 'HW' ? 2 : 3);
    if (leading !== 0 && leading !== 1) {
      throw new InspectionError(
        'layout-rank',
        `${name} has ${rank} axes (${shape.join('×')}), which cannot be ${options.layout}.`,
        'Set the layout to auto (--layout auto).',
      );
    }
    evidence.push(`${options.layout}: set`);
    return options.layout;
  }
  if (rank === 2) {
    return 'HW';
  }
  const [outer, middle, inner] = shape.slice(-3);
  const [height, width] = options.labelSize;
  const fits = (h: number, w: number) => h === height && w === width;
  if (rank === 3 && !isFloat(array.dtype) && outer > 1 && fits(middle, inner) && options.classCount !== outer) {
    evidence.push(`${array.dtype} maps of the label's size: a batch of masks`);
    return 'HW';
  }
  const choose = (layout: Layout, why: string): Layout => {
    evidence.push(`${why}: ${layout}`);
    return layout;
  };
  const count = options.classCount;
  if (count !== null && (outer === count) !== (inner === count)) {
    return choose(
      outer === count ? 'CHW' : 'HWC',
      `the ${outer === count ? 'first' : 'last'} axis has the ${count} classes`,
    );
  }
  if (fits(middle, inner) !== fits(outer, middle)) {
    return choose(fits(middle, inner) ? 'CHW' : 'HWC', `the other axes have the label's size ${height}×${width}`);
  }
  const skew = (h: number, w: number) => Math.abs(Math.log(h / w / (height / width)));
  const [planar, interleaved] = [skew(middle, inner), skew(outer, middle)];
  // A clear winner only: pooled sizes round, so the right one is a little off as well.
  if (Math.min(planar, interleaved) < 0.1 && Math.max(planar, interleaved) > 0.3) {
    return choose(planar < interleaved ? 'CHW' : 'HWC', "the other axes have the label's aspect ratio");
  }
  if ((middle === inner) !== (outer === middle)) {
    return choose(middle === inner ? 'CHW' : 'HWC', 'the other two axes are equal');
  }
  return choose(outer <= inner ? 'CHW' : 'HWC', `the ${outer <= inner ? 'first' : 'last'} axis is the shorter one`);
}
