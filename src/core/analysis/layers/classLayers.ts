import { labelDistance } from '../../distance/labelDistance.js';
import type { LayerMaker } from './made.js';

export const label: LayerMaker<'label'> = async pair => ({ encoding: 'class', codes: pair.label.codes });

export const prediction: LayerMaker<'prediction'> = async pair => ({ encoding: 'class', codes: pair.stats.argmax });

/** Distance to the nearest pixel of another label, in pixels; infinite where there is none. */
export const boundaryDistance: LayerMaker<'boundaryDistance'> = async (pair, _request, _settings, { checkpoint }) => {
  const { codes, samples, width, height } = pair.label;
  const map = new Float32Array(codes.length);
  for (let n = 0; n < samples; n++) {
    await checkpoint(n, samples);
    const from = n * pair.perSample;
    map.set(labelDistance(codes.subarray(from, from + pair.perSample), width, height), from);
  }
  return { encoding: 'loss', map, unit: 'pixels', counted: 'all' };
};
