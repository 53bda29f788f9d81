import type { Problem } from '../errors.js';
import type { PredictionView } from '../inspection/reading.js';
import type { Finding } from '../inspection/report.js';
import type { ClassSpec } from '../labels/classSpec.js';
import type { StoredLabel } from '../labels/labelMap.js';
import type { Statistics } from '../statistics/types.js';
import type { ClassGrid } from './gridAgreement.js';

/** What a finding may look at: the inspected pair, read and evaluated. */
export interface Inspected {
  predictionName: string;
  labelName: string;
  spec: ClassSpec;
  view: PredictionView;
  label: StoredLabel;
  stats: Statistics;
  /** Ids of a mask outside the classes, with pixel counts; empty for logits. */
  maskOutOfRange: Map<number, number>;
  diceScores: Float64Array | null;
  /** Label and predicted class at evenly spread pixels; null where they cannot be laid over each other. */
  grid: ClassGrid | null;
  /** Stored values of the label with their pixel counts; null for a picture of colours. */
  values: ReadonlyMap<number, number> | null;
  /** null without one. */
  crossEntropy: number | null;
  /** Voxel to millimetres of each file, where it says; see ArrayMetadata. */
  affines: { prediction?: readonly number[]; label?: readonly number[] };
  /** When each file was last written, in milliseconds, where known. */
  modified: { prediction?: number; label?: number };
  /** The background picture: its size, or why there is none. */
  image: { name: string; size: [height: number, width: number] | null; problem: Problem | null };
}

/** Looks at one thing and says it, or has nothing to say. */
export type FindingRule = (inspected: Inspected) => Finding | null;

/** "1,234 pixels (0.7 %)" */
export function countWithShare(count: number, all: number, noun = 'pixel'): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'} (${percent(count / all)})`;
}

export function percent(share: number): string {
  const value = share * 100;
  const text = value > 0 && value < 0.05 ? '< 0.1' : value > 99.95 && value < 100 ? '> 99.9' : value.toFixed(1);
  return `${text.replace(/\.0$/, '')} %`;
}

/** The most frequent ids first: "200, 255 and 3 more". */
export function listIds(counts: Map<number, number>): string {
  const ids = [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  return ids.length <= 4 ? ids.join(', ') : `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`;
}

export function totalCount(counts: Map<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
