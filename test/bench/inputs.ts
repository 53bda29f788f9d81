import type { NdArray } from '../../src/core/formats/ndarray.js';
import { memoryArray, stridesOf } from '../../src/core/formats/ndarray.js';
import { IGNORED_CODE } from '../../src/core/inspection/layers.js';
import { type PredictionView, readPrediction } from '../../src/core/inspection/reading.js';
import type { LabelMap } from '../../src/core/labels/labelMap.js';

export interface Shape {
  classes: number;
  height: number;
  width: number;
}

export const SHAPES: readonly Shape[] = [
  { classes: 21, height: 512, width: 512 },
  { classes: 19, height: 1024, width: 2048 },
  { classes: 150, height: 512, width: 683 },
  { classes: 2, height: 4096, width: 4096 },
];

export function shapeName({ classes, height, width }: Shape): string {
  return `${classes}x${height}x${width}`;
}

/** Seeded logits in planar float32, and a label in blocks with some pixels ignored: the same in every process. */
export function makeInput({ classes, height, width }: Shape): {
  view: PredictionView;
  label: LabelMap;
  logits: Float32Array;
} {
  const pixels = height * width;
  // In shared memory, as the readers have it.
  const logits = new Float32Array(new SharedArrayBuffer(4 * classes * pixels));
  let state = 20261123;
  for (let k = 0; k < logits.length; k++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    logits[k] = (state / 2 ** 32 - 0.5) * 12;
  }
  const codes = new Uint16Array(new SharedArrayBuffer(2 * pixels));
  for (let k = 0; k < pixels; k++) {
    const block = Math.floor(Math.floor(k / width) / 32) * 7 + Math.floor((k % width) / 32) * 3;
    codes[k] = block % 23 === 0 ? IGNORED_CODE : block % classes;
  }
  const shape = [classes, height, width];
  const array: NdArray = memoryArray({ shape, strides: stridesOf(shape), dtype: 'float32' }, logits);
  const view = readPrediction(array, 'bench.npy', {
    kind: 'logits',
    layout: 'CHW',
    classCount: classes,
    labelSize: [height, width],
  });
  return { view, label: { samples: 1, height, width, codes, outOfRange: new Map() }, logits };
}
