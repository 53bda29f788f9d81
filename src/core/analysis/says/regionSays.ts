import { jsonNumber } from '../../inspection/jsonNumber.js';
import type { Analysed } from '../analysed.js';
import { classScores, termOverlap } from '../total/overlaps.js';
import { type Resolved, resolve } from '../total/resolve.js';
import { type Says, short, type Turned } from './types.js';

export const beta: Says = ({ pair, resolved, dice }) => {
  const { loss } = pair.job;
  if (resolved.beta === loss.beta) {
    return null;
  }
  const factor = resolved.beta ** 2;
  return {
    id: 'beta',
    values: { from: loss.beta, to: resolved.beta, factor, dice: jsonNumber(dice.value) },
    text:
      `beta ${short(loss.beta)} → ${short(resolved.beta)}: a missed pixel counts ${short(factor)} times a false one; ` +
      `the Dice loss is ${short(dice.value)}.`,
  };
};

export const smooth: Says = async turned => {
  const { pair, resolved } = turned;
  const { loss } = pair.job;
  const before = absentLoss(pair, resolve(pair, { ...turned.settings, smooth: loss.smooth }), await overlapOf(turned));
  const after = absentLoss(pair, resolved, await overlapOf(turned));
  if (resolved.smooth === loss.smooth || (before === 0 && after === 0)) {
    return null;
  }
  return {
    id: 'smooth',
    values: { from: loss.smooth, to: resolved.smooth, before: jsonNumber(before), after: jsonNumber(after) },
    text:
      `smooth ${short(loss.smooth)} → ${short(resolved.smooth)}: classes that are not in the label add ` +
      `${short(after)} to the Dice loss instead of ${short(before)}.`,
  };
};

export const absent: Says = async turned => {
  const { pair, resolved } = turned;
  const missing = [...pair.stats.label].filter(pixels => pixels === 0).length;
  if (resolved.absent === 'kept' || missing === 0) {
    return null;
  }
  const kept = absentLoss(pair, { ...resolved, absent: 'kept' }, await overlapOf(turned));
  const policy = resolved.absent === 'zero' ? 'count as perfect' : 'are left out of the mean';
  return {
    id: 'absent',
    values: { classes: missing, policy: resolved.absent, kept: jsonNumber(kept) },
    text: `${missing} classes that are not in the label ${policy}; as the equation has it they add ${short(kept)} to the Dice loss.`,
  };
};

/** How many classes a pixel is counted for, which no argmax would tell. */
export const threshold: Says = ({ pair, resolved, fScore }) => {
  const { loss } = pair.job;
  if (resolved.threshold === loss.threshold) {
    return null;
  }
  const perPixel = (prediction: Float64Array) => prediction.reduce((sum, count) => sum + count, 0) / pair.stats.pixels;
  const [before, after] = [perPixel(pair.stats.hard.prediction), perPixel(fScore.overlap.prediction)];
  return {
    id: 'threshold',
    values: { from: loss.threshold, to: resolved.threshold, before: jsonNumber(before), after: jsonNumber(after) },
    text:
      `threshold ${short(loss.threshold)} → ${short(resolved.threshold)}: a pixel counts for ${short(after)} classes ` +
      `on average instead of ${short(before)}; the F-score is ${short(fScore.value)}.`,
  };
};

async function overlapOf({ pair, dice }: Turned) {
  const [{ result }] = dice.terms;
  return result ? await termOverlap(result) : pair.stats.hard;
}

/** What absent classes add to the Dice loss. */
function absentLoss(pair: Analysed, resolved: Resolved, overlap: Turned['fScore']['overlap']): number {
  const scores = classScores(overlap, resolved);
  const inMean = scores.filter(score => !Number.isNaN(score)).length;
  return scores.reduce(
    (sum, score, c) => (pair.stats.label[c] === 0 && !Number.isNaN(score) ? sum + (1 - score) / inMean : sum),
    0,
  );
}
