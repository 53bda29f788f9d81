/**
 * Pixel layers as codes, never colours: what the worker makes, the host forwards and the webview draws.
 * All layers of an inspection have the label's size, row-major, and show one sample of a batch.
 */
export type LayerId = 'label' | 'prediction' | 'crossEntropy' | 'focal';

export interface LayerInfo {
  id: LayerId;
  width: number;
  height: number;
  /**
   * 'class': Uint16 class ids, IGNORED_CODE where the label is ignored (label layer only).
   * 'loss': Uint16, code = round(value / range[1] * LOSS_CODE_MAX); special codes below.
   */
  encoding: 'class' | 'loss';
  /** [0, largest finite value] of a loss layer, in nats; null for classes. */
  range: [number, number] | null;
}

/** Label layer: this pixel is not counted. */
export const IGNORED_CODE = 0xffff;
export const LOSS_CODE_MAX = 0xfffd;
export const LOSS_CODE_INFINITE = 0xfffe;
export const LOSS_CODE_NAN = 0xffff;
/** Signed layers: the code of 0; codes reach as far below as above. */
export const SIGNED_ZERO = 0x7ffe;
export const SIGNED_NEGATIVE_INFINITE = 0xfffd;

/** The background picture, re-encoded without metadata so that nothing rotates or colour-manages it. */
export interface PictureInfo {
  mime: 'image/png' | 'image/webp' | 'image/jpeg';
  width: number;
  height: number;
}
