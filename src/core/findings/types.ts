import type { Problem } from '../errors.js';
import type { PredictionView } from '../inspection/reading.js';
import type { Finding } from '../inspection/report.js';
import type { ClassSpec } from '../labels/classSpec.js';
import type { LabelProposal } from '../labels/inference/types.js';
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
  /** Other readings of the label that fit its values. */
  proposals: readonly LabelProposal[];
  stats: Statistics;
  /** Ids of a mask outside the classes, with pixel counts; empty for logits. */
  maskOutOfRange: Map<number, number>;
  diceScores: Float64Array | null;
  /** Label and predicted class at evenly spread pixels; null where they cannot be laid over each other. */
  grid: ClassGrid | null;
  /** Stored values of the label with their pixel counts, and at the points of `grid`; null for a picture of colours. */
  values: ReadonlyMap<number, number> | null;
  valuesOnGrid: Float64Array | null;
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
