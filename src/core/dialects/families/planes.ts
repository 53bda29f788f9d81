import type { GradientPart } from '../evaluation.js';
import type { Frame } from '../frame.js';

/** Slopes of one sample are kept from the first round to the second up to this size; beyond, they are made again. */
const KEPT_BYTES = 1 << 26;

/**
 * dL/dz from dL/dp given class by class, through the softmax: dL/dz_k = p_k · (g_k − Σ_c p_c g_c). Two rounds over the
 * classes, one for the sum and one for the result, so that large inputs never need more than a few planes in memory.
 * `slopes` gives g of one class at every pixel of a sample; null: 0 everywhere.
 */
export function softmaxPlanes(
  frame: Frame,
  logSums: Float64Array,
  slopes: (n: number, code: number, plane: Float64Array) => Promise<Float64Array | null>,
): GradientPart {
  const keep = frame.classes * frame.perSample * Float32Array.BYTES_PER_ELEMENT <= KEPT_BYTES;
  return {
    kind: 'planes',
    async planes(n, emit) {
      const dot = new Float64Array(frame.perSample);
      const kept: (Float32Array | null)[] = [];
      for (let code = 0; code < frame.classes; code++) {
        const plane = await frame.classPlane(n, code, logSums);
        const slope = await slopes(n, code, plane);
        for (let k = 0; slope && k < dot.length; k++) {
          dot[k] += plane[k] * slope[k];
        }
        if (keep) {
          kept.push(slope && Float32Array.from(slope));
        }
      }
      for (let code = 0; code < frame.classes; code++) {
        const plane = await frame.classPlane(n, code, logSums);
        const slope = keep ? kept[code] : await slopes(n, code, plane);
        for (let k = 0; k < dot.length; k++) {
          plane[k] *= (slope ? slope[k] : 0) - dot[k];
        }
        await emit(code, plane);
      }
    },
  };
}
