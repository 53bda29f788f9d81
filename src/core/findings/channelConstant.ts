import type { FindingRule } from './types.js';
import { listClasses, short } from './words.js';

/** Fewer points than this may be alike by chance. */
const ENOUGH = 256;

/** A class whose logit is the same everywhere: nothing in the picture moves it. */
export const channelConstant: FindingRule = ({ view, spec, predictionName }) => {
  const { grid, kind, channels, height, width } = view;
  if (!grid || kind === 'mask' || channels < 2 || height * width < ENOUGH) {
    return null;
  }
  const { points, values } = grid;
  const constant: number[] = [];
  for (let c = 0; c < channels; c++) {
    const plane = values.subarray(c * points, (c + 1) * points);
    // A probability that underflowed to 0 everywhere is only a class that is not there.
    if (
      Number.isFinite(plane[0]) &&
      !(kind === 'probabilities' && plane[0] <= 1e-6) &&
      plane.every(v => v === plane[0])
    ) {
      constant.push(c);
    }
  }
  if (constant.length === 0) {
    return null;
  }
  const [first] = constant;
  const one = constant.length === 1;
  return {
    code: 'channel-constant',
    severity: 'warning',
    role: 'prediction',
    message:
      `${predictionName} has the same value at every pixel in the ${one ? 'channel' : 'channels'} of ` +
      `${listClasses(spec, constant)} (${first} is ${short(values[first * points])}): it takes part in every softmax, but the ` +
      'picture does not move it.',
    hint: 'Check that the export fills every channel, and that the last layer trains this class.',
    evidence: { channels: constant.join(','), value: values[first * points] },
  };
};
