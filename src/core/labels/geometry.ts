import { InspectionError } from '../errors.js';
import { describeArray, elementReader, isFloat, type NdArray } from '../formats/ndarray.js';

export interface LabelGeometry {
  samples: number;
  height: number;
  width: number;
}

/**
 * (H, W) of a label array, (N, H, W) or (N, 1, H, W) for a batch, with a last axis of samples for colours.
 * Throws label-is-prediction for what can only be a prediction.
 */
export function labelGeometry(array: NdArray, name: string): LabelGeometry {
  const { shape } = array;
  const pixels = array.colour ? shape.slice(0, -1) : shape;
  const axes = pixels.length === 4 && pixels[1] === 1 ? [pixels[0], pixels[2], pixels[3]] : pixels;
  if (axes.length === 2 || axes.length === 3) {
    const [samples, height, width] = axes.length === 2 ? [1, ...axes] : axes;
    if (samples * height * width === 0) {
      throw new InspectionError(
        'label-empty',
        `${name} has the shape ${shape.join('×')}: no pixels.`,
        'Save it again.',
      );
    }
    if (axes.length === 2 || !isFloat(array.dtype) || isIntegral(array)) {
      return { samples, height, width };
    }
  }
  throw new InspectionError(
    'label-is-prediction',
    `${name} is a ${describeArray(array)} array, which looks like a prediction; a label is one map of class ids (H, W).`,
    'Swap label and prediction, or choose the label file.',
  );
}

/** Whether ids were stored as floats (scaled NIfTI, Keras); logits show a fraction within the first few values. */
function isIntegral(array: NdArray): boolean {
  const read = elementReader(array);
  for (let k = 0; k < array.length; k++) {
    if (!Number.isInteger(read(k))) {
      return false;
    }
  }
  return true;
}

/** Pixels that lie evenly spaced in memory: pixel + k is at start + k * step for k < count. */
export interface Run {
  start: number;
  step: number;
  count: number;
  pixel: number;
}

/** Pixels of the longest run: a few milliseconds of work, so that slices of it can be interrupted. */
const RUN = 1 << 18;

/** All pixels in row-major order whatever the storage order: rows, or long runs where rows follow each other. */
export function* runsOf(array: NdArray, { samples, height, width }: LabelGeometry): Generator<Run> {
  const strides = array.colour ? array.strides.slice(0, -1) : array.strides;
  const rank = strides.length;
  const [dy, dx] = [strides[rank - 2], strides[rank - 1]];
  const dn = rank > 2 ? strides[0] : 0;
  const pixels = samples * height * width;
  if (dy === width * dx && (samples === 1 || dn === height * dy)) {
    for (let pixel = 0; pixel < pixels; pixel += RUN) {
      yield { start: pixel * dx, step: dx, count: Math.min(RUN, pixels - pixel), pixel };
    }
    return;
  }
  for (let n = 0, pixel = 0; n < samples; n++) {
    for (let y = 0; y < height; y++, pixel += width) {
      yield { start: n * dn + y * dy, step: dx, count: width, pixel };
    }
  }
}
