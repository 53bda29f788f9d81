import { lossMap } from '../../statistics/lossMap.js';
import type { LayerMaker } from './made.js';

/** A loss, pixel by pixel; see LayerRequest. */
export const loss: LayerMaker<'loss'> = async (pair, { term }) => {
  pair.needProbabilities();
  const map = term === 'crossEntropy' || term === 'focal' ? lossMap(pair.stats, pair.label, pair.job.loss, term) : null;
  return { encoding: 'loss', map: map ?? new Float32Array(pair.label.codes.length), unit: 'nats', counted: 'valid' };
};
