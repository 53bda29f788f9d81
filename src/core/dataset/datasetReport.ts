import { classRows, confusionRows, evaluateLosses, totalsOf } from '../inspection/buildReport.js';
import { fromJsonNumber, jsonNumber } from '../inspection/jsonNumber.js';
import type { ClassRow, Finding, PixelCounts, ReportNumber, Severity, Totals } from '../inspection/report.js';
import type { Statistics } from '../statistics/types.js';
import { countsOfPair, EPOCH_CONVENTIONS } from './conventions.js';
import { type DatasetFinding, datasetFindings } from './findings/registry.js';
import { grouped } from './grouped.js';
import { pooledStatistics } from './pool.js';
import { type PairRecord, type PairSums, sortRecords, sumsOf } from './record.js';
import { TERMS, type Term, WORSE_IS_LARGER } from './terms.js';

export { TERMS, type Term };

/** A mean over pairs: of those that have a value, and of how many. */
export interface MeanOverPairs {
  mean: ReportNumber | null;
  pairs: number;
  /** Smallest, quartiles and largest. */
  quantiles: [ReportNumber, ReportNumber, ReportNumber, ReportNumber, ReportNumber] | null;
}

export interface PairSummary {
  prediction: string;
  label: string | null;
  image: string | null;
  totals: Totals;
  severity: Severity | null;
  findings: Finding[];
}

/** What is said of one dataset and one model. */
export interface DatasetReport {
  dataset: string;
  model: string;
  pairs: number;
  /** Pairs that could not be evaluated, with the reason. */
  failed: { prediction: string; code: string; message: string; hint: string }[];
  pixels: PixelCounts;
  /** Everything as one large picture: the losses of the summed statistics. null where nothing was evaluated. */
  pooled: Totals | null;
  /** The mean of each pair's own value, as a training loop with batches of one prints it. */
  perPair: Record<Term, MeanOverPairs>;
  classes: ClassRow[];
  confusion: number[][];
  conventions: { key: string; title: string; definition: string; value: ReportNumber }[];
  findings: DatasetFinding[];
  /** Of every pair that is in the sums, in the order of their names. */
  all: PairSummary[];
}

/** The reports of all datasets and models that the records are of, in the order of their names. */
export function datasetReports(records: readonly PairRecord[]): DatasetReport[] {
  const groups = grouped(sortRecords(records), ({ dataset, model }) => `${dataset}\n${model}`);
  return [...groups.values()].map(datasetReport);
}

/** @param records of one dataset and model, sorted */
function datasetReport(records: readonly PairRecord[]): DatasetReport {
  const [{ dataset, model }] = records;
  const usual = usualClassCount(records);
  const evaluated = records.filter(record => sumsOf(record)?.label.length === usual);
  const sums = evaluated.map(record => sumsOf(record) as PairSums);
  const all = pooledStatistics(sums);
  return {
    dataset,
    model,
    pairs: records.length,
    failed: records.flatMap(({ prediction, outcome }) =>
      'problem' in outcome ? [{ prediction, ...outcome.problem }] : [],
    ),
    ...(all ? pooledReport(sums, all) : NOTHING),
    perPair: meansOverPairs(sums),
    findings: datasetFindings({ records, evaluated: sums, all }),
    all: evaluated.map((record, k) => summaryOf(record, sums[k])),
  };
}

/** The number of classes that most pairs have: sums of others would be of different things. */
function usualClassCount(records: readonly PairRecord[]): number {
  const counts = new Map<number, number>();
  for (const record of records) {
    const count = sumsOf(record)?.label.length;
    if (count !== undefined) {
      counts.set(count, (counts.get(count) ?? 0) + 1);
    }
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

const NOTHING = {
  pixels: { all: 0, valid: 0, ignored: 0 },
  pooled: null,
  classes: [],
  confusion: [],
  conventions: [],
};

function pooledReport(
  sums: readonly PairSums[],
  all: Statistics,
): Pick<DatasetReport, 'pixels' | 'pooled' | 'classes' | 'confusion' | 'conventions'> {
  const [{ loss }] = sums;
  const evaluated = evaluateLosses(all, loss);
  const images = sums.map(countsOfPair);
  return {
    pixels: { all: all.pixels, valid: all.valid, ignored: all.pixels - all.valid },
    pooled: totalsOf(all, evaluated),
    classes: classRows(all, evaluated, sums[0].classes, loss),
    confusion: confusionRows(all),
    conventions: EPOCH_CONVENTIONS.map(({ key, title, definition, value }) => ({
      key,
      title,
      definition,
      value: jsonNumber(value(images, all)),
    })),
  };
}

function meansOverPairs(sums: readonly PairSums[]): Record<Term, MeanOverPairs> {
  return Object.fromEntries(
    TERMS.map(term => {
      const values = sums.map(({ totals }) => fromJsonNumber(totals[term])).filter(value => value !== null);
      // A pair without a value (NaN: nothing of it counts) would make the mean of all others unknowable.
      const known = values.filter(value => !Number.isNaN(value)).sort((a, b) => a - b);
      const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
      const at = (share: number) => jsonNumber(known[Math.round(share * (known.length - 1))]);
      return [
        term,
        {
          mean: values.length > 0 ? jsonNumber(mean) : null,
          pairs: known.length,
          quantiles: known.length > 0 ? [at(0), at(0.25), at(0.5), at(0.75), at(1)] : null,
        },
      ];
    }),
  ) as unknown as Record<Term, MeanOverPairs>;
}

const RANK: readonly Severity[] = ['error', 'warning', 'info'];

function summaryOf({ prediction, label, image }: PairRecord, { totals, findings }: PairSums): PairSummary {
  const severity = RANK.find(level => findings.some(finding => finding.severity === level)) ?? null;
  return { prediction, label, image, totals, severity, findings };
}

/** Pairs from the worst on by a term; those without a value last. */
export function worstFirst(pairs: readonly PairSummary[], term: Term): PairSummary[] {
  const badness = (pair: PairSummary): number => {
    const value = fromJsonNumber(pair.totals[term]);
    if (value === null || Number.isNaN(value)) {
      return Number.NEGATIVE_INFINITY;
    }
    return WORSE_IS_LARGER[term] ? value : -value;
  };
  return [...pairs].sort((a, b) => badness(b) - badness(a) || (a.prediction < b.prediction ? -1 : 1));
}
