import { uncertaintyMap } from '../../statistics/uncertaintyMap.js';
import { confidenceOf } from '../confidence.js';
import { type LayerMaker, ofAllPixels } from './made.js';
import { probabilityAt } from './probabilityAt.js';

/** Probability of the predicted class. */
export const confidence: LayerMaker<'confidence'> = async (pair, _request, _settings, { checkpoint }) =>
  ofAllPixels(await confidenceOf(pair, checkpoint), 'probability');

/** Softmax probability of one class. */
export const probability: LayerMaker<'probability'> = async (pair, { class: id }, _settings, { checkpoint }) => {
  pair.needClass(id);
  const codes = new Uint16Array(pair.label.codes.length).fill(id);
  return ofAllPixels(await probabilityAt(pair, codes, checkpoint), 'probability');
};

/** The largest probability minus the second: 0 where two classes tie. */
export const margin: LayerMaker<'margin'> = async (pair, _request, _settings, { checkpoint }) => {
  pair.needProbabilities();
  return ofAllPixels(await uncertaintyMap(pair.view, pair.label, 'margin', checkpoint), 'probability');
};

/** −Σ p log p in nats: 0 where one class is certain, log C where all are alike. */
export const entropy: LayerMaker<'entropy'> = async (pair, _request, _settings, { checkpoint }) => {
  pair.needProbabilities();
  return ofAllPixels(await uncertaintyMap(pair.view, pair.label, 'entropy', checkpoint), 'nats');
};
