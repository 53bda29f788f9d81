import type { TermResult } from '../../dialects/evaluate.js';
import { countsOf } from '../../dialects/families/pixel.js';
import type { TermOf } from '../../dialects/types.js';
import { IGNORED_CODE } from '../../inspection/layers.js';
import { pixelDivisor } from '../../losses/pixelMean.js';
import { pixelTerm } from '../../losses/pixelTerm.js';
import { coefficientsOf } from './shares.js';

/**
 * What one pixel adds to a term, in float64 from its log-probabilities; null where the term is no sum over pixels.
 * `pixel` counts over the batch.
 */
export async function addsAtPixel(
  result: TermResult,
  pixel: number,
  logProbabilities: Float64Array,
): Promise<number | null> {
  const { term, frame } = result;
  const code = frame.label.codes[pixel];
  if (term.family === 'pixel') {
    return code === IGNORED_CODE ? 0 : pixelAdds(result, term, code, logProbabilities);
  }
  const coefficients = term.family === 'overlap' ? await coefficientsOf(result) : null;
  if (!coefficients) {
    return null;
  }
  const ignored = code === IGNORED_CODE;
  if (ignored && (term as TermOf<'overlap'>).conventions.ignore === 'drop') {
    return 0;
  }
  const { all, own, constant } = coefficients;
  const false_ = logProbabilities.reduce((sum, log, c) => sum + Math.exp(log) * all[c], 0);
  return ignored ? false_ : false_ + Math.exp(logProbabilities[code]) * own[code] + constant[code];
}

function pixelAdds({ frame }: TermResult, term: TermOf<'pixel'>, code: number, log: Float64Array): number {
  const { conventions } = term;
  const { smoothing, weights } = conventions;
  const own = pixelTerm(conventions, frame.weights).value(log[code], code);
  const weightOf = (c: number) => (weights === 'none' ? 1 : frame.weights[c]);
  const rest = log.reduce((sum, one, c) => sum - weightOf(c) * one, 0) / frame.classes;
  const sum = smoothing > 0 ? (1 - smoothing) * own + smoothing * rest : own;
  return sum / pixelDivisor(conventions, countsOf(frame));
}
