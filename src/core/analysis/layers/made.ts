import type { Analysed } from '../analysed.js';
import type { Asking } from '../asking.js';
import type { LayerAnswer, LayerEncoding, LayerName, LayerRequest, LayerUnit } from '../layer.js';
import type { WhatIfSettings } from '../settings.js';

/** A layer of all samples, before it is cut and coded: ids as they are, or numbers. */
export type Made =
  | { encoding: Extract<LayerEncoding, 'class' | 'id'>; codes: Uint16Array }
  | {
      encoding: Extract<LayerEncoding, 'loss' | 'signed'>;
      map: Float32Array;
      unit: LayerUnit;
      /** Pixels that its scale is about: those that count in the loss, or all. */
      counted: 'valid' | 'all';
    };

export type RequestOf<N extends LayerName> = Extract<LayerRequest, { id: N }>;

/** Makes one kind of layer. */
export type LayerMaker<N extends LayerName> = (
  pair: Analysed,
  request: RequestOf<N>,
  settings: WhatIfSettings,
  asking: Asking<LayerAnswer>,
) => Promise<Made>;

/** Numbers that every pixel has, whatever its label. */
export function ofAllPixels(map: Float32Array, unit: LayerUnit): Made {
  return { encoding: 'loss', map, unit, counted: 'all' };
}
