import { otherOf, outcomesOf } from '../compare.js';
import { evaluateTotal } from '../total/evaluate.js';
import type { LayerMaker } from './made.js';

/** Loss of the other prediction minus loss of this one: above 0 the other one is worse. */
export const difference: LayerMaker<'difference'> = async (pair, { term }, settings, asking) => {
  pair.needProbabilities();
  const other = await otherOf(pair, asking);
  other.needProbabilities();
  const mapOf = async (one: typeof pair) => {
    const { terms } = await evaluateTotal(one, settings, asking.checkpoint, term);
    return (await terms[0].result?.found.map?.()) as Float32Array;
  };
  const map = await mapOf(other);
  const own = await mapOf(pair);
  for (let k = 0; k < map.length; k++) {
    map[k] -= own[k];
  }
  return { encoding: 'signed', map, unit: 'nats', counted: 'valid' };
};

export const otherPrediction: LayerMaker<'otherPrediction'> = async (pair, _request, _settings, asking) => ({
  encoding: 'class',
  codes: (await otherOf(pair, asking)).stats.argmax,
});

export const outcome: LayerMaker<'outcome'> = async (pair, _request, _settings, asking) => ({
  encoding: 'id',
  codes: outcomesOf(pair, await otherOf(pair, asking)),
});
