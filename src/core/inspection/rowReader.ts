import { copyStrided, headOf, memoryArray, type NdArray } from '../formats/ndarray.js';
import type { Axes } from './layout.js';

/** Reads one row of pixels of one sample into out[c * width + x], as float64, wherever the elements lie. */
export type RowReader = (sample: number, row: number, out: Float64Array) => void;

/** Elements one row of a streamed array may span; a row scattered wider is read from all of it. */
const MAX_SPAN = 1 << 22;

export function rowReader(array: NdArray, axes: Axes): RowReader {
  const { channels, width, strides } = axes;
  const channelSpan = (width - 1) * strides.column + 1;
  const rowSpan = (channels - 1) * strides.channel + channelSpan;
  const interleaved = strides.channel < strides.column;
  const whole = array.streamed && (interleaved ? rowSpan : channelSpan) > MAX_SPAN;
  return (sample, row, out) => {
    const start = sample * strides.sample + row * strides.row;
    // Interleaved channels share a block: it is read once.
    const oneBlock = array.streamed && interleaved && !whole;
    const from = oneBlock
      ? memoryArray(headOf(array), array.block(start, rowSpan))
      : whole
        ? memoryArray(headOf(array), array.data)
        : array;
    for (let c = 0; c < channels; c++) {
      const first = (oneBlock ? 0 : start) + c * strides.channel;
      copyStrided(from, first, strides.column, out.subarray(c * width, (c + 1) * width), width);
    }
  };
}
