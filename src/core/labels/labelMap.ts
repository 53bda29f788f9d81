import { InspectionError } from '../errors.js';
import { describeArray, elementReader, isFloat, type NdArray } from '../formats/ndarray.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import { refuseColour } from './colour.js';

/** Labels as the losses see them: class ids 0..C-1, or IGNORED_CODE. Sample by sample, row-major. */
export interface LabelMap {
  samples: number;
  height: number;
  width: number;
  codes: Uint16Array;
  /** Pixels whose id was outside the classes and not the ignore value, by id as found in the file. */
  outOfRange: Map<number, number>;
}

export interface LabelOptions {
  numClasses: number;
  ignoreIndex: number;
  /** File value 0 is ignored and k becomes k - 1 (ADE20K; mmsegmentation's reduce_zero_label). */
  reduceZeroLabel: boolean;
}

/** Distinct out-of-range ids that are counted one by one; a label with more is no label. */
const MAX_DISTINCT = 1024;

/**
 * (H, W) of a label array, allowing leading axes of length 1, or (N, H, W) for a batch.
 * Throws label-is-prediction for what can only be a prediction, png-colour for colours.
 */
export function labelGeometry(array: NdArray, name: string): { samples: number; height: number; width: number } {
  refuseColour(array, name);
  const { shape } = array;
  const axes = shape.length === 4 && shape[1] === 1 ? [shape[0], shape[2], shape[3]] : shape;
  if (axes.length === 2 || axes.length === 3) {
    const [samples, height, width] = axes.length === 2 ? [1, ...axes] : axes;
    if (samples * height * width === 0) {
      throw new InspectionError(
        'label-empty',
        `${name} has the shape ${shape.join('×')}: no pixels.`,
        'Save it again.',
      );
    }
    if (axes.length === 2 || !isFloat(array.dtype)) {
      return { samples, height, width };
    }
  }
  throw new InspectionError(
    'label-is-prediction',
    `${name} is a ${describeArray(array)} array, which looks like a prediction; a label is one map of class ids (H, W).`,
    'Swap label and prediction, or choose the label file.',
  );
}

/** Maps file values to class ids. Ids at or above C are ignored, as the origin's loader does, and counted. */
export function makeLabelMap(array: NdArray, name: string, options: LabelOptions): LabelMap {
  const geometry = labelGeometry(array, name);
  const { numClasses, ignoreIndex, reduceZeroLabel } = options;
  const codes = new Uint16Array(geometry.samples * geometry.height * geometry.width);
  const outOfRange = new Map<number, number>();
  const read = elementReader(array);
  eachPixel(array, geometry, (element, pixel) => {
    const stored = read(element);
    let id = stored;
    if (reduceZeroLabel) {
      id = stored === 0 || stored === 255 ? ignoreIndex : stored - 1;
    }
    if (id === ignoreIndex) {
      codes[pixel] = IGNORED_CODE;
    } else if (id >= 0 && id < numClasses && Number.isInteger(id)) {
      codes[pixel] = id;
    } else if (id >= numClasses && Number.isInteger(id)) {
      codes[pixel] = IGNORED_CODE;
      countId(outOfRange, stored, name);
    } else {
      throw notAnId(stored, name);
    }
  });
  return { ...geometry, codes, outOfRange };
}

function notAnId(value: number, name: string): InspectionError {
  if (value < 0) {
    return new InspectionError(
      'label-negative',
      `${name} holds the negative id ${value}, which is no class and not the ignore value.`,
      'Set segmentationLoss.ignoreIndex (--ignore-index) to it if it means "ignore".',
    );
  }
  return new InspectionError(
    'label-not-integer',
    `${name} holds the value ${value}: a label has whole class ids.`,
    'Choose the label file; if this is the prediction, swap the two.',
  );
}

function countId(counts: Map<number, number>, id: number, name: string): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
  if (counts.size > MAX_DISTINCT) {
    throw new InspectionError(
      'label-not-ids',
      `${name} holds more than ${MAX_DISTINCT} different values outside the classes, so it is not a map of class ids.`,
      'Choose the label file; a 16-bit picture or depth map is not a label.',
    );
  }
}

/** Visits the elements of an (N, H, W) view in row-major order whatever the storage order. */
function eachPixel(
  array: NdArray,
  { samples, height, width }: { samples: number; height: number; width: number },
  visit: (element: number, pixel: number) => void,
): void {
  const { strides, shape } = array;
  const rank = shape.length;
  const [dy, dx] = [strides[rank - 2], strides[rank - 1]];
  const dn = rank > 2 ? strides[0] : 0;
  let pixel = 0;
  for (let n = 0; n < samples; n++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0, element = n * dn + y * dy; x < width; x++, element += dx) {
        visit(element, pixel++);
      }
    }
  }
}
