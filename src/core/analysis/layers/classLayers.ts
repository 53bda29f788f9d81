import { boundaryDistances } from '../boundaryDistances.js';
import type { LayerMaker } from './made.js';

export const label: LayerMaker<'label'> = async pair => ({ encoding: 'class', codes: pair.label.codes });

export const prediction: LayerMaker<'prediction'> = async pair => ({ encoding: 'class', codes: pair.stats.argmax });

/** Distance to the nearest pixel of another label, in pixels; infinite where there is none. */
export const boundaryDistance: LayerMaker<'boundaryDistance'> = async (pair, _request, _settings, { checkpoint }) => ({
  encoding: 'loss',
  map: await boundaryDistances(pair, checkpoint),
  unit: 'pixels',
  counted: 'all',
});
