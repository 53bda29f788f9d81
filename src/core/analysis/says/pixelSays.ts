import { percent } from '../../findings/words.js';
import { jsonNumber } from '../../inspection/jsonNumber.js';
import { className } from '../../labels/classSpec.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import type { PixelTerm } from '../../statistics/pass.js';
import { EASY_PROBABILITY } from '../../statistics/whatIf.js';
import type { Analysed } from '../analysed.js';
import { classLosses } from '../total/classLosses.js';
import { type Says, short } from './types.js';

/** What a larger exponent takes from the easy pixels. */
export const gamma: Says = async ({ pair, resolved, checkpoint }) => {
  const { loss } = pair.job;
  if (pair.isMask || resolved.gamma === loss.gamma) {
    return null;
  }
  const inspected = { ...loss, factor: loss.alpha ?? 1 };
  const before = await pair.kept.cached('easy share', () => easyShare(pair, inspected, checkpoint));
  const after = await easyShare(pair, { ...resolved, factor: resolved.alpha ?? 1 }, checkpoint);
  if (!(Math.abs(before - after) > 0)) {
    return null;
  }
  const values = { from: loss.gamma, to: resolved.gamma, before: jsonNumber(before), after: jsonNumber(after) };
  const moves = after < before ? 'drop' : 'rise';
  return {
    id: 'gamma',
    values,
    text:
      `gamma ${short(loss.gamma)} → ${short(resolved.gamma)}: easy pixels (p > ${EASY_PROBABILITY}) ${moves} from ` +
      `${percent(before)} to ${percent(after)} of the focal loss.`,
  };
};

/** Share of the focal loss that easy pixels have. */
async function easyShare(
  pair: Analysed,
  { weights, factor, gamma: exponent }: Pick<PixelTerm, 'weights' | 'factor' | 'gamma'>,
  checkpoint: Checkpoint,
): Promise<number> {
  const { byClass, easy } = await pair.passes.termSums({ id: 'focal', weights, factor, gamma: exponent }, checkpoint);
  return easy / byClass.reduce((sum, one) => sum + one, 0);
}

export const alpha: Says = ({ pair, resolved }) => {
  const [from, to] = [pair.job.loss.alpha ?? 1, resolved.alpha ?? 1];
  if (pair.isMask || from === to) {
    return null;
  }
  return {
    id: 'alpha',
    values: { from, to, factor: jsonNumber(to / from) },
    text: `alpha ${short(from)} → ${short(to)}: the focal loss of every pixel is multiplied by ${short(to / from)}.`,
  };
};

/** Who pays more, and who less. */
export const weights: Says = async ({ pair, settings, crossEntropy, checkpoint }) => {
  const [{ result }] = crossEntropy.terms;
  if (!result || settings.weights === undefined) {
    return null;
  }
  const { share } = await classLosses(pair, result, checkpoint);
  const changes = pair.report.classes
    .map(({ id, crossEntropyShare: before }) => ({ id, before, after: share[id] }))
    .filter((one): one is typeof one & { before: number } => typeof one.before === 'number' && one.after >= 0)
    .sort((a, b) => b.after - b.before - (a.after - a.before));
  const [up, down] = [changes.at(0), changes.at(-1)];
  if (!up || !down || up.id === down.id || Math.abs(up.after - up.before) < 5e-4) {
    return null;
  }
  const say = ({ id, before, after }: typeof up) =>
    `${className(pair.spec, id)} goes from ${percent(before)} to ${percent(after)}`;
  return {
    id: 'weights',
    values: {
      up: className(pair.spec, up.id),
      upBefore: up.before,
      upAfter: up.after,
      down: className(pair.spec, down.id),
      downBefore: down.before,
      downAfter: down.after,
    },
    text: `Weights: ${say(up)} of the cross entropy, ${say(down)}.`,
  };
};

/** A smoothed label cannot be met better than by predicting it, so every pixel keeps its entropy. */
export const labelSmoothing: Says = ({ pair, resolved: { labelSmoothing: epsilon } }) => {
  if (pair.isMask || epsilon === 0) {
    return null;
  }
  const classes = pair.numClasses;
  const [other, own] = [epsilon / classes, 1 - epsilon + epsilon / classes];
  const floor = -(own * Math.log(own) + (classes - 1) * (other > 0 ? other * Math.log(other) : 0));
  return {
    id: 'labelSmoothing',
    values: { epsilon, floor: jsonNumber(floor) },
    text: `label smoothing ${short(epsilon)}: without weights no pixel's cross entropy can be below ${short(floor)} nats.`,
  };
};
