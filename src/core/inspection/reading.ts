import { InspectionError } from '../errors.js';
import { describeArray, isFloat, type NdArray } from '../formats/ndarray.js';
import { refuseColour } from '../labels/colour.js';
import { inferLayout, layoutAxes } from './layout.js';
import type { Layout, PredictionKind } from './report.js';
import { channelSumEvidence, scanValues, type ValueScan } from './valueScan.js';

/** A prediction array with its axes named; `numClasses` may exceed `channels` (a single channel is binary). */
export interface PredictionView {
  array: NdArray;
  kind: PredictionKind;
  layout: Layout;
  samples: number;
  channels: number;
  height: number;
  width: number;
  /** Element steps. */
  strides: { sample: number; channel: number; row: number; column: number };
  /** Classes of the softmax; 2 for a single channel read as binary ([0, z] or [1 - p, p]); 0 for a mask. */
  numClasses: number;
  scan: ValueScan;
  evidence: string[];
}

export interface ReadingOptions {
  kind: PredictionKind | 'auto';
  layout: Layout | 'auto';
  /** Number of classes where known beforehand. */
  classCount: number | null;
  labelSize: [height: number, width: number];
}

/**
 * Decides what a prediction array holds. The rules, each leaving its evidence:
 * - layout: as set; else the axis as long as the class list; else the one that leaves the label's size or aspect
 *   ratio; else the one that leaves a square; else the shorter outer axis is the channels.
 * - kind: as set; integers without channels are a mask; values within [0, 1] are probabilities; else logits.
 * - a single float channel is the foreground of a binary prediction, unless one class is asked for.
 */
export function readPrediction(array: NdArray, name: string, options: ReadingOptions): PredictionView {
  refuseColour(array, name);
  const evidence: string[] = [];
  const { shape } = array;
  if (shape.length < 2 || shape.length > 4 || shape.some(length => length === 0)) {
    throw new InspectionError(
      'prediction-shape',
      `${name} has the shape (${shape.join(', ')}); a prediction is (C,H,W), (H,W,C), (H,W) or a batch (N,…) of these.`,
      'Save the array in one of these shapes.',
    );
  }
  const layout = inferLayout(array, options, evidence, name);
  const view = layoutAxes(array, layout);
  const scan = scanValues(array);
  const kind = inferKind({ ...view, array, scan }, options.kind, name, evidence);
  let numClasses = kind === 'mask' ? 0 : view.channels;
  if (kind !== 'mask' && view.channels === 1 && options.classCount !== 1) {
    numClasses = 2;
    evidence.push(`one channel: binary, read as ${kind === 'logits' ? '[0, z]' : '[1 - p, p]'} for classes 0 and 1`);
  }
  return { array, kind, layout, ...view, numClasses, scan, evidence };
}

type Channels = Pick<PredictionView, 'array' | 'samples' | 'channels' | 'height' | 'width' | 'strides' | 'scan'>;

function inferKind(view: Channels, wanted: PredictionKind | 'auto', name: string, evidence: string[]): PredictionKind {
  const { array, scan, channels } = view;
  const range = scan.finite > 0 ? `values in [${short(scan.min)}, ${short(scan.max)}]` : 'no finite value';
  const unit = scan.finite > 0 && scan.min >= 0 && scan.max <= 1;
  if (wanted === 'mask' && (channels > 1 || !scan.integral)) {
    const why = channels > 1 ? `has ${channels} channels` : 'holds fractions';
    throw new InspectionError(
      'mask-not-ids',
      `${name} is read as a mask, but ${describeArray(array)} ${why}.`,
      'Set the prediction kind to logits or probabilities (--kind).',
    );
  }
  if (wanted === 'probabilities' && !unit) {
    throw new InspectionError(
      'probabilities-range',
      `${name} is read as probabilities, but has ${range} where [0, 1] is expected.`,
      'Set the prediction kind to logits (--kind logits).',
    );
  }
  if (wanted !== 'auto') {
    evidence.push(`${wanted}: set; ${range}`);
    return wanted;
  }
  if (!isFloat(array.dtype) && channels === 1) {
    evidence.push(`${array.dtype} without channels: mask of class ids`);
    return 'mask';
  }
  if (unit && isFloat(array.dtype)) {
    const sums = channels > 1 ? `, ${channelSumEvidence(view)}` : '';
    evidence.push(`${range}${sums}: probabilities`);
    return 'probabilities';
  }
  evidence.push(`${range}: logits`);
  return 'logits';
}

function short(value: number): string {
  return Number(value.toPrecision(4)).toString();
}
