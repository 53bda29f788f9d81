import { lossMap } from '../../statistics/lossMap.js';
import type { LayerMaker } from './made.js';

/** A loss, pixel by pixel; see LayerRequest. */
export const loss: LayerMaker<'loss'> = async (pair, { term }, _settings, { checkpoint }) => {
  pair.needProbabilities();
  const known = term === 'crossEntropy' || term === 'focal';
  const map = known ? await lossMap(pair.stats, pair.label, pair.job.loss, term, checkpoint) : null;
  return { encoding: 'loss', map: map ?? new Float32Array(pair.label.codes.length), unit: 'nats', counted: 'valid' };
};
