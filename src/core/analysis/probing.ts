import { InspectionError } from '../errors.js';
import { jsonNumber } from '../inspection/jsonNumber.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import type { Checkpoint } from '../statistics/blocks.js';
import { axisWeights } from '../statistics/logitRows.js';
import type { Analysed } from './analysed.js';
import { OUTSIDE_CODE } from './names.js';
import type { Neighbours, ProbePart, ProbeSteps } from './probe.js';
import type { LossTerm, WhatIfSettings } from './settings.js';
import { addsAtPixel } from './total/atPixel.js';
import { contextOf, evaluateResolved, evaluateTotal } from './total/evaluate.js';
import { TotalGradient } from './total/gradient.js';
import type { Resolved } from './total/resolve.js';

/** Throws question-params unless the pixel lies in the picture. */
export function needPixel({ label: { width, height } }: Analysed, x: number, y: number): void {
  if (!(x >= 0 && x < width && y >= 0 && y < height)) {
    throw new InspectionError(
      'question-params',
      `There is no pixel (${x}, ${y}): the label is ${width} wide and ${height} high.`,
      'Ask for one inside.',
    );
  }
}

/** z of one pixel. */
export function logitsAt(pair: Analysed, sample: number, y: number, x: number): Float64Array {
  const { width } = pair.label;
  const row = new Float64Array(pair.numClasses * width);
  pair.passes.rows().read(sample, y, row);
  return Float64Array.from({ length: pair.numClasses }, (_, c) => row[c * width + x]);
}

/** log p, precise also where p is almost 1: the largest term of the sum is left out, being exactly 1. */
export function logSoftmax(logits: Float64Array): Float64Array {
  const best = logits.indexOf(logits.reduce((top, z) => (z <= top ? top : z), Number.NEGATIVE_INFINITY));
  const top = best < 0 ? Number.NaN : logits[best];
  const rest = logits.reduce((sum, z, c) => (c === best ? sum : sum + Math.exp(z - top)), 0);
  return logits.map(z => z - top - Math.log1p(rest));
}

export function stepsOf(logits: Float64Array, log: Float64Array, code: number, resolved: Resolved): ProbeSteps {
  const weight = resolved.weights?.[code] ?? 1;
  const negativeLog = -log[code];
  const weighted = weight * negativeLog;
  const modulation = resolved.gamma === 0 ? 1 : (-Math.expm1(-weighted)) ** resolved.gamma;
  const alpha = resolved.alpha ?? 1;
  return {
    logit: jsonNumber(logits[code]),
    logSumExp: jsonNumber(logits[code] - log[code]),
    probability: jsonNumber(Math.exp(log[code])),
    negativeLog: jsonNumber(negativeLog),
    weight: jsonNumber(weight),
    weighted: jsonNumber(weighted),
    pt: jsonNumber(Math.exp(-weighted)),
    modulation: jsonNumber(modulation),
    alpha: jsonNumber(alpha),
    focal: jsonNumber(alpha * modulation * weighted),
    gamma: resolved.gamma,
  };
}

/** What the pixel adds to each mean of the report, and to the total. */
export async function partsOf(
  pair: Analysed,
  settings: WhatIfSettings,
  resolved: Resolved,
  pixel: number,
  log: Float64Array,
  checkpoint: Checkpoint,
): Promise<ProbePart[]> {
  const parts: ProbePart[] = [];
  const context = contextOf(pair, resolved, checkpoint);
  for (const term of ['crossEntropy', 'focal', 'dice', 'total'] satisfies LossTerm[]) {
    const { value, terms } = await evaluateResolved(pair, resolved, settings, context, term);
    let adds: number | null = 0;
    for (const { lambda, result } of terms) {
      const own = result && (await addsAtPixel(result, pixel, log));
      adds = own === null || adds === null ? null : adds + lambda * own;
    }
    if (adds !== null) {
      const share = value !== 0 && Number.isFinite(value) ? jsonNumber(adds / value) : null;
      parts.push({ term, adds: jsonNumber(adds), value: jsonNumber(value), share });
    }
  }
  return parts;
}

/** d total / d z; null where the total has none that can be told pixel by pixel. */
export async function gradientAt(
  pair: Analysed,
  settings: WhatIfSettings,
  sample: number,
  y: number,
  x: number,
  checkpoint: Checkpoint,
): Promise<Float64Array | null> {
  const total = await evaluateTotal(pair, settings, checkpoint);
  let gradient: TotalGradient;
  try {
    gradient = await TotalGradient.of(total);
  } catch (error) {
    if (InspectionError.is(error) && error.code === 'question-no-gradient') {
      return null;
    }
    throw error;
  }
  const { width } = pair.label;
  const { classes } = gradient.frame;
  const [logits, out] = [0, 1].map(() => new Float64Array(classes * width));
  pair.passes.rows().read(sample, y, logits);
  gradient.row(sample, y, logits, out);
  return Float64Array.from({ length: classes }, (_, c) => out[c * width + x]);
}

/** Where a label pixel lies in the prediction's own grid. */
export function sourceOf({ view, label }: Analysed, x: number, y: number): { x: number; y: number; resized: boolean } {
  const at = (source: number, target: number, k: number) => {
    const { left, share } = axisWeights(source, target, true);
    return left[k] + share[k];
  };
  const resized = view.height !== label.height || view.width !== label.width;
  return { x: at(view.width, label.width, x), y: at(view.height, label.height, y), resized };
}

/** The `count` largest, by falling probability; the first at ties. */
export function topOf(probabilities: Float64Array, count: number): number[] {
  return [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]).slice(0, count);
}

export function neighboursOf(pair: Analysed, sample: number, x: number, y: number, radius: number): Neighbours {
  const { width, height, codes } = pair.label;
  const { argmax, logProbability } = pair.stats;
  const side = 2 * radius + 1;
  const found: Neighbours = {
    radius,
    label: new Uint16Array(side * side).fill(OUTSIDE_CODE),
    prediction: new Uint16Array(side * side).fill(OUTSIDE_CODE),
    loss: new Float32Array(side * side).fill(Number.NaN),
  };
  for (let k = 0; k < side * side; k++) {
    const [column, row] = [x - radius + (k % side), y - radius + Math.floor(k / side)];
    if (column >= 0 && column < width && row >= 0 && row < height) {
      const pixel = sample * pair.perSample + row * width + column;
      found.label[k] = codes[pixel];
      found.prediction[k] = argmax[pixel];
      if (!pair.isMask && codes[pixel] !== IGNORED_CODE) {
        found.loss[k] = -logProbability[pixel];
      }
    }
  }
  return found;
}
