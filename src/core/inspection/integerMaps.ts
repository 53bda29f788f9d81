import type { Dtype, NdArray } from '../formats/ndarray.js';
import { isFloat } from '../formats/ndarray.js';
import type { Axes } from './layout.js';
import { type SampleGrid, sampleGrid } from './sampleGrid.js';
import { atOnce } from './steps.js';

/**
 * What the maps of an array with several of them are, told from evenly spread pixels:
 * - one-hot: 0 and 1 only, one of them set at each pixel
 * - scaled: unsigned integers whose sum at each pixel is the largest of their type: probabilities times 255 (65535)
 * - ranking: no id twice at any pixel: the k best classes, best first (torch.topk, argsort)
 * - scores: fractions, or integers that are none of these
 */
export type MapsKind = 'one-hot' | 'scaled' | 'ranking' | 'scores';

/** Nobody keeps more ranks than this. */
const MAX_RANKED = 32;

export function mapsKind({ points, channels, values }: SampleGrid, dtype: Dtype): MapsKind {
  const scale = fullScale(dtype);
  let [oneHot, scaled, ranking] = [true, scale !== null, !isFloat(dtype) && channels <= MAX_RANKED];
  let above = 0;
  for (let k = 0; k < points && (oneHot || scaled || ranking); k++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) {
      const value = values[c * points + k];
      sum += value;
      above = Math.max(above, value);
      oneHot &&= value === 0 || value === 1;
      for (let other = 0; ranking && other < c; other++) {
        ranking = values[other * points + k] !== value;
      }
      ranking &&= value >= 0;
    }
    oneHot &&= sum === 1;
    scaled &&= Math.abs(sum - (scale as number)) <= channels;
  }
  return oneHot ? 'one-hot' : scaled ? 'scaled' : ranking && above >= channels - 1 && above > 1 ? 'ranking' : 'scores';
}

/** The same for axes that are only supposed. */
export function mapsKindOf(array: NdArray, axes: Axes): MapsKind {
  return mapsKind(atOnce(sampleGrid(array, axes)), array.dtype);
}

/** The value that stands for 1 where probabilities are kept as integers; null for types nobody uses for that. */
export function fullScale(dtype: Dtype): number | null {
  return dtype === 'uint8' ? 255 : dtype === 'uint16' ? 65535 : null;
}
