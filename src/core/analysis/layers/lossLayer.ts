import { evaluateTotal } from '../total/evaluate.js';
import { noPixelLoss } from '../total/noPixelLoss.js';
import { pixelShares } from '../total/shares.js';
import type { LayerMaker } from './made.js';

/**
 * A loss, pixel by pixel. Cross entropy and focal are what they are at each pixel, in nats, before any mean; Dice,
 * Jaccard and the total are what each pixel adds to it, times the number of counted pixels, so that their mean is the
 * loss.
 */
export const loss: LayerMaker<'loss'> = async (pair, { term }, settings, { checkpoint }) => {
  pair.needProbabilities();
  const total = await evaluateTotal(pair, settings, checkpoint, term);
  const [only] = total.terms;
  if ((term === 'crossEntropy' || term === 'focal') && only.result?.found.map) {
    return { encoding: 'loss', map: await only.result.found.map(), unit: 'nats', counted: 'valid' };
  }
  const shares = await pixelShares(total, checkpoint);
  if (!shares) {
    throw noPixelLoss(total.value);
  }
  const map = new Float32Array(shares.length);
  for (let k = 0; k < map.length; k++) {
    map[k] = shares[k] * pair.stats.valid;
  }
  // Some libraries' losses are negative: their Dice is a score with a minus.
  const [low, high] = rangeOf(map);
  return { encoding: low < -1e-6 * high ? 'signed' : 'loss', map, unit: 'loss', counted: 'valid' };
};

function rangeOf(map: Float32Array): [number, number] {
  let [low, high] = [0, 0];
  for (let k = 0; k < map.length; k++) {
    low = map[k] < low ? map[k] : low;
    high = map[k] > high ? map[k] : high;
  }
  return [low, high];
}
