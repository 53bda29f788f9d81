import type { ReportNumber } from '../inspection/report.js';
import type { OUTCOMES } from './names.js';
import type { Compared, WhatIfNumber } from './whatIf.js';

export type Outcome = (typeof OUTCOMES)[number];

export type CompareParams = Record<string, never>;

/** This prediction (base) against another one of the same label (value). */
export interface CompareAnswer {
  prediction: string;
  other: string;
  numbers: Record<WhatIfNumber | 'meanIoU' | 'pixelAccuracy', Compared>;
  classes: { id: number; iou: Compared; crossEntropy: Compared; dice: Compared; pixels: number }[];
  /** Pixels by outcome; wrongOtherwise: both wrong, with different classes. */
  outcomes: Record<Outcome, number>;
  /** Label classes by how many pixels were fixed minus broken. */
  gains: { id: number; fixed: number; broken: number }[];
  /** Sum of the positive and of the negative differences of cross entropy, in nats a counted pixel. */
  worse: ReportNumber | null;
  better: ReportNumber | null;
}
