import { memoryArray, stridesOf } from '../formats/ndarray.js';
import type { ClassSpec } from '../labels/classSpec.js';
import { layoutAxes } from './layout.js';
import type { PredictionView } from './reading.js';
import { rowReader } from './rowReader.js';
import { sampleGrid } from './sampleGrid.js';
import type { Steps } from './steps.js';
import type { ValueCounts } from './valueCounts.js';

/**
 * Whether a mask holds 0 and 255 for two classes, as tools save what they predicted: 255 is class 1. Where 255 was said
 * to be ignored it may be that, and the mask stays as it is.
 */
export function isBinaryMask({ counts, complete }: ValueCounts, labelClasses: number, spec: ClassSpec): boolean {
  const values = complete ? [...counts.keys()] : [];
  const ignored = spec.ignoreIsSet && spec.ignoreValues.includes(255);
  return (
    counts.has(255) &&
    values.every(value => value === 0 || value === 255) &&
    (spec.count ?? Math.max(labelClasses, 2)) === 2 &&
    (!ignored || spec.encoding === 'binary255')
  );
}

/** A mask of 0 and 255 as one of classes 0 and 1. */
export function* binaryView(view: PredictionView): Steps<PredictionView> {
  const { array, samples, height, width } = view;
  const data = new Uint8Array(samples * height * width);
  const row = new Float64Array(width);
  const read = rowReader(array, view);
  for (let line = 0; line < samples * height; line++) {
    read(Math.floor(line / height), line % height, row);
    for (let x = 0; x < width; x++) {
      data[line * width + x] = row[x] === 255 ? 1 : 0;
    }
    yield line / (samples * height);
  }
  const shape = [samples, height, width];
  const ids = memoryArray({ shape, strides: stridesOf(shape), dtype: 'uint8' }, data);
  const axes = layoutAxes(ids, 'HW');
  const evidence = [...view.evidence, 'values 0 and 255 for 2 classes: 255 is class 1'];
  return { ...view, array: ids, layout: 'HW', ...axes, evidence, grid: yield* sampleGrid(ids, axes) };
}
