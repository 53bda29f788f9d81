import type { ColorTable } from './colors.js';
import type { Size, Transform } from './transform.js';

/** Codes of one layer, one a pixel, row-major at the image's size. */
export type Codes = Uint16Array<ArrayBuffer>;

/** How the pixels of one side are coloured. */
export type Paint =
  | { kind: 'none' }
  /** The error kind of each pixel, from label and prediction. */
  | { kind: 'errors' }
  /** One table lookup a pixel; pixels whose label is ignored are hatched where `hatched`. */
  | { kind: 'codes'; codes: Codes; table: ColorTable; hatched: boolean };

export interface Outlines {
  label: boolean;
  prediction: boolean;
}

/** What is drawn, without where: everything here is at the image's own size and changes on a choice, not on a move. */
export interface Scene {
  size: Size;
  picture: ImageBitmap | null;
  label: Codes | null;
  prediction: Codes | null;
  /** Left and right of the divider; `right` is null without a split. */
  left: Paint;
  right: Paint | null;
  /** By class id: 1 where the class is isolated. Null: all classes are shown. */
  focus: Uint8Array | null;
  /** Class id the error kinds take as background, -1 for none. */
  background: number;
  /** Pixels picked elsewhere, 0 where not: the rest is dimmed. */
  mask: Codes | null;
  outlines: Outlines;
}

export const EMPTY_SCENE: Scene = {
  size: { width: 0, height: 0 },
  picture: null,
  label: null,
  prediction: null,
  left: { kind: 'none' },
  right: null,
  focus: null,
  background: -1,
  mask: null,
  outlines: { label: false, prediction: false },
};

/** Where it is drawn: what changes from frame to frame. */
export interface Frame {
  transform: Transform;
  opacity: number;
  /** Device pixels per CSS pixel. */
  ratio: number;
  /** The divider of a split, in device pixels from the left edge. */
  divider: number;
  /** While something moves: below 1:1 one sample a device pixel has to do. */
  draft: boolean;
}

/** At most this many samples a side of a device pixel that covers several image pixels. */
const MOST_SAMPLES = 4;

/** Samples a side of one device pixel: enough to meet every image pixel below it, within reason. */
export function samplesPerSide({ transform, draft }: Frame): number {
  return draft ? 1 : Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(1 / transform.scale - 1e-6)));
}
