import type { EncodingId, PresetId, Remap } from '../labels/ids.js';
import type { LayerInfo, PictureInfo } from './layers.js';
import type { Layout, LossSettings, PredictionKind, Report } from './report.js';

/** A file handed to the core: a local path (read in place) or its bytes. */
export interface FileRef {
  /** Path as the user knows it: in the report as it is, in messages without its folders. */
  name: string;
  path?: string;
  bytes?: Uint8Array;
  /** Name of the array within a file that holds several; absent: chosen by its name (see formats/chooseEntry). */
  entry?: string;
  /** When the file was last written, in milliseconds since 1970, where the host knows. */
  modified?: number;
}

/** The last part of a file's path, for sentences. */
export function baseName(file: FileRef): string {
  return file.name.slice(Math.max(file.name.lastIndexOf('/'), file.name.lastIndexOf('\\')) + 1);
}

/** Class names, colours and conventions from settings or flags; everything optional, `classesFile` fills the gaps. */
export interface ClassOptions {
  names?: string[];
  /** [r, g, b] 0..255, or "#rrggbb". */
  colors?: ([number, number, number] | string)[];
  numClasses?: number;
  /** One value, or several. */
  ignoreIndex?: number | number[];
  reduceZeroLabel?: boolean;
  /** How the label's pixels name their classes; absent: as its content says. */
  encoding?: EncodingId;
  /** A dataset whose classes and label values are known; stands in for the class list. */
  preset?: PresetId;
  /** What stored label values mean, in place of the zero reduction. */
  remap?: Remap;
  /** Whether colours of no class may become the nearest class colour; otherwise they are refused. */
  nearestColour?: boolean;
  /** Class id meant as background by the error layer; default: a class named background (or similar). */
  background?: number;
}

/** One inspection: everything the worker needs to know. */
export interface InspectionJob {
  prediction: FileRef;
  label: FileRef;
  image?: FileRef;
  classesFile?: FileRef;
  classes: ClassOptions;
  loss: LossSettings;
  kind: PredictionKind | 'auto';
  layout: Layout | 'auto';
  /** Whether given probabilities are resized as they are, and become logits then; otherwise the logits are. */
  resizeProbabilities?: boolean;
  /** The one sample of a batch, or slice of a volume, to inspect, counted from 0; absent: all together. */
  sample?: number;
  slice?: number;
  /** Whether the caller uses the loss maps themselves; without, memory does not grow with them. */
  perPixel: boolean;
  /** Whether the class predicted at every pixel is kept, where nothing else per pixel is wanted. */
  argmax?: boolean;
  /** Width of the ledger's boundary band in pixels; null: no ledger. */
  boundaryWidth: number | null;
  /** Whether there will be questions about pixels: what the layers are is told, and what they are made of is kept. */
  layers: boolean;
}

export interface InspectionResult {
  report: Report;
  /** Layers that can be asked for at once; each is made when it is asked for. */
  layers: LayerInfo[];
  picture: { info: PictureInfo; data: Uint8Array } | null;
  /** The class id the error layer takes as background, -1 for none. */
  background: number;
}

/** The origin's defaults (losses.md 2.1), with Dice switched on. */
export const DEFAULT_LOSS: LossSettings = {
  weights: null,
  alpha: 0.5,
  gamma: 2,
  beta: 1,
  smooth: 1e-5,
  threshold: 0.5,
  base: 'crossEntropy',
  includeDice: true,
};

export interface Progress {
  /** What is being done now: "Reading label", "Evaluating 34 of 90 tiles". */
  step: string;
  /** 0..1, null when unknown. */
  fraction: number | null;
}
