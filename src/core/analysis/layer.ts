import { lossCodes, signedCodes } from '../inspection/codes.js';
import { IGNORED_CODE } from '../inspection/layers.js';
import type { ReportNumber } from '../inspection/report.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Analysed } from './analysed.js';
import type { Answerer, Asking } from './asking.js';
import type { LayerMaker, Made, RequestOf } from './layers/made.js';
import { LAYER_MAKERS } from './layers/registry.js';
import { scaleOf } from './layers/scale.js';
import { cut, needSlice } from './layers/slice.js';
import type { LedgerPiece } from './ledger.js';
import type { SLICE_AXES } from './names.js';
import type { RegionRule } from './regions.js';
import type { LossTerm, WhatIfSettings } from './settings.js';

/** What can be laid over the picture. */
export type LayerRequest =
  | { id: 'label' | 'prediction' | 'confidence' | 'margin' | 'entropy' | 'boundaryDistance' }
  /** The softmax probability of one class. */
  | { id: 'probability'; class: number }
  /** A loss, pixel by pixel, in nats; its mean over the counted pixels is the loss, but for cross entropy with weights. */
  | { id: 'loss'; term: LossTerm }
  /** dL/dz: its length over the classes, or one class's channel, signed. */
  | { id: 'gradient'; term: LossTerm; channel: number | 'magnitude' }
  /** 1 where the pixel belongs to a piece of the ledger. */
  | { id: 'piece'; piece: LedgerPiece }
  /** Rank of the pixel's region of high loss, from 1; 0 where it is in none. */
  | { id: 'regions'; rule: RegionRule }
  /** Classes of the prediction that is compared with. */
  | { id: 'otherPrediction' }
  /** Loss of the other prediction minus loss of this one. */
  | { id: 'difference'; term: 'crossEntropy' | 'focal' }
  /** One of OUTCOMES, of this prediction and the other one. */
  | { id: 'outcome' };

export type LayerName = LayerRequest['id'];
export type SliceAxis = (typeof SLICE_AXES)[number];

export interface LayerParams {
  layer: LayerRequest;
  /** Sample of a batch, or slice of a volume along `axis`. */
  sample: number;
  /** 'sample' unless said. */
  axis?: SliceAxis;
  settings?: WhatIfSettings;
  /** Which comparison a layer of it is about, by the panel's own name: layers of different ones are not the same. */
  comparison?: string;
}

/**
 * How codes are meant; all are Uint16.
 *
 * - class: class ids; IGNORED_CODE where the label is ignored
 * - loss: a number from 0: code = round(value / range[1] · LOSS_CODE_MAX); LOSS_CODE_INFINITE, LOSS_CODE_NAN
 * - signed: a number around 0: code = SIGNED_ZERO + round(value / range[1] · SIGNED_ZERO), range = [−m, m];
 *   SIGNED_NEGATIVE_INFINITE, LOSS_CODE_INFINITE, LOSS_CODE_NAN
 * - id: whole numbers as they are: pieces (0, 1), ranks of regions (0: none), places in OUTCOMES
 */
export type LayerEncoding = 'class' | 'loss' | 'signed' | 'id';

/** What the numbers of a layer are, for its legend; 'loss' has no unit of its own, as Dice. */
export type LayerUnit = 'nats' | 'loss' | 'probability' | 'pixels' | 'gradient';

export interface AnalysisLayerInfo {
  id: LayerName;
  width: number;
  height: number;
  encoding: LayerEncoding;
  /** null for classes and ids. */
  range: [number, number] | null;
  unit: LayerUnit | null;
}

/** How the numbers of a layer are spread, over the pixels that count; for legends and scaling. */
export interface LayerScale {
  pixels: number;
  min: ReportNumber;
  p1: ReportNumber;
  p50: ReportNumber;
  p99: ReportNumber;
  max: ReportNumber;
  mean: ReportNumber;
  nan: number;
  infinite: number;
  /** Pixels in 64 equal steps from range[0] to range[1]. */
  histogram: Uint32Array;
}

export interface LayerAnswer {
  info: AnalysisLayerInfo;
  codes: Uint16Array;
  /** null for classes and ids. */
  scale: LayerScale | null;
}

/** A layer as codes: all samples are coded alike, so that slices of a volume share one legend; then one is cut out. */
export const layer: Answerer<'layer'> = async (pair, params, asking) => {
  const { layer: request, sample, axis = 'sample' } = params;
  needSlice(pair.label, axis, sample);
  const whole = await wholeLayer(pair, params, asking);
  const { codes, width, height } = cut(whole.codes, pair.label, axis, sample);
  const { encoding, range, unit, scale } = whole;
  return { info: { id: request.id, width, height, encoding, range, unit }, codes, scale };
};

interface WholeLayer extends Pick<AnalysisLayerInfo, 'encoding' | 'range' | 'unit'> {
  codes: Uint16Array;
  scale: LayerScale | null;
}

/** Of several samples the last layer is kept, since one slice is mostly followed by the next. */
function wholeLayer(
  pair: Analysed,
  { layer: request, settings = {}, comparison }: LayerParams,
  asking: Asking<LayerAnswer>,
): Promise<WholeLayer> {
  const make = async () => coded(await made(pair, request, settings, asking), pair.label);
  // What another prediction takes part in is only known by the name of the comparison.
  const compares = ['otherPrediction', 'difference', 'outcome'].includes(request.id) && comparison === undefined;
  const keep = pair.label.samples > 1 && !compares;
  return keep ? pair.kept.last('layer', JSON.stringify([request, settings, comparison]), make) : make();
}

function made<N extends LayerName>(
  pair: Analysed,
  request: RequestOf<N>,
  settings: WhatIfSettings,
  asking: Asking<LayerAnswer>,
): Promise<Made> {
  const maker = LAYER_MAKERS[request.id as N] as LayerMaker<N>;
  return maker(pair, request, settings, asking);
}

function coded(layer: Made, label: LabelMap): WholeLayer {
  if ('codes' in layer) {
    return { encoding: layer.encoding, range: null, unit: null, codes: layer.codes, scale: null };
  }
  const { encoding, map, unit, counted } = layer;
  const signed = encoding === 'signed';
  const found = signed ? signedCodes(map) : lossCodes(map);
  const counts = counted === 'all' ? () => true : (pixel: number) => label.codes[pixel] !== IGNORED_CODE;
  const range: [number, number] = [signed ? -found.max : 0, found.max];
  return { encoding, range, unit, codes: found.codes, scale: scaleOf(found, map, signed, counts) };
}
