import { TERMS } from '../../core/dataset/terms.js';
import type { ToDatasetReport } from '../../shared/datasetReportProtocol.js';
import {
  boolean,
  bytes,
  type Check,
  finite,
  list,
  nullable,
  number,
  oneOf,
  problem,
  reportNumber,
  shape,
  string,
  whole,
} from '../../shared/shapes.js';

/** Shape checks of what arrives from the host: of what the page reads, so that the host may add fields. */
const byTerm = (check: Check) => shape(Object.fromEntries(TERMS.map(term => [term, check])));
const totals = byTerm(reportNumber);
const finding = shape({ code: string, severity: oneOf('error', 'warning', 'info'), message: string, hint: string });
const compared = shape({ base: reportNumber, value: reportNumber, change: reportNumber });
const color: Check = value => list(number)(value) && (value as unknown[]).length === 3;
const aClass = { id: whole, name: string, color };

const pair = shape({
  prediction: string,
  label: nullable(string),
  totals,
  severity: nullable(oneOf('error', 'warning', 'info')),
  findings: list(finding),
});
const classRow = shape({
  ...aClass,
  absent: boolean,
  pixels: number,
  ...Object.fromEntries(
    ['pixelShare', 'crossEntropy', 'crossEntropyShare', 'dice', 'iou', 'precision', 'recall'].map(name => [
      name,
      reportNumber,
    ]),
  ),
});
const group = shape({
  dataset: string,
  model: string,
  pairs: whole,
  evaluated: whole,
  failures: whole,
  failed: list(shape({ prediction: string, code: string, message: string, hint: string })),
  pixels: shape({ all: number, valid: number }),
  pooled: nullable(totals),
  perPair: byTerm(shape({ mean: reportNumber, pairs: whole, quantiles: nullable(list(reportNumber)) })),
  classes: list(classRow),
  confusion: list(list(number)),
  conventions: list(shape({ key: string, title: string, definition: string, value: reportNumber })),
  findings: list(shape({ code: string, severity: string, message: string, hint: string, examples: list(string) })),
  histograms: byTerm(
    nullable(shape({ low: finite, high: finite, counts: list(number), values: number, notFinite: number })),
  ),
  worst: byTerm(list(pair)),
});
const changes = nullable(shape({ fixed: number, broken: number }));
const changed = shape({
  label: string,
  a: string,
  b: string,
  totals: byTerm(compared),
  rightA: number,
  rightB: number,
  changes,
});
const comparison = shape({
  dataset: string,
  a: string,
  b: string,
  term: oneOf(...TERMS),
  images: shape({ all: number, better: number, worse: number, equal: number, unknown: number }),
  onlyA: number,
  onlyB: number,
  unlike: number,
  pixels: shape({ gained: number, lost: number, changes }),
  totals: byTerm(compared),
  classes: list(shape({ ...aClass, iou: compared, crossEntropy: compared })),
  worsened: list(changed),
  improved: list(changed),
});
const values = list(reportNumber);
const series = shape({
  dataset: string,
  name: string,
  points: list(shape({ model: string, number, pairs: number })),
  terms: byTerm(values),
  classes: list(shape({ ...aClass, iou: values, dice: values, crossEntropy: values })),
});
const overview = shape({
  groups: list(group),
  comparisons: list(comparison),
  checkpoints: list(series),
  unmatched: list(shape({ dataset: string, predictions: number, labels: number, ambiguous: number })),
  complete: boolean,
});
const status = shape({
  phase: oneOf('empty', 'finding', 'evaluating', 'paused', 'done', 'cancelled'),
  done: number,
  of: number,
  failed: number,
  rate: nullable(number),
  secondsLeft: nullable(number),
});

const MESSAGES: Record<ToDatasetReport['type'], Check> = {
  status: shape({ status }),
  overview: shape({ overview: nullable(overview) }),
  thumbnail: shape({
    pair: shape({ dataset: string, model: string, prediction: string }),
    picture: nullable(shape({ width: whole, height: whole, rgba: bytes })),
  }),
  counting: shape({ counting: nullable(shape({ done: number, of: number })) }),
  problem: shape({ problem }),
};

/** A message of the host if it has the shape of one, else null. */
export function parseToDatasetReport(value: unknown): ToDatasetReport | null {
  const type = (value as { type?: unknown } | null)?.type;
  const known = typeof type === 'string' && Object.hasOwn(MESSAGES, type);
  return known && MESSAGES[type as ToDatasetReport['type']](value) ? (value as ToDatasetReport) : null;
}
