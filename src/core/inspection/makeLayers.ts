import type { LabelMap } from '../labels/labelMap.js';
import type { Statistics } from '../statistics/types.js';
import { type LayerId, type LayerInfo, LOSS_CODE_INFINITE, LOSS_CODE_MAX, LOSS_CODE_NAN } from './layers.js';

export interface Layer {
  info: LayerInfo;
  data: Uint16Array;
}

/** The layers of one sample: label, prediction and every loss map, as exact arrays of codes. */
export function makeLayers(label: LabelMap, stats: Statistics, sample: number): Layer[] {
  const { width, height } = label;
  const from = sample * width * height;
  const part = <T extends Uint16Array | Float32Array>(all: T) => all.slice(from, from + width * height) as T;
  const classes = (id: LayerId, data: Uint16Array): Layer => ({
    info: { id, width, height, encoding: 'class', range: null },
    data,
  });
  const layers = [classes('label', part(label.codes)), classes('prediction', part(stats.argmax))];
  for (const [id, map] of stats.maps) {
    const { data, max } = lossCodes(part(map));
    layers.push({ info: { id: id as LayerId, width, height, encoding: 'loss', range: [0, max] }, data });
  }
  return layers;
}

/** Loss values as 16-bit codes, linear from 0 to the largest finite value. */
export function lossCodes(map: Float32Array): { data: Uint16Array; max: number } {
  let max = 0;
  for (const value of map) {
    if (value > max && value !== Number.POSITIVE_INFINITY) {
      max = value;
    }
  }
  const scale = max > 0 ? LOSS_CODE_MAX / max : 0;
  const data = Uint16Array.from(map, value => {
    if (Number.isNaN(value)) {
      return LOSS_CODE_NAN;
    }
    return value === Number.POSITIVE_INFINITY ? LOSS_CODE_INFINITE : Math.round(value * scale);
  });
  return { data, max };
}
