import type { ArrayHead } from '../formats/ndarray.js';
import type { Layout } from './report.js';

export interface Axes {
  samples: number;
  channels: number;
  height: number;
  width: number;
  /** Element steps. */
  strides: { sample: number; channel: number; row: number; column: number };
}

/** Where the axes of a layout lie in an array of so many axes; -1 for one it does not have. */
export function axisPositions(layout: Layout, rank: number): Record<'sample' | 'channel' | 'row' | 'column', number> {
  switch (layout) {
    case 'CDHW':
      return { sample: 1, channel: 0, row: 2, column: 3 };
    case 'HWC':
      return { sample: rank === 4 ? 0 : -1, channel: rank - 1, row: rank - 3, column: rank - 2 };
    case 'CHW':
      return { sample: rank === 4 ? 0 : -1, channel: rank - 3, row: rank - 2, column: rank - 1 };
    case 'HW':
      return { sample: rank === 3 ? 0 : -1, channel: -1, row: rank - 2, column: rank - 1 };
  }
}

/** Whether a layout, with or without leading samples, has so many axes. */
export function fitsRank(layout: Layout, rank: number): boolean {
  const own = layout.length;
  return rank === own || (rank === own + 1 && layout !== 'CDHW');
}

/** Names the axes of a (N,) C,H,W / (N,) H,W,C / (N,) H,W / C,D,H,W array. The slices of a volume are its samples. */
export function layoutAxes({ shape, strides }: Pick<ArrayHead, 'shape' | 'strides'>, layout: Layout): Axes {
  const at = axisPositions(layout, shape.length);
  const length = (axis: number) => (axis < 0 ? 1 : shape[axis]);
  const step = (axis: number) => (axis < 0 ? 0 : strides[axis]);
  return {
    samples: length(at.sample),
    channels: length(at.channel),
    height: length(at.row),
    width: length(at.column),
    strides: { sample: step(at.sample), channel: step(at.channel), row: step(at.row), column: step(at.column) },
  };
}
