import { IGNORED_CODE } from '../../inspection/layers.js';
import { derive } from '../../losses/expression.js';
import { type PixelCounts, pixelMean } from '../../losses/pixelMean.js';
import { type PixelConventions, pixelTerm } from '../../losses/pixelTerm.js';
import type { PassResult } from '../../statistics/pass.js';
import type { Family, GradientPart } from '../evaluation.js';
import type { Frame } from '../frame.js';

/** Cross entropies and softmax focal losses: per-pixel terms on the log-probability at the label. */
export const pixel: Family<PixelConventions> = {
  relabels: ({ ignore }) => ignore === 'toClass0',
  reads: ({ smoothing }, { single }) => smoothing > 0 && !single,
  async evaluate(conventions, frame) {
    if (frame.single) {
      // The softmax over one class is 1 everywhere.
      return { value: 0, parts: new Float64Array(1), map: null, gradient: null };
    }
    const smoothed = conventions.smoothing > 0;
    const pass = await frame.pass({ extended: smoothed });
    const { codes } = frame.label;
    const { logProbability } = pass;
    const term = pixelTerm(conventions, frame.weights);
    const kernelTerm = asKernelTerm(conventions, frame.weights);
    const own = kernelTerm
      ? (await frame.termSums(kernelTerm)).byClass.map((sum, c) => sum * kernelTerm.scale(c))
      : new Float64Array(frame.classes);
    for (let k = 0; !kernelTerm && k < codes.length; k++) {
      if (codes[k] !== IGNORED_CODE) {
        own[codes[k]] += term.value(logProbability[k], codes[k]);
      }
    }
    const rest = smoothed ? restSums(pass, frame.classes) : new Float64Array(frame.classes);
    const expression = pixelMean(conventions, countsOf(frame), frame.weights);
    const { value, parts, derivative } = derive({ own, rest }, [1, frame.classes], expression);
    const map = async () => {
      const out = kernelTerm ? await frame.termMap(logProbability, kernelTerm) : new Float32Array(codes.length);
      const scales = Float64Array.from(
        own,
        (_, c) => (1 - conventions.smoothing) * (kernelTerm ? kernelTerm.scale(c) : 1),
      );
      for (let k = 0; k < out.length; k++) {
        const code = codes[k];
        if (code !== IGNORED_CODE) {
          out[k] = scales[code] * (kernelTerm ? out[k] : term.value(logProbability[k], code));
        }
      }
      if (smoothed) {
        await addSmoothing(conventions, frame, out);
      }
      return out;
    };
    const gradient = () => {
      const slopes = derivative();
      const atLabel = (k: number) => {
        const code = codes[k];
        return code === IGNORED_CODE ? 0 : slopes.own[code] * term.derivative(logProbability[k], code);
      };
      const found: GradientPart[] = [{ kind: 'statistics', slopes: () => null, atLabel }];
      return smoothed ? [...found, smoothingGradient(frame, slopes.rest)] : found;
    };
    return { value, parts, map, gradient };
  },
};

/**
 * The term as the kernels evaluate it, and what a class's results are multiplied by; null where they cannot: they know
 * nothing inside the logarithm but p.
 */
function asKernelTerm(conventions: PixelConventions, weights: readonly number[]) {
  const { floor, gamma, alpha, alphaScope, weights: where } = conventions;
  if (floor > 0) {
    return null;
  }
  const outside = (c: number) => (where === 'outside' ? weights[c] : 1);
  const ofClass = (c: number) => (alphaScope === 'foreground' ? (c === 0 ? 1 - alpha : alpha) : 1);
  return {
    id: 'pixel',
    weights: where === 'insidePt' ? weights : null,
    factor: alphaScope === 'foreground' ? 1 : alpha,
    gamma,
    scale: (c: number) => ofClass(c) * outside(c),
  };
}

export function countsOf(frame: Frame): PixelCounts {
  return {
    all: frame.pixels,
    valid: frame.valid,
    weight: frame.weight,
    perSample: frame.pixels / frame.lossSamples,
    classes: frame.classes,
  };
}

/** R_c = Σ_V −log p_c = Σ_V log Σ exp(z − top) − Σ_V (z_c − top). */
function restSums({ samples }: PassResult, classes: number): Float64Array {
  return Float64Array.from({ length: classes }, (_, c) =>
    samples.reduce((sum, { logSums, differences }) => sum + logSums - differences[c], 0),
  );
}

/** Adds ε/C · Σ_c −w_c log p_c to every valid pixel of a map. */
async function addSmoothing({ smoothing, weights }: PixelConventions, frame: Frame, map: Float32Array): Promise<void> {
  const { width, height } = frame.label;
  const share = Float64Array.from({ length: frame.classes }, (_, c) =>
    weights === 'none' ? smoothing / frame.classes : (smoothing * frame.weights[c]) / frame.classes,
  );
  const total = share.reduce((sum, one) => sum + one, 0);
  const logSums = await frame.logSumExp();
  await frame.eachRow((n, y, row) => {
    for (let x = 0; x < width; x++) {
      const pixel = (n * height + y) * width + x;
      if (frame.isValid(pixel)) {
        let dot = 0;
        for (let c = 0, at = x; at < row.length; c++, at += width) {
          dot += share[c] * row[at];
        }
        map[pixel] += total * logSums[pixel] - dot;
      }
    }
  });
}

/** Of Σ_c h_c · −log p_c at every valid pixel: dL/dz_k = p_k · Σ_c h_c − h_k. */
function smoothingGradient(frame: Frame, slopes: Float64Array): GradientPart {
  const { width, height } = frame.label;
  const total = slopes.reduce((sum, one) => sum + one, 0);
  return {
    kind: 'rows',
    add(n, y, row, out) {
      for (let x = 0; x < width; x++) {
        if (!frame.isValid((n * height + y) * width + x)) {
          continue;
        }
        let top = row[x];
        for (let at = x; at < row.length; at += width) {
          top = Math.max(top, row[at]);
        }
        let sum = 0;
        for (let at = x; at < row.length; at += width) {
          sum += Math.exp(row[at] - top);
        }
        for (let c = 0, at = x; at < row.length; c++, at += width) {
          out[at] += (Math.exp(row[at] - top) / sum) * total - slopes[c];
        }
      }
    },
  };
}
