import { closeSync, ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import type { GradientBlock, GradientConsumer } from '../core/dialects/gradient.js';
import { stridesOf } from '../core/formats/ndarray.js';
import { npyFloat32Header } from '../core/formats/npyWrite.js';
import { type Axes, layoutAxes } from '../core/inspection/layout.js';
import type { PredictionView } from '../core/inspection/reading.js';

/** A run of elements in the file, and where an element of the block lies in it. */
interface Run {
  start: number;
  length: number;
  firstClass: number;
  classes: number;
}

/**
 * A float32 .npy file of the prediction's own shape to which a streamed gradient is added block by block, so that memory
 * does not grow with it. The file is made anew (EEXIST otherwise) and starts as zeros; `discard` deletes it.
 */
export class GradientFile {
  private readonly file: number;
  private readonly axes: Axes;
  private readonly head: number;
  private buffer = new Float32Array(0);

  constructor(
    private readonly path: string,
    { array, layout }: PredictionView,
  ) {
    const { shape } = array;
    this.axes = layoutAxes({ shape, strides: stridesOf(shape) }, layout);
    const header = npyFloat32Header(shape);
    this.head = header.length;
    this.file = openSync(path, 'wx+');
    try {
      writeSync(this.file, header, 0, header.length, 0);
      ftruncateSync(this.file, this.head + 4 * shape.reduce((size, length) => size * length, 1));
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  readonly consume: GradientConsumer = block => {
    for (const run of this.runsOf(block)) {
      const values = this.read(run);
      this.add(block, run, values);
      this.write(run, values);
    }
  };

  close(): void {
    closeSync(this.file);
  }

  discard(): void {
    closeSync(this.file);
    unlinkSync(this.path);
  }

  /** One run for each class where classes lie apart, else one for all rows of the block. */
  private runsOf({ sample, firstClass, classes, firstRow, rows }: GradientBlock): Run[] {
    const { strides, width } = this.axes;
    const start = sample * strides.sample + firstRow * strides.row;
    const length = (rows - 1) * strides.row + (width - 1) * strides.column + 1;
    if (strides.channel > strides.column) {
      return Array.from({ length: classes }, (_, c) => {
        return { start: start + (firstClass + c) * strides.channel, length, firstClass: c, classes: 1 };
      });
    }
    const first = start + firstClass * strides.channel;
    return [{ start: first, length: length + (classes - 1) * strides.channel, firstClass: 0, classes }];
  }

  private add({ rows, values }: GradientBlock, { firstClass, classes }: Run, to: Float32Array): void {
    const { strides, width } = this.axes;
    for (let c = 0; c < classes; c++) {
      let from = (firstClass + c) * rows * width;
      for (let row = 0; row < rows; row++) {
        let at = c * strides.channel + row * strides.row;
        for (let x = 0; x < width; x++, from++, at += strides.column) {
          to[at] += values[from];
        }
      }
    }
  }

  private read({ start, length }: Run): Float32Array {
    if (this.buffer.length < length) {
      this.buffer = new Float32Array(length);
    }
    const values = this.buffer.subarray(0, length);
    const bytes = bytesOf(values);
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(this.file, bytes, done, bytes.length - done, this.head + 4 * start + done);
      if (count === 0) {
        throw new Error('the file became shorter while it was written');
      }
      done += count;
    }
    swapOnBigEndian(bytes);
    return values;
  }

  private write({ start }: Run, values: Float32Array): void {
    const bytes = bytesOf(values);
    swapOnBigEndian(bytes);
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.file, bytes, done, bytes.length - done, this.head + 4 * start + done);
    }
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

function swapOnBigEndian(bytes: Buffer): void {
  if (endianness() === 'BE') {
    bytes.swap32();
  }
}
