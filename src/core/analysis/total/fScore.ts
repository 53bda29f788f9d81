import type { DialectContext } from '../../dialects/context.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import type { Overlap } from '../../statistics/types.js';
import type { Analysed } from '../analysed.js';
import { evaluated } from './evaluate.js';
import { classScores, hardOverlap, overlapValue, termOverlap } from './overlaps.js';
import type { Resolved } from './resolve.js';
import { fScoreTerm } from './terms.js';

export interface FScore {
  value: number;
  /** NaN where a class is left out of the mean. */
  scores: Float64Array;
  overlap: Overlap;
}

/**
 * The F-score from the counts that are kept: of the report's threshold, and of every multiple of 1/1024. Any other
 * threshold takes a pass over the logits, once.
 */
export async function fScoreOf(
  pair: Analysed,
  resolved: Resolved,
  context: DialectContext | null,
  checkpoint: Checkpoint,
): Promise<FScore> {
  const term = fScoreTerm(resolved);
  const known = await hardOverlap(pair, resolved, checkpoint);
  if (known || !context) {
    const overlap = known ?? pair.stats.hard;
    return { value: overlapValue(overlap, term), scores: classScores(overlap, resolved), overlap };
  }
  const [result] = await evaluated('F-score', [term], context);
  const overlap = await termOverlap(result);
  return { value: result.found.value, scores: classScores(overlap, resolved), overlap };
}
