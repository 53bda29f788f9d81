import type { GradientConsumer } from '../../src/core/dialects/gradient.js';
import { stridesOf } from '../../src/core/formats/ndarray.js';
import { layoutAxes } from '../../src/core/inspection/layout.js';
import type { PredictionView } from '../../src/core/inspection/reading.js';

/** The oracle of `GradientFile`, in memory: collects a streamed gradient as one float32 array of the prediction's own shape, row-major. */
export function gradientArray({ array, layout }: PredictionView): { values: Float32Array; consume: GradientConsumer } {
  const { width, strides } = layoutAxes({ shape: array.shape, strides: stridesOf(array.shape) }, layout);
  const values = new Float32Array(array.shape.reduce((size, length) => size * length, 1));
  const consume: GradientConsumer = block => {
    for (let c = 0, from = 0; c < block.classes; c++) {
      for (let row = 0; row < block.rows; row++) {
        let to =
          block.sample * strides.sample +
          (block.firstClass + c) * strides.channel +
          (block.firstRow + row) * strides.row;
        for (let x = 0; x < width; x++, from++, to += strides.column) {
          values[to] += block.values[from];
        }
      }
    }
  };
  return { values, consume };
}
