import type { PassSums } from '../../kernels/kernel.js';
import type { Inputs, Shape } from '../../losses/expression.js';
import type { OverlapConventions } from '../../losses/overlapLoss.js';
import { type GradientPart, noSlopes } from '../evaluation.js';
import type { Frame } from '../frame.js';

export type StatisticsPart = Extract<GradientPart, { kind: 'statistics' }>;

export type RegionConventions = Pick<OverlapConventions, 'ignore' | 'exponent' | 'membership' | 'activation'>;

/** I, P and Y of every sample and class, [samples, classes], under one reading of ignored pixels. */
export interface RegionStatistics {
  inputs: Inputs<'intersection' | 'prediction'>;
  label: Float64Array;
  shape: Shape;
}

export function regionStatistics(frame: Frame, samples: readonly PassSums[], how: RegionConventions): RegionStatistics {
  const shape: Shape = [frame.samples, frame.classes];
  const [intersection, prediction] = [0, 1].map(() => new Float64Array(frame.samples * frame.classes));
  const label = frame.counts.slice();
  samples.forEach((sums, n) => {
    const [own, valid, ignored] = columns(sums, how);
    for (let c = 0; c < frame.classes; c++) {
      const at = n * frame.classes + c;
      intersection[at] = own[c];
      prediction[at] = valid[c] + ignoredShare(how.ignore, ignored[c], frame.ignored[n] / frame.classes);
    }
    if (how.ignore === 'toLastClassInDenominator') {
      label[(n + 1) * frame.classes - 1] += frame.ignored[n];
    }
  });
  return { inputs: { intersection, prediction }, label, shape };
}

/** The sums that I and P are made of: at label pixels, at valid pixels, at ignored pixels. */
function columns(sums: PassSums, { exponent, membership }: RegionConventions): Float64Array[] {
  if (membership === 'hard') {
    return [sums.hardIntersection, sums.hard, sums.hardIgnored];
  }
  return exponent === 2 ? [sums.intersection, sums.p2, sums.p2Ignored] : [sums.intersection, sums.p, sums.pIgnored];
}

/** What ignored pixels add to P of a class. */
function ignoredShare(ignore: RegionConventions['ignore'], ignored: number, uniform: number): number {
  switch (ignore) {
    case 'falsePositive':
    case 'toLastClassInDenominator':
      return ignored;
    case 'uniformFalsePositive':
      return uniform;
    default:
      return 0;
  }
}

/** dL/dI and dL/dP as slopes of the pass's sums. */
export function regionGradient(
  frame: Frame,
  how: RegionConventions,
  slopes: Inputs<'intersection' | 'prediction'>,
): StatisticsPart {
  const { classes } = frame;
  const unmasked = how.ignore === 'falsePositive' || how.ignore === 'toLastClassInDenominator';
  return {
    kind: 'statistics',
    atLabel: null,
    slopes(n) {
      const part = (all: Float64Array) => all.subarray(n * classes, (n + 1) * classes);
      const found = noSlopes(classes);
      found.intersection.set(part(slopes.intersection));
      const [valid, ignored] = how.exponent === 2 ? [found.p2, found.p2Ignored] : [found.p, found.pIgnored];
      valid.set(part(slopes.prediction));
      if (unmasked) {
        ignored.set(part(slopes.prediction));
      }
      return found;
    },
  };
}
