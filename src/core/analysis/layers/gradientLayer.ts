import { evaluateTotal } from '../total/evaluate.js';
import { TotalGradient } from '../total/gradient.js';
import type { LayerMaker } from './made.js';

/** dL/dz of a loss: its Euclidean length over the classes, or the channel of one class. */
export const gradient: LayerMaker<'gradient'> = async (pair, { term, channel }, settings, { checkpoint }) => {
  pair.needProbabilities();
  if (channel !== 'magnitude') {
    pair.needClass(channel);
  }
  const total = await TotalGradient.of(await evaluateTotal(pair, settings, checkpoint, term));
  const map = await total.map(channel, checkpoint);
  return { encoding: channel === 'magnitude' ? 'loss' : 'signed', map, unit: 'gradient', counted: 'all' };
};
