import { derive, type Expression } from '../../losses/expression.js';
import { type GeneralizedDiceConventions, generalizedDice } from '../../losses/generalizedDice.js';
import { type MatthewsConventions, matthewsLoss } from '../../losses/matthews.js';
import { type OverlapConventions, overlapLoss } from '../../losses/overlapLoss.js';
import type { Evaluation, Family } from '../evaluation.js';
import type { Frame } from '../frame.js';
import { rawStatistics } from './rawLogits.js';
import { type RegionConventions, type RegionStatistics, regionGradient, regionStatistics } from './regionStatistics.js';

type RegionExpression = Expression<'intersection' | 'prediction'>;

export const overlap: Family<OverlapConventions> = {
  relabels: ({ ignore }) => ignore === 'toClass0',
  async evaluate(conventions, frame) {
    const { membership, threshold, exponent } = conventions;
    const wanted = membership === 'hard' ? { threshold } : { extended: exponent === 2 };
    const { samples } = await frame.pass(wanted);
    const statistics = regionStatistics(frame, samples, conventions);
    const expression = overlapLoss(conventions, statistics.label, statistics.shape, frame.weights);
    return evaluated(frame, conventions, statistics, expression);
  },
};

const PLAIN = { exponent: 1, membership: 'soft' } as const;

export const generalized: Family<GeneralizedDiceConventions> = {
  relabels: ({ ignore }) => ignore === 'toClass0',
  async evaluate(conventions, frame) {
    const how: RegionConventions = { ...PLAIN, ignore: conventions.ignore };
    const statistics = regionStatistics(frame, (await frame.pass()).samples, how);
    return evaluated(frame, how, statistics, generalizedDice(conventions, statistics.label, statistics.shape));
  },
};

export const matthews: Family<MatthewsConventions> = {
  relabels: ({ ignore }) => ignore === 'toClass0',
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
  const gradient = how.membership === 'hard' ? null : () => [regionGradient(frame, how, derivative())];
  return { value, parts, map: null, gradient };
}
