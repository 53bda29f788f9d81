import type { CheckpointSeries } from './checkpoints.js';
import type { ModelComparison, PairChange } from './compareModels.js';
import { naturally } from './comparisons.js';
import { type DatasetReport, type PairSummary, worstFirst } from './datasetReport.js';
import { type Histogram, histogramOf } from './histogram.js';
import { reportOf, type ScanResult } from './scanResult.js';
import { TERMS, type Term } from './terms.js';

/** What the report panel shows at first: the size of it does not grow with the dataset. */
export interface Overview {
  version: 1;
  groups: GroupOverview[];
  comparisons: ComparisonOverview[];
  checkpoints: CheckpointSeries[];
  /** How many files found no partner. */
  unmatched: { dataset: string; predictions: number; labels: number; ambiguous: number }[];
  complete: boolean;
}

/** A dataset and model. */
export interface GroupOverview extends Omit<DatasetReport, 'all' | 'failed'> {
  /** Pairs that are in the sums. */
  evaluated: number;
  /** The first of those that could not be evaluated, and how many there are. */
  failed: DatasetReport['failed'];
  failures: number;
  /** Of the pairs' own values; null where there are none. */
  histograms: Record<Term, Histogram | null>;
  /** The worst pairs by each term; empty where no pair has a value. */
  worst: Record<Term, PairSummary[]>;
}

/** Both ends of the ranking of a comparison. */
export interface ComparisonOverview extends Omit<ModelComparison, 'ranked'> {
  worsened: PairChange[];
  improved: PairChange[];
}

const [WORST, FAILED, CHANGED, CLASSES_OF_CONFUSION] = [24, 100, 24, 64];

/** @param baselines models that others are compared with, where a dataset has them; else its first */
export function overviewOf(result: ScanResult, baselines: readonly string[] = []): Overview {
  const { reports, comparisons, checkpoints, unmatched, complete } = reportOf(result, baselines);
  return {
    version: 1,
    groups: reports.map(groupOf).sort((a, b) => naturally(a.dataset, b.dataset) || naturally(a.model, b.model)),
    comparisons: comparisons.map(comparisonOf),
    checkpoints,
    unmatched: unmatched.map(({ dataset, predictions, labels, ambiguous }) => ({
      dataset,
      predictions: predictions.length,
      labels: labels.length,
      ambiguous: ambiguous.length,
    })),
    complete,
  };
}

function groupOf({ all, failed, ...report }: DatasetReport): GroupOverview {
  const byTerm = <T>(of: (term: Term) => T) =>
    Object.fromEntries(TERMS.map(term => [term, of(term)])) as Record<Term, T>;
  return {
    ...report,
    // A matrix of more classes than can be told apart is left to the JSON.
    confusion: report.classes.length <= CLASSES_OF_CONFUSION ? report.confusion : [],
    evaluated: all.length,
    failed: failed.slice(0, FAILED),
    failures: failed.length,
    histograms: byTerm(term => histogramOf(all.map(pair => pair.totals[term]))),
    worst: byTerm(term => (all.some(pair => pair.totals[term] !== null) ? worstFirst(all, term).slice(0, WORST) : [])),
  };
}

function comparisonOf({ ranked, ...comparison }: ModelComparison): ComparisonOverview {
  const { better, worse } = comparison.images;
  return {
    ...comparison,
    worsened: ranked.slice(0, Math.min(CHANGED, worse)),
    improved: better > 0 ? ranked.slice(-Math.min(CHANGED, better)).reverse() : [],
  };
}
