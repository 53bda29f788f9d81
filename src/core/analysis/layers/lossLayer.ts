import { lossMapOf } from '../lossMapOf.js';
import type { LayerMaker } from './made.js';

/** A loss, pixel by pixel; see lossMapOf. */
export const loss: LayerMaker<'loss'> = async (pair, { term }, settings, { checkpoint }) => {
  const { map, unit } = await lossMapOf(pair, term, settings, checkpoint);
  // Some libraries' losses are negative: their Dice is a score with a minus.
  const [low, high] = rangeOf(map);
  return { encoding: low < -1e-6 * high ? 'signed' : 'loss', map, unit, counted: 'valid' };
};

function rangeOf(map: Float32Array): [number, number] {
  let [low, high] = [0, 0];
  for (let k = 0; k < map.length; k++) {
    low = map[k] < low ? map[k] : low;
    high = map[k] > high ? map[k] : high;
  }
  return [low, high];
}
