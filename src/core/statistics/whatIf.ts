import { makeKernel } from '../kernels/registry.js';
import type { LabelMap } from '../labels/labelMap.js';
import { classWeights, type PixelTerm } from './pass.js';

/**
 * A pixel loss with other parameters, from the log-probabilities that a pass kept: other gamma, alpha or weights never
 * touch the logits again. Exact: the same kernel on the same numbers as during the pass.
 */
export function evaluateTerm(
  logProbability: Float32Array,
  label: LabelMap,
  numClasses: number,
  term: PixelTerm,
): { map: Float32Array; byClass: Float64Array } {
  const kernel = makeKernel(numClasses);
  const weights = classWeights(term, numClasses);
  const map = new Float32Array(logProbability.length);
  const byClass = new Float64Array(numClasses);
  for (let at = 0; at < map.length; at += kernel.capacity) {
    const count = Math.min(kernel.capacity, map.length - at);
    kernel.codes.set(label.codes.subarray(at, at + count));
    kernel.logProbability.set(logProbability.subarray(at, at + count));
    kernel.pixelTerm(count, weights, term.factor, term.gamma, byClass);
    map.set(kernel.term.subarray(0, count), at);
  }
  return { map, byClass };
}
