import type { LabelProposal } from './types.js';

/** The flags of the command line that make a proposal so. */
export function flagsOf({ preset, encoding, reduceZeroLabel, ignoreIndex }: LabelProposal['options']): string {
  return [
    preset && `--preset ${preset}`,
    encoding && `--encoding ${encoding}`,
    reduceZeroLabel && '--reduce-zero-label',
    ignoreIndex !== undefined && `--ignore-index ${[ignoreIndex].flat().join(',')}`,
  ]
    .filter(Boolean)
    .join(' ');
}
