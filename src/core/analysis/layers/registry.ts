import type { LayerName } from '../layer.js';
import { boundaryDistance, label, prediction } from './classLayers.js';
import { difference, otherPrediction, outcome } from './compareLayers.js';
import { gradient } from './gradientLayer.js';
import { loss } from './lossLayer.js';
import type { LayerMaker } from './made.js';
import { piece } from './pieceLayer.js';
import { confidence, entropy, margin, probability } from './probabilityLayers.js';
import { regions } from './regionLayer.js';

/** Every layer there is. Adding one: a name in names.ts, its request in layer.ts, a maker, a line here. */
export const LAYER_MAKERS: { readonly [N in LayerName]: LayerMaker<N> } = {
  label,
  prediction,
  boundaryDistance,
  confidence,
  margin,
  entropy,
  probability,
  loss,
  gradient,
  piece,
  regions,
  otherPrediction,
  difference,
  outcome,
};
