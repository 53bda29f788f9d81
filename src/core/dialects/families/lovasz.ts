import { type LovaszConventions, lovasz as lovaszOf } from '../../losses/lovasz.js';
import type { Evaluation, Family, GradientPart } from '../evaluation.js';
import type { Frame } from '../frame.js';
import type { Raised } from '../types.js';
import { softmaxPlanes } from './planes.js';

/** Lovász-softmax, one class's errors in memory at a time, and the Lovász hinge of a binary logit. */
export const lovasz: Family<LovaszConventions> = {
  relabels: () => false,
  reads: () => true,
  evaluate: (conventions, frame) =>
    conventions.form === 'hinge' ? hinge(conventions, frame) : softmax(conventions, frame),
};

/** Samples that are sorted together: all, or one image each. */
function groups(conventions: LovaszConventions, frame: Frame): number[][] {
  const samples = Array.from({ length: frame.samples }, (_, n) => n);
  return frame.scope(conventions.scope) === 'batch' ? [samples] : samples.map(n => [n]);
}

async function softmax(conventions: LovaszConventions, frame: Frame): Promise<Evaluation | Raised> {
  const sets = groups(conventions, frame);
  const empty = sets.filter(set => validOf(frame, set) === 0).length;
  if (empty > 0 && (conventions.empty !== 'zero' || empty < sets.length)) {
    return refuse(conventions, frame, sets.length);
  }
  const logSums = await frame.logSumExp();
  const parts = empty > 0 ? new Float64Array(frame.classes) : await partsOf(conventions, frame, sets, logSums);
  const gradient = () => [softmaxGradient(conventions, frame, sets, logSums)];
  return { value: parts.reduce((sum, part) => sum + part, 0), parts, map: null, gradient };
}

/** What each class adds: the mean over a set's classes, then over sets, since classes differ from image to image. */
function partsOf(
  conventions: LovaszConventions,
  frame: Frame,
  sets: readonly number[][],
  logSums: Float64Array,
): Promise<Float64Array> {
  return frame.cached(`lovasz ${conventions.classes} ${sets.length}`, async () => {
    const parts = new Float64Array(frame.classes);
    for (const set of sets) {
      const classes = classesOf(conventions, frame, set);
      for (const code of classes) {
        const planes = await Promise.all(set.map(n => frame.classPlane(n, code, logSums)));
        const { errors, own } = errorsOf(frame, set, code, planes);
        parts[code] += lovaszOf(errors, own, false).value / classes.length / sets.length;
      }
    }
    return parts;
  });
}

function refuse({ empty, scope }: LovaszConventions, frame: Frame, images: number): Evaluation | Raised {
  if (scope === 'perImage' && images > 1) {
    return { error: 'RuntimeError', message: 'One of the images has no valid pixel: its loss has another shape.' };
  }
  if (empty === 'notScalar') {
    return { error: 'not a scalar', message: `result has shape [0, ${frame.classes}]` };
  }
  return { value: Number.NaN, parts: null, map: null, gradient: null };
}

function softmaxGradient(
  conventions: LovaszConventions,
  frame: Frame,
  sets: readonly number[][],
  logSums: Float64Array,
): GradientPart {
  return softmaxPlanes(frame, logSums, async (n, code, plane) => {
    const set = sets.find(one => one.includes(n)) as number[];
    const classes = classesOf(conventions, frame, set);
    if (!classes.includes(code)) {
      return null;
    }
    const planes = await Promise.all(set.map(m => (m === n ? plane : frame.classPlane(m, code, logSums))));
    const { errors, own } = errorsOf(frame, set, code, planes);
    const slopes = lovaszOf(errors, own, true).slopes as Float64Array;
    const out = new Float64Array(frame.perSample);
    let at = set.filter(m => m < n).reduce((sum, m) => sum + validOf(frame, [m]), 0);
    for (let k = 0; k < out.length; k++) {
      if (frame.isValid(n * frame.perSample + k)) {
        // e = 1 − p at the class's own pixels, p elsewhere.
        out[k] = ((own[at] ? -1 : 1) * slopes[at]) / classes.length / sets.length;
        at++;
      }
    }
    return out;
  });
}

function classesOf({ classes }: LovaszConventions, frame: Frame, set: readonly number[]): number[] {
  const all = Array.from({ length: frame.classes }, (_, c) => c);
  const present = (c: number) => set.some(n => frame.counts[n * frame.classes + c] > 0);
  return classes === 'present' ? all.filter(present) : all;
}

function validOf(frame: Frame, set: readonly number[]): number {
  return set.reduce((sum, n) => sum + frame.perSample - frame.ignored[n], 0);
}

/** |y − p| of one class at the valid pixels of a set of samples. */
function errorsOf(frame: Frame, set: readonly number[], code: number, planes: readonly Float64Array[]) {
  const count = validOf(frame, set);
  const [errors, own] = [new Float64Array(count), new Uint8Array(count)];
  let to = 0;
  set.forEach((n, index) => {
    for (let k = 0; k < frame.perSample; k++) {
      const pixel = n * frame.perSample + k;
      if (frame.isValid(pixel)) {
        own[to] = frame.label.codes[pixel] === code ? 1 : 0;
        errors[to++] = Math.abs(own[to - 1] - planes[index][k]);
      }
    }
  });
  return { errors, own };
}

/** e = 1 − d·(2y − 1) on the binary logit d = z₁ − z₀. An image without valid pixels adds 0. */
async function hinge(conventions: LovaszConventions, frame: Frame): Promise<Evaluation> {
  const { width, height, codes } = frame.label;
  const margins = new Float64Array(frame.pixels);
  await frame.eachRow((n, y, row) => {
    for (let x = 0; x < width; x++) {
      const pixel = (n * height + y) * width + x;
      margins[pixel] = 1 - (row[width + x] - row[x]) * (codes[pixel] === 1 ? 1 : -1);
    }
  });
  const sets = groups(conventions, frame);
  const run = (set: readonly number[], slopes: boolean) => {
    const from = set[0] * frame.perSample;
    const all = margins.subarray(from, from + set.length * frame.perSample);
    const kept = (_: unknown, k: number) => frame.isValid(from + k);
    const own = Uint8Array.from(codes.subarray(from, from + all.length), code => (code === 1 ? 1 : 0)).filter(kept);
    return lovaszOf(all.filter(kept), own, slopes);
  };
  const value = sets.reduce((sum, set) => sum + run(set, false).value, 0) / sets.length;
  const gradient = (): GradientPart[] => {
    const slopes = new Float64Array(frame.pixels);
    for (const set of sets) {
      const found = run(set, true).slopes as Float64Array;
      let at = 0;
      for (let k = 0; k < set.length * frame.perSample; k++) {
        const pixel = set[0] * frame.perSample + k;
        if (frame.isValid(pixel)) {
          const slope = found[at++] / sets.length;
          slopes[pixel] = margins[pixel] > 0 ? slope * (codes[pixel] === 1 ? -1 : 1) : 0;
        }
      }
    }
    return [
      {
        kind: 'rows',
        add(n, y, _row, out) {
          for (let x = 0; x < width; x++) {
            const slope = slopes[(n * height + y) * width + x];
            out[width + x] += slope;
            out[x] -= slope;
          }
        },
      },
    ];
  };
  return { value, parts: null, map: null, gradient };
}
