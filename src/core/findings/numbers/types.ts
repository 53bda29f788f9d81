import type { Analysed } from '../../analysis/analysed.js';
import type { DeepFinding } from '../../analysis/deepFindings.js';
import type { Checkpoint } from '../../statistics/blocks.js';

/** Looks at the numbers of an inspected pair, and says one thing or nothing. */
export type NumberRule = (pair: Analysed, checkpoint: Checkpoint) => Promise<DeepFinding | null>;

/** A number of a report or answer where it is a finite one. */
export function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
