import { IGNORED_CODE } from '../inspection/layers.js';
import type { ReportNumber } from '../inspection/report.js';
import type { Answerer } from './asking.js';
import {
  gradientAt,
  logitsAt,
  logSoftmax,
  needPixel,
  neighboursOf,
  partsOf,
  sourceOf,
  stepsOf,
  topOf,
} from './probing.js';
import type { LossTerm, WhatIfSettings } from './settings.js';
import { resolve } from './total/resolve.js';

export interface ProbeParams {
  x: number;
  y: number;
  sample: number;
  /** The neighbourhood is (2 · radius + 1)² pixels; 0 to 5, 2 unless said. */
  radius?: number;
  settings?: WhatIfSettings;
}

/** Everything about one pixel. Class vectors have one entry a class, in the order of the report's classes. */
export interface ProbeAnswer {
  x: number;
  y: number;
  sample: number;
  /** null: ignored. */
  label: number | null;
  /** null: a mask's id outside the classes. */
  prediction: number | null;
  /** Where the pixel lies in the prediction's own grid; whole numbers unless it was resized. */
  source: { x: number; y: number; resized: boolean };
  /** z as the loss sees it: after log of given probabilities, and after any resize. null for a mask. */
  logits: Float64Array | null;
  /** The softmax of z. */
  probabilities: Float64Array | null;
  /** Class ids by falling probability, five at most. */
  top: number[];
  /** null at an ignored pixel and for a mask. */
  steps: ProbeSteps | null;
  /** What the pixel adds to each mean, and its share of it; null for a mask. */
  parts: ProbePart[] | null;
  /** d total / d z of each class; null for a mask and where the total has no gradient. */
  gradient: Float64Array | null;
  neighbours: Neighbours;
}

/** From logits to loss, one number a step, at the label's class y. */
export interface ProbeSteps {
  /** z_y, and log Σ exp z. */
  logit: ReportNumber;
  logSumExp: ReportNumber;
  /** p_y, n = −log p_y, w_y, ℓ = w_y · n. */
  probability: ReportNumber;
  negativeLog: ReportNumber;
  weight: ReportNumber;
  weighted: ReportNumber;
  /** pt = p_y^w_y, (1 − pt)^γ, α, α · (1 − pt)^γ · ℓ. */
  pt: ReportNumber;
  modulation: ReportNumber;
  alpha: ReportNumber;
  focal: ReportNumber;
  gamma: number;
}

export interface ProbePart {
  term: LossTerm;
  /** What this pixel adds to the value. */
  adds: ReportNumber;
  value: ReportNumber;
  /** adds / value; null where the value is 0 or no number. */
  share: ReportNumber | null;
}

/** A square around the pixel, row by row. */
export interface Neighbours {
  radius: number;
  /** Class ids; IGNORED_CODE, OUTSIDE_CODE. */
  label: Uint16Array;
  prediction: Uint16Array;
  /** −log p_y in nats; NaN where ignored, outside, or for a mask. */
  loss: Float32Array;
}

const TOP = 5;
/** Largest radius of the neighbourhood. */
const FAR = 5;

/** One pixel from logits to loss, in float64. */
export const probe: Answerer<'probe'> = async (pair, { x, y, sample, radius = 2, settings = {} }, { checkpoint }) => {
  pair.needSample(sample);
  needPixel(pair, x, y);
  const pixel = sample * pair.perSample + y * pair.label.width + x;
  const code = pair.label.codes[pixel];
  const predicted = pair.stats.argmax[pixel];
  const resolved = resolve(pair, settings);
  const logits = pair.isMask ? null : logitsAt(pair, sample, y, x);
  const log = logits && logSoftmax(logits);
  const probabilities = log?.map(Math.exp) ?? null;
  return {
    x,
    y,
    sample,
    label: code === IGNORED_CODE ? null : code,
    prediction: predicted < pair.numClasses ? predicted : null,
    source: sourceOf(pair, x, y),
    logits,
    probabilities,
    top: probabilities ? topOf(probabilities, TOP) : [],
    steps: logits && log && code !== IGNORED_CODE ? stepsOf(logits, log, code, resolved) : null,
    parts: log && (await partsOf(pair, settings, resolved, pixel, log, checkpoint)),
    gradient: log && (await gradientAt(pair, settings, sample, y, x, checkpoint)),
    neighbours: neighboursOf(pair, sample, x, y, Math.min(Math.max(0, radius), FAR)),
  };
};
