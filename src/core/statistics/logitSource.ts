import { narrowFloatTable } from '../formats/narrowFloats.js';
import type { PredictionView } from '../inspection/reading.js';
import { LogitRows } from './logitRows.js';

/** Puts logits of a run of label pixels where a kernel wants them: out[c * stride + k], pixel first + k of sample n. */
export interface LogitSource {
  /** True: what is loaded are probabilities, which the kernel takes as they are. */
  readonly given: boolean;
  load(n: number, first: number, count: number, out: Float32Array, stride: number): void;
}

/** Types that float32 holds exactly, so that loading them loses nothing. */
const EXACT = new Set(['float16', 'bfloat16', 'float32', 'bool', 'uint8', 'int8', 'uint16', 'int16']);

/** The cheapest source that is exact for this prediction at this label size. */
export function logitSource(view: PredictionView, height: number, width: number, alignCorners = true): LogitSource {
  const same = view.height === height && view.width === width;
  const { strides } = view;
  // Rows that follow each other without a gap make pixels one axis.
  const continuous = strides.row === view.width * strides.column;
  if (same && continuous && EXACT.has(view.array.dtype)) {
    return new DirectSource(view);
  }
  return new RowSource(new LogitRows(view, height, width, alignCorners), view.numClasses, width);
}

/** Logits as they lie in the file, planar or interleaved. */
class DirectSource implements LogitSource {
  readonly given: boolean;
  private readonly table: Float32Array | null;
  /** Classes that have no channel: the first of two where a single channel is the second. */
  private readonly before: number;

  constructor(private readonly view: PredictionView) {
    this.given = view.kind === 'probabilities';
    this.table = narrowFloatTable(view.array.dtype);
    this.before = view.numClasses - view.channels;
  }

  load(n: number, first: number, count: number, out: Float32Array, stride: number): void {
    const { strides, channels } = this.view;
    const start = n * strides.sample + first * strides.column;
    const to = this.before * stride;
    if (strides.column === 1) {
      for (let c = 0; c < channels; c++) {
        this.copy(start + c * strides.channel, count, out, to + c * stride);
      }
    } else {
      this.gather(start, count, out, to, stride);
    }
    if (this.before > 0) {
      for (let k = 0; k < count; k++) {
        out[k] = this.given ? 1 - out[to + k] : 0;
      }
    }
  }

  /** Channels that lie beside each other. */
  private gather(start: number, count: number, out: Float32Array, to: number, stride: number): void {
    const { strides, channels, array } = this.view;
    const compact = strides.channel === 1;
    const data = compact ? array.block(start, (count - 1) * strides.column + channels) : array.data;
    for (let k = 0, from = compact ? 0 : start; k < count; k++, from += strides.column) {
      for (let c = 0, at = from, put = to + k; c < channels; c++, at += strides.channel, put += stride) {
        out[put] = this.table ? this.table[data[at]] : data[at];
      }
    }
  }

  private copy(start: number, count: number, out: Float32Array, to: number): void {
    const { array } = this.view;
    const { table } = this;
    if (table) {
      const from = array.block(start, count);
      for (let k = 0; k < count; k++) {
        out[to + k] = table[from[k]];
      }
      return;
    }
    const target = out.subarray(to, to + count);
    // A file's float32 are read straight to where they are wanted.
    const direct = array.streamed && array.dtype === 'float32';
    const bytes = direct ? new Uint8Array(out.buffer, target.byteOffset, target.byteLength) : undefined;
    const from = array.block(start, count, bytes);
    if (from.buffer !== out.buffer) {
      target.set(from);
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
  readonly given = false;
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
      // NaN and infinities are for the kernel to judge, which needs to see where they are.
      const finite = Number.isFinite(top);
      const shift = finite ? top : 0;
      for (let c = 0, at = k; c < numClasses; c++, at += stride) {
        const shifted = Math.fround(row[c * width + x] - shift);
        out[at] = finite && shifted === 0 && c !== best ? JUST_BELOW : shifted;
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
