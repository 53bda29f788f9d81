import { IGNORED_CODE } from '../../inspection/layers.js';
import type { Analysed } from '../analysed.js';
import type { Region, RegionsAnswer } from '../regions.js';

/** One disagreement must rule the region, which is no thin line and not just along a border, where labels are seldom exact. */
const PAIR_SHARE = 0.9;
const DEPTH = 3;
const INNER_SHARE = 0.25;

/**
 * Where a label may be wrong: the prediction consistently and confidently says one other class, away from any border.
 * Confident is what cleanlab takes (Northcutt 2021): at least the mean probability that the class has at its own label
 * pixels, I_c / Y_c; for a class without label pixels the mean confidence of all counted ones. Ignored pixels take no
 * part, and what is beside them is a border.
 */
export function suspicionOf(
  pair: Analysed,
  confidence: Float32Array,
): { rule: RegionsAnswer['suspicion']; holds(region: Omit<Region, 'rank' | 'suspicious'>): boolean } {
  const { soft, label } = pair.stats;
  let mean: number | null = null;
  const thresholds = label.map((pixels, c) => {
    if (soft && pixels > 0) {
      return soft.intersection[c] / pixels;
    }
    mean ??= meanConfidence(pair, confidence);
    return mean;
  });
  const rule = { pairShare: PAIR_SHARE, depth: DEPTH, innerShare: INNER_SHARE, confidence: thresholds };
  return {
    rule,
    holds: region =>
      region.label !== region.prediction &&
      region.pairShare >= PAIR_SHARE &&
      region.innerShare >= INNER_SHARE &&
      (region.depth === 'inf' || (typeof region.depth === 'number' && region.depth >= DEPTH)) &&
      typeof region.confidence === 'number' &&
      region.confidence >= thresholds[region.prediction],
  };
}

function meanConfidence({ label, stats }: Analysed, confidence: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < confidence.length; k++) {
    sum += label.codes[k] === IGNORED_CODE ? 0 : confidence[k];
  }
  return sum / stats.valid;
}
