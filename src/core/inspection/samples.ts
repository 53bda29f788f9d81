import { numbered } from '../choice.js';
import { InspectionError } from '../errors.js';

/** Which sample of a batch, and which slice of a volume, are inspected; counted from 0. Neither: all together. */
export interface SampleWish {
  sample?: number;
  slice?: number;
}

/** A whole number below `count`. Throws sample-range. */
export function inRange(name: string, what: 'sample' | 'slice', wished: number, count: number): number {
  if (!(Number.isInteger(wished) && wished >= 0 && wished < count)) {
    if (count === 1) {
      const message = `${name} is a single map: there is no ${what} ${wished} to choose.`;
      throw new InspectionError('sample-range', message, `Leave out --${what}.`);
    }
    throw new InspectionError(
      'sample-range',
      `${name} has ${count} ${what}s, counted from 0: there is no ${what} ${wished}.`,
      `Choose a ${what} from 0 to ${count - 1} (--${what}).`,
      { choice: numbered(what, count) },
    );
  }
  return wished;
}

interface Several {
  name: string;
  samples: number;
}

/**
 * The sample (or slice) to inspect, null for all of them. Throws sample-choice where a single map meets a batch, and
 * sample-range.
 */
export function chooseSample(
  prediction: Several & { volume: boolean },
  label: Several,
  { sample, slice }: SampleWish,
): number | null {
  const wished = slice ?? sample;
  if (prediction.samples !== label.samples && prediction.samples > 1 && label.samples > 1) {
    // Two that do not belong together; said by checkAgreement.
    return null;
  }
  const [larger, single] = prediction.samples >= label.samples ? [prediction, label] : [label, prediction];
  if (wished !== undefined) {
    for (const { name, samples } of single.samples > 1 ? [prediction, label] : [larger]) {
      inRange(name, prediction.volume ? 'slice' : 'sample', wished, samples);
    }
    return wished;
  }
  if (larger.samples > 1 && single.samples === 1) {
    const what = prediction.volume ? 'slice' : 'sample';
    throw new InspectionError(
      'sample-choice',
      `${larger.name} holds ${larger.samples} ${what}s, but ${single.name} is a single map: which ${what} belongs to ` +
        'it has to be said.',
      `Choose the ${what}, 0 to ${larger.samples - 1} (--${what}).`,
      { choice: numbered(what, larger.samples) },
    );
  }
  return null;
}
