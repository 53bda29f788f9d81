import { type DistanceConventions, distanceField, distanceTerm } from '../../losses/distanceLoss.js';
import type { Family } from '../evaluation.js';
import type { Frame } from '../frame.js';
import { softmaxPlanes } from './planes.js';

/** Surface and Hausdorff losses: one class's distances and probabilities in memory at a time. */
export const distance: Family<DistanceConventions> = {
  relabels: () => true,
  reads: () => true,
  async evaluate(conventions, frame) {
    const { kind } = conventions;
    const { argmax } = await frame.pass();
    const logSums = await frame.logSumExp();
    const first = conventions.classes === 'all' ? 0 : 1;
    const divisor = frame.pixels * (frame.classes - first);
    const parts = new Float64Array(frame.classes);
    const field = (n: number, code: number) => fieldOf(conventions, frame, n, code, argmax);
    const label = (n: number, k: number, code: number) => (frame.label.codes[n * frame.perSample + k] === code ? 1 : 0);
    const eachClass = async (visit: (n: number, k: number, code: number, loss: number) => void) => {
      for (let n = 0; n < frame.samples; n++) {
        for (let code = first; code < frame.classes; code++) {
          const own = field(n, code);
          const plane = await frame.classPlane(n, code, logSums);
          for (let k = 0; k < plane.length; k++) {
            visit(n, k, code, distanceTerm(kind, plane[k], label(n, k, code), own[k]).loss);
          }
        }
      }
    };
    await eachClass((_n, _k, code, loss) => {
      parts[code] += loss / divisor;
    });
    const gradient = () => [
      softmaxPlanes(frame, logSums, async (n, code, plane) => {
        const own = field(n, code);
        return code < first
          ? null
          : own.map((value, k) => distanceTerm(kind, plane[k], label(n, k, code), value).slope / divisor);
      }),
    ];
    // Σ_c of the products at each pixel.
    const map = async () => {
      const out = new Float32Array(frame.pixels);
      await eachClass((n, k, _code, loss) => {
        out[n * frame.perSample + k] += loss;
      });
      return out;
    };
    return { value: parts.reduce((sum, part) => sum + part, 0), parts, map, gradient };
  },
};

function fieldOf(conventions: DistanceConventions, frame: Frame, n: number, code: number, argmax: Uint16Array) {
  const part = (map: Uint16Array) => map.subarray(n * frame.perSample, (n + 1) * frame.perSample);
  const { height, width } = frame.label;
  return distanceField(conventions, code, part(frame.label.codes), part(argmax), height, width);
}
