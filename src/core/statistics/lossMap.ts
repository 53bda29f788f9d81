import type { LossSettings } from '../inspection/report.js';
import type { LabelMap } from '../labels/labelMap.js';
import { PIXEL_LOSSES } from '../losses/registry.js';
import type { PixelLoss } from '../losses/types.js';
import type { Checkpoint } from './blocks.js';
import type { Statistics } from './types.js';
import { evaluateTerm } from './whatIf.js';

/**
 * A pixel loss of an evaluated pair, pixel by pixel: as the pass kept it, or made of the log-probabilities it kept.
 * Null for a mask, and where the pass kept neither.
 */
export async function lossMap(
  stats: Statistics,
  label: LabelMap,
  settings: LossSettings,
  id: PixelLoss['id'],
  checkpoint: Checkpoint,
): Promise<Float32Array | null> {
  const kept = stats.maps.get(id);
  const loss = PIXEL_LOSSES.find(one => one.id === id);
  if (kept || !loss || stats.logProbability.length !== label.codes.length) {
    return kept ?? null;
  }
  const term = { id, weights: settings.weights, ...loss.term(settings) };
  return (await evaluateTerm(stats, label, stats.logProbability, term, checkpoint)).map;
}
