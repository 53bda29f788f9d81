import { labelDistance } from '../distance/labelDistance.js';
import type { Checkpoint } from '../statistics/blocks.js';
import type { Analysed } from './analysed.js';

/** The distance of every pixel of every sample to the nearest pixel of another label; see labelDistance. */
export function boundaryDistances(pair: Analysed, checkpoint: Checkpoint): Promise<Float32Array> {
  return pair.kept.cached('boundary distances', async () => {
    const { codes, samples, width, height } = pair.label;
    const map = new Float32Array(codes.length);
    for (let n = 0; n < samples; n++) {
      await checkpoint(n, samples);
      const from = n * pair.perSample;
      map.set(labelDistance(codes.subarray(from, from + pair.perSample), width, height), from);
    }
    return map;
  });
}
