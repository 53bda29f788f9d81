import { narrowFloatTable } from '../formats/narrowFloats.js';
import type { NdArray } from '../formats/ndarray.js';
import type { PredictionView } from '../inspection/reading.js';
import { LogitRows } from './logitRows.js';

/** Puts logits of a run of label pixels where a kernel wants them: out[c * stride + k], pixel first + k of sample n. */
export interface LogitSource {
  load(n: number, first: number, count: number, out: Float32Array, stride: number): void;
}

/** Types that float32 holds exactly, so that loading them loses nothing. */
const EXACT = new Set(['float16', 'bfloat16', 'float32', 'bool', 'uint8', 'int8', 'uint16', 'int16']);

/** The cheapest source that is exact for this prediction at this label size. */
export function logitSource(view: PredictionView, height: number, width: number, alignCorners = true): LogitSource {
  const same = view.height === height && view.width === width;
  const plain = view.kind === 'logits' && view.channels === view.numClasses;
  const { strides } = view;
  // Rows that follow each other without a gap make pixels one axis.
  const continuous = strides.row === view.width * strides.column;
  if (same && plain && continuous && EXACT.has(view.array.dtype)) {
    return new DirectSource(view);
  }
  return new RowSource(new LogitRows(view, height, width, alignCorners), view.numClasses, width);
}

/** Logits as they lie in the file, planar or interleaved. */
class DirectSource implements LogitSource {
  private readonly table: Float32Array | null;

  constructor(private readonly view: PredictionView) {
    this.table = narrowFloatTable(view.array.dtype);
  }

  load(n: number, first: number, count: number, out: Float32Array, stride: number): void {
    const { strides, numClasses, array } = this.view;
    const start = n * strides.sample + first * strides.column;
    if (strides.column === 1) {
      for (let c = 0; c < numClasses; c++) {
        this.copy(array.block(start + c * strides.channel, count), out, c * stride);
      }
      return;
    }
    const compact = strides.channel === 1;
    const data = compact ? array.block(start, count * strides.column) : array.data;
    for (let k = 0, from = compact ? 0 : start; k < count; k++, from += strides.column) {
      for (let c = 0, at = from, to = k; c < numClasses; c++, at += strides.channel, to += stride) {
        out[to] = this.table ? this.table[data[at]] : data[at];
      }
    }
  }

  private copy(from: NdArray['data'], out: Float32Array, to: number): void {
    if (!this.table) {
      out.set(from, to);
      return;
    }
    for (let k = 0; k < from.length; k++) {
      out[to + k] = this.table[from[k]];
    }
  }
}

/** Smallest step below 0: marks what float32 rounding made equal to the largest logit but float64 told apart. */
const JUST_BELOW = -1.401298464324817e-45;

/**
 * Logits that are computed or wider than float32: each pixel's largest is subtracted in float64 before rounding. The
 * softmax does not change, large logits keep their precision and the argmax stays that of float64.
 */
class RowSource implements LogitSource {
  private readonly row: Float64Array;
  private loaded = -1;

  constructor(
    private readonly rows: LogitRows,
    private readonly numClasses: number,
    private readonly width: number,
  ) {
    this.row = new Float64Array(numClasses * width);
  }

  load(n: number, first: number, count: number, out: Float32Array, stride: number): void {
    const { width, row, numClasses } = this;
    for (let k = 0; k < count; k++) {
      const pixel = first + k;
      const y = Math.floor(pixel / width);
      this.want(n, y);
      const x = pixel - y * width;
      let best = 0;
      let top = row[x];
      for (let c = 1; c < numClasses && !Number.isNaN(top); c++) {
        const z = row[c * width + x];
        if (!(z <= top)) {
          top = z;
          best = c;
        }
      }
      for (let c = 0, at = k; c < numClasses; c++, at += stride) {
        const shifted = Math.fround(row[c * width + x] - top);
        out[at] = shifted === 0 && c !== best ? JUST_BELOW : shifted;
      }
    }
  }

  private want(n: number, y: number): void {
    const key = n * this.rows.height + y;
    if (this.loaded !== key) {
      this.rows.read(n, y, this.row);
      this.loaded = key;
    }
  }
}
