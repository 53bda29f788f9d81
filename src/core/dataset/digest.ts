import type { Problem } from '../errors.js';
import { jsonNumber } from '../inspection/jsonNumber.js';
import type { FileRole, Finding, PredictionKind, ReportNumber, Totals } from '../inspection/report.js';
import { classMetrics } from '../losses/metrics.js';
import { statisticsOf } from './pool.js';
import type { PairOutcome, PairSums } from './record.js';

/** What lists and Problems need of an evaluated pair: small enough to hold for a hundred thousand of them. */
export interface PairDigest {
  kind: PredictionKind;
  labelSize: [height: number, width: number];
  classes: string[];
  totals: Totals;
  /** Per class; null where neither label nor prediction has it. */
  iou: (ReportNumber | null)[];
  /** The pixel loss the total starts from, summed over all pixels; null for a mask. */
  lossSum: ReportNumber | null;
  findings: Finding[];
}

/** The outcome of a pair with its sums as JSON: text takes a fraction of the memory, and crosses threads cheaply. */
export type DigestedOutcome = ({ ok: PairDigest } | { problem: Problem; role: FileRole }) & {
  /** JSON of the `PairOutcome`. */
  text: string;
  /** Only known because of what the user answered about the files, which may be answered otherwise. */
  answered?: boolean;
};

export function digestedOutcome(outcome: PairOutcome): DigestedOutcome {
  const text = JSON.stringify(outcome);
  return 'ok' in outcome ? { ok: digestOf(outcome.ok), text } : { ...outcome, text };
}

function digestOf(sums: PairSums): PairDigest {
  const { kind, labelSize, classes, totals, findings, lossByClass, loss } = sums;
  const stats = statisticsOf(sums);
  const ious = sums.label.map((_, id) => classMetrics(stats, id).iou);
  const ofBase = loss.base in lossByClass ? stats.lossByClass.get(loss.base) : undefined;
  return {
    kind,
    labelSize,
    classes: classes.names,
    totals,
    iou: ious.map(value => (Number.isNaN(value) ? null : jsonNumber(value))),
    lossSum: ofBase ? jsonNumber(ofBase.reduce((sum, one) => sum + one, 0)) : null,
    findings,
  };
}
