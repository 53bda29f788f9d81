import type { Checkpoint } from '../statistics/blocks.js';
import type { Analysed } from './analysed.js';
import type { LossTerm, WhatIfSettings } from './settings.js';
import { evaluateTotal } from './total/evaluate.js';
import { noPixelLoss } from './total/noPixelLoss.js';
import { pixelShares } from './total/shares.js';

/**
 * A loss, pixel by pixel, in an array of its own. Cross entropy and focal are what they are at each pixel, in nats,
 * before any mean; Dice, Jaccard and the total are what each pixel adds to it, times the number of counted pixels, so
 * that their mean is the loss. Throws question-no-pixel-loss, question-needs-probabilities.
 */
export async function lossMapOf(
  pair: Analysed,
  term: LossTerm,
  settings: WhatIfSettings,
  checkpoint: Checkpoint,
): Promise<{ map: Float32Array; unit: 'nats' | 'loss' }> {
  pair.needProbabilities();
  const total = await evaluateTotal(pair, settings, checkpoint, term);
  const own = term === 'crossEntropy' || term === 'focal' ? total.terms[0].result?.found.map : null;
  if (own) {
    return { map: await own(), unit: 'nats' };
  }
  const shares = await pixelShares(total, checkpoint);
  if (!shares) {
    throw noPixelLoss(total.value);
  }
  const map = new Float32Array(shares.length);
  for (let k = 0; k < map.length; k++) {
    map[k] = shares[k] * pair.stats.valid;
  }
  return { map, unit: 'loss' };
}
