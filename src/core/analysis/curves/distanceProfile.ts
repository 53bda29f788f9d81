import { jsonNumber } from '../../inspection/jsonNumber.js';
import { IGNORED_CODE } from '../../inspection/layers.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import type { Analysed } from '../analysed.js';
import { boundaryDistances } from '../boundaryDistances.js';
import type { DistanceProfile } from '../curves.js';
import type { WhatIfSettings } from '../settings.js';
import { evaluateTotal } from '../total/evaluate.js';

/** Upper ends of the bands, in pixels; the last one is open. */
const ENDS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, Number.POSITIVE_INFINITY];

/** The pixel loss that the total starts from, and the share of wrong pixels, by distance to the nearest other label. */
export async function distanceProfile(
  pair: Analysed,
  settings: WhatIfSettings,
  checkpoint: Checkpoint,
): Promise<DistanceProfile> {
  const distances = await boundaryDistances(pair, checkpoint);
  const map = pair.isMask ? null : await baseLossMap(pair, settings, checkpoint);
  const [pixels, losses, errors] = [0, 1, 2].map(() => new Float64Array(ENDS.length));
  const { codes } = pair.label;
  const { argmax } = pair.stats;
  for (let k = 0; k < codes.length; k++) {
    if (codes[k] !== IGNORED_CODE) {
      const d = distances[k];
      let band = 0;
      while (d > ENDS[band]) {
        band++;
      }
      pixels[band]++;
      losses[band] += map ? map[k] : 0;
      errors[band] += codes[k] === argmax[k] ? 0 : 1;
    }
  }
  const all = losses.reduce((sum, one) => sum + one, 0);
  const bands = ENDS.map((to, band) => {
    const some = pixels[band] > 0;
    return {
      from: band === 0 ? 0 : ENDS[band - 1],
      to: jsonNumber(to),
      pixels: pixels[band],
      loss: some && map ? jsonNumber(losses[band] / pixels[band]) : null,
      lossShare: some && map ? jsonNumber(losses[band] / all) : null,
      errors: some ? jsonNumber(errors[band] / pixels[band]) : null,
    };
  });
  return { bands };
}

async function baseLossMap(pair: Analysed, settings: WhatIfSettings, checkpoint: Checkpoint): Promise<Float32Array> {
  const { terms } = await evaluateTotal(pair, settings, checkpoint, pair.job.loss.base);
  return (await terms[0].result?.found.map?.()) ?? new Float32Array(pair.label.codes.length);
}
