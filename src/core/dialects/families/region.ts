import type { PassSums } from '../../kernels/kernel.js';
import { derive, type Expression } from '../../losses/expression.js';
import { type GeneralizedDiceConventions, generalizedDice } from '../../losses/generalizedDice.js';
import { type MatthewsConventions, matthewsLoss } from '../../losses/matthews.js';
import { type OverlapConventions, overlapLoss } from '../../losses/overlapLoss.js';
import type { Evaluation, Family } from '../evaluation.js';
import type { Frame } from '../frame.js';
import { rawStatistics } from './rawLogits.js';
import { type RegionConventions, type RegionStatistics, regionGradient, regionStatistics } from './regionStatistics.js';
import { sigmoidRegionGradient, sigmoidSums } from './sigmoidRegion.js';

type RegionExpression = Expression<'intersection' | 'prediction'>;

export const overlap: Family<OverlapConventions> = {
  relabels: ({ ignore }) => ignore === 'toClass0',
  reads: ({ membership, threshold, exponent, activation }, kept) =>
    (activation === 'sigmoid' && !kept.single) ||
    (membership === 'hard' ? threshold !== kept.threshold : exponent === 2),
  async evaluate(conventions, frame) {
    const { membership, threshold, exponent } = conventions;
    const wanted = membership === 'hard' ? { threshold } : { extended: exponent === 2 };
    const samples = await samplesOf(conventions, frame, wanted);
    const statistics = regionStatistics(frame, samples, conventions);
    const scoped = { ...conventions, scope: frame.scope(conventions.scope) };
    const expression = overlapLoss(scoped, statistics.label, statistics.shape, frame.weights);
    return evaluated(frame, conventions, statistics, expression);
  },
};

/** The sums of the kernel's softmax pass, or of independent sigmoids. A single logit is the same in both. */
async function samplesOf(
  { activation }: Pick<OverlapConventions, 'activation'>,
  frame: Frame,
  wanted: { threshold?: number; extended?: boolean } = {},
): Promise<PassSums[]> {
  return activation === 'sigmoid' && !frame.single
    ? sigmoidSums(frame, wanted.threshold ?? 0.5)
    : (await frame.pass(wanted)).samples;
}

const PLAIN = { exponent: 1, membership: 'soft', activation: 'softmax' } as const;

export const generalized: Family<GeneralizedDiceConventions> = {
  relabels: ({ ignore }) => ignore === 'toClass0',
  reads: ({ activation }, { single }) => activation === 'sigmoid' && !single,
  async evaluate(conventions, frame) {
    const how: RegionConventions = { ...PLAIN, ignore: conventions.ignore, activation: conventions.activation };
    const statistics = regionStatistics(frame, await samplesOf(how, frame), how);
    const scoped = { ...conventions, scope: frame.scope(conventions.scope) };
    return evaluated(frame, how, statistics, generalizedDice(scoped, statistics.label, statistics.shape));
  },
};

export const matthews: Family<MatthewsConventions> = {
  relabels: ({ ignore }) => ignore === 'toClass0',
  reads: ({ activation }) => activation === 'none',
  async evaluate(conventions, frame) {
    const how: RegionConventions = { ...PLAIN, ignore: conventions.ignore };
    const raw = conventions.activation === 'none';
    const statistics = raw ? await rawStatistics(frame) : regionStatistics(frame, (await frame.pass()).samples, how);
    const found = evaluated(
      frame,
      how,
      statistics,
      matthewsLoss(conventions, statistics.label, frame.valid, statistics.shape),
    );
    return raw ? { ...found, gradient: null } : found;
  },
};

function evaluated(
  frame: Frame,
  how: RegionConventions,
  { inputs, shape }: RegionStatistics,
  expression: RegionExpression,
): Evaluation {
  const { value, parts, derivative } = derive(inputs, shape, expression);
  const gradient = () => {
    const part = regionGradient(frame, how, derivative());
    return [how.activation === 'sigmoid' && !frame.single ? sigmoidRegionGradient(frame, part) : part];
  };
  return { value, parts, map: null, gradient: how.membership === 'hard' ? null : gradient };
}
