import { percent } from '../../findings/words.js';
import { jsonNumber } from '../../inspection/jsonNumber.js';
import type { Sentence } from '../whatIf.js';
import { type Says, short } from './types.js';

/** What happens to ignored pixels, and how much lies on them. */
export const ignore: Says = ({ pair, resolved }): Sentence | null => {
  const { pixels, valid } = pair.stats;
  if (resolved.ignore === 'origin' || pixels === valid) {
    return null;
  }
  if (resolved.ignore === 'background') {
    const count = (pixels - valid).toLocaleString('en');
    return {
      id: 'ignoreBackground',
      values: { pixels: pixels - valid },
      text: `${count} ignored pixels count as class 0, and every loss sees them.`,
    };
  }
  // Each pixel's probabilities sum to 1, so the share of the mass is that of the pixels.
  const share = (pixels - valid) / pixels;
  return {
    id: 'ignoreDrop',
    values: { share: jsonNumber(share) },
    text:
      `Ignored pixels count nowhere: ${percent(share)} of the predicted probability lies on them and was false ` +
      'positive in Dice, and focal is no longer diluted by them.',
  };
};

/** Which loss the total is mostly made of. */
export const terms: Says = ({ settings, total }) => {
  if (settings.terms === undefined || total.terms.length < 2 || !Number.isFinite(total.value) || total.value === 0) {
    return null;
  }
  const shares = total.terms.map(({ loss, lambda, value }) => ({ loss, share: (lambda * value) / total.value }));
  const largest = shares.reduce((best, one) => (one.share > best.share ? one : best));
  return {
    id: 'terms',
    values: { loss: NAMES[largest.loss ?? ''] ?? '', share: jsonNumber(largest.share) },
    text: `${NAMES[largest.loss ?? '']} is ${percent(largest.share)} of the total.`,
  };
};

const NAMES: Record<string, string> = {
  crossEntropy: 'Cross entropy',
  focal: 'Focal',
  dice: 'Dice loss',
  jaccard: 'Jaccard loss',
};

export const dialect: Says = ({ pair, resolved, total }) => {
  const base = pair.report.totals.total;
  if (resolved.dialect === null) {
    return null;
  }
  return {
    id: 'dialect',
    values: { key: resolved.dialect, value: jsonNumber(total.value), base: base ?? '' },
    text: `The total is that of ${resolved.dialect}: ${short(total.value)}.`,
  };
};
