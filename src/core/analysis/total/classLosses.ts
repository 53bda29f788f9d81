import type { TermResult } from '../../dialects/evaluate.js';
import { countsOf } from '../../dialects/families/pixel.js';
import type { TermOf } from '../../dialects/types.js';
import { pixelDivisor } from '../../losses/pixelMean.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import { crossSums } from '../../statistics/crossSums.js';
import type { Analysed } from '../analysed.js';

/** A pixel loss class by class, NaN for an absent one. */
export interface ClassLosses {
  /** Mean over the class's own pixels, without its weight where that is a plain factor. */
  mean: Float64Array;
  /** Share of the summed loss. */
  share: Float64Array;
}

/** How a pixel loss is spread over the classes of the label. */
export async function classLosses(pair: Analysed, result: TermResult, checkpoint: Checkpoint): Promise<ClassLosses> {
  const { frame } = result;
  const { conventions } = result.term as TermOf<'pixel'>;
  const sums = await sumsByLabel(pair, result, checkpoint);
  const all = sums.reduce((total, one) => total + one, 0);
  const pixels = new Float64Array(frame.classes);
  frame.counts.forEach((count, k) => {
    pixels[k % frame.classes] += count;
  });
  const factor = (c: number) => (conventions.weights === 'outside' ? frame.weights[c] : 1);
  return {
    mean: sums.map((sum, c) => (pixels[c] > 0 ? sum / (factor(c) * pixels[c]) : Number.NaN)),
    share: sums.map((sum, c) => (pixels[c] > 0 ? sum / all : Number.NaN)),
  };
}

/** Σ of the loss over the label pixels of each class, before any division. */
async function sumsByLabel(pair: Analysed, result: TermResult, checkpoint: Checkpoint): Promise<Float64Array> {
  const { frame, found } = result;
  const { conventions } = result.term as TermOf<'pixel'>;
  const { smoothing, weights } = conventions;
  if (smoothing === 0) {
    const divisor = pixelDivisor(conventions, countsOf(frame));
    // The parts are what the loss has of each class; all of them are 0 / 0 where no pixel counts.
    return (found.parts as Float64Array).map(part => part * divisor);
  }
  const relabelled = conventions.ignore === 'toClass0';
  const { classes, view, label, alignCorners } = frame;
  const make = () => crossSums(view, label, alignCorners, checkpoint);
  const cross = await pair.kept.last('cross sums', String(relabelled), make);
  const weightOf = (c: number) => (weights === 'none' ? 1 : frame.weights[c]);
  return Float64Array.from({ length: classes }, (_, y) => {
    let rest = 0;
    for (let c = 0; c < classes; c++) {
      rest += weightOf(c) * cross[y * classes + c];
    }
    return (1 - smoothing) * weightOf(y) * cross[y * classes + y] + (smoothing / classes) * rest;
  });
}
