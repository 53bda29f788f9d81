import type { PredictionView } from '../inspection/reading.js';
import type { LossSettings } from '../inspection/report.js';
import type { OverlapCoefficients } from '../kernels/kernel.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Checkpoint } from '../statistics/blocks.js';
import { lossMap } from '../statistics/lossMap.js';
import { overlapPass } from '../statistics/overlapMap.js';
import type { Overlap, Statistics } from '../statistics/types.js';
import { overlapShares } from './overlapShares.js';

/**
 * What each pixel adds to the total loss, so that the contributions sum to it: its part of the pixel loss, plus, where
 * the total has Dice, its part of the Dice loss. Null where the total is no finite number or there is none.
 *
 * See overlapShares for Dice.
 */
export async function pixelContributions(
  view: PredictionView,
  label: LabelMap,
  stats: Statistics,
  settings: LossSettings,
  values: { base: number | null; dice: number | null; total: number | null },
  checkpoint: Checkpoint,
): Promise<Float64Array | null> {
  const map = await lossMap(stats, label, settings, settings.base, checkpoint);
  if (!map || values.total === null || !Number.isFinite(values.total)) {
    return null;
  }
  const contributions = scaledTo(map, values.base as number);
  if (settings.includeDice && stats.soft) {
    const parts = await overlapPass(view, label, diceCoefficients(stats.soft, settings), checkpoint);
    const dice = scaledTo(parts, values.dice as number);
    for (let k = 0; k < contributions.length; k++) {
      contributions[k] += dice[k];
    }
  }
  return contributions;
}

/** Scaled by the little (about 1e-8) that float32 maps lose against the float64 value, so that sums are exact. */
export function scaledTo(map: Float32Array, value: number): Float64Array {
  let sum = 0;
  for (const part of map) {
    sum += part;
  }
  const factor = sum === 0 ? 0 : value / sum;
  const scaled = new Float64Array(map.length);
  for (let k = 0; k < map.length; k++) {
    scaled[k] = map[k] * factor;
  }
  return scaled;
}

/** The origin's Dice as OverlapShares has it. */
export function diceCoefficients(overlap: Overlap, { beta, smooth }: LossSettings): OverlapCoefficients {
  const squared = beta * beta;
  const numClasses = overlap.label.length;
  const equation = { hit: 1 + squared, falsePositive: 1, falseNegative: squared, smooth };
  return overlapShares(overlap, equation, new Float64Array(numClasses).fill(1 / numClasses));
}
