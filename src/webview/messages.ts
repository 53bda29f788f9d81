import type { ToWebview } from '../shared/protocol.js';
import {
  boolean,
  bytes,
  type Check,
  either,
  list,
  nullable,
  number,
  oneOf,
  optional,
  packed,
  problem,
  reportNumber,
  shape,
  string,
} from '../shared/shapes.js';

/**
 * Shape checks of what arrives from the host. Only what the panel reads is checked, so that the host may add fields
 * without breaking an older panel.
 */
const layerId = oneOf('label', 'prediction', 'crossEntropy', 'focal');
const kind = oneOf('logits', 'probabilities', 'mask');
const layout = oneOf('CHW', 'HWC', 'HW', 'CDHW');
const size: Check = value => list(number)(value) && (value as unknown[]).length === 2;
const numbers = (...names: string[]) => Object.fromEntries(names.map(name => [name, reportNumber]));

const readingOverride = shape({ kind: either(kind, oneOf('auto')), layout: either(layout, oneOf('auto')) });
const pair = shape({ prediction: string, label: nullable(string), image: nullable(string) });

const reading = shape({
  kind,
  layout,
  dtype: string,
  shape: list(number),
  numClasses: number,
  samples: number,
  samplesInFile: number,
  sample: nullable(number),
  volume: boolean,
  predictionSize: size,
  labelSize: size,
  resized: boolean,
  evidence: list(string),
});

const report = shape({
  settings: shape({
    dialect: string,
    weights: nullable(list(number)),
    alpha: nullable(number),
    gamma: number,
    beta: number,
    smooth: number,
    threshold: number,
    base: oneOf('crossEntropy', 'focal'),
    includeDice: boolean,
    ignoreName: nullable(string),
    classesFrom: string,
    reading,
    labelReading: shape({ ignoreValues: list(number), evidence: list(string) }),
  }),
  pixels: shape({ all: number, valid: number, ignored: number }),
  totals: shape(
    numbers('crossEntropy', 'focal', 'dice', 'fScore', 'total', 'meanIoU', 'meanIoUOrigin', 'pixelAccuracy'),
  ),
  classes: list(
    shape({
      id: number,
      name: string,
      color: list(number),
      absent: boolean,
      pixels: number,
      ...numbers('pixelShare', 'crossEntropy', 'crossEntropyShare', 'focal', 'focalShare', 'dice', 'fScore'),
      ...numbers('iou', 'precision', 'recall'),
    }),
  ),
  findings: list(
    shape({ code: string, severity: oneOf('error', 'warning', 'info'), message: string, hint: string, role: string }),
  ),
});

const layerInfo = shape({
  id: layerId,
  width: number,
  height: number,
  encoding: oneOf('class', 'loss'),
  range: nullable(size),
});

const snapshot = either(
  shape({ state: oneOf('loading'), pair, step: string, fraction: nullable(number) }),
  shape({
    state: oneOf('error'),
    pair,
    problem,
    actions: list(shape({ id: string, title: string })),
  }),
  shape({
    state: oneOf('ready'),
    inspectionId: number,
    pair,
    report,
    layers: list(layerInfo),
    picture: nullable(shape({ mime: string, width: number, height: number })),
    background: number,
    reading: readingOverride,
    comparison: optional(nullable(shape({ id: string, prediction: string }))),
    stale: boolean,
  }),
);

const persist = shape({
  version: number,
  uris: shape({ prediction: string, label: nullable(string), image: nullable(string) }),
  reading: readingOverride,
});

const checks: Record<ToWebview['type'], Check> = {
  snapshot: shape({ snapshot, persist }),
  picture: shape({ inspectionId: number, data: bytes }),
  unavailable: shape({ inspectionId: number, what: oneOf('picture') }),
  partial: shape({ id: number, answer: packed }),
  answer: shape({ id: number, outcome: either(shape({ ok: packed }), shape({ err: problem })) }),
};

/** The message, or null when it has none of the agreed shapes. */
export function parseMessage(value: unknown): ToWebview | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const type = (value as { type?: unknown }).type;
  if (typeof type !== 'string' || !Object.hasOwn(checks, type)) {
    return null;
  }
  return checks[type as ToWebview['type']](value) ? (value as ToWebview) : null;
}
