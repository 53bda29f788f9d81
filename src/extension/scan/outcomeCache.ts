import type { DigestedOutcome } from '../../core/dataset/digest.js';

/** Outcomes of earlier scans. */
export interface OutcomeCache {
  /** Makes what is kept ready to be recalled. */
  load(): Promise<void>;
  /** What was found for a pair, if nothing it depends on has changed. */
  recall(key: string, identity: string): DigestedOutcome | null;
  keep(key: string, identity: string, outcome: DigestedOutcome): void;
  /** Resolves when everything kept is written. */
  flush(): Promise<void>;
  clear(): Promise<void>;
}

/** Whether a failure may be gone without any file having changed: such a one is never recalled. */
export function isPassing(outcome: DigestedOutcome): boolean {
  return 'problem' in outcome && /^(file|worker|internal)-/.test(outcome.problem.code);
}

export const NO_CACHE: OutcomeCache = {
  load: async () => {},
  recall: () => null,
  keep: () => {},
  flush: async () => {},
  clear: async () => {},
};
