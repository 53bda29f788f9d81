import { InspectionError } from '../errors.js';
import type { ClassSpec } from '../labels/classSpec.js';
import { baseName, type InspectionJob } from './job.js';
import type { PredictionView } from './reading.js';
import type { LossSettings } from './report.js';

/** Loss parameters outside their range; each names the setting. Throws loss-setting. */
export function checkLossSettings(loss: LossSettings): void {
  const finite = (value: number) => Number.isFinite(value);
  const rules: [name: keyof LossSettings, valid: boolean, range: string][] = [
    ['alpha', loss.alpha === null || finite(loss.alpha), 'a number, or none'],
    ['gamma', finite(loss.gamma) && loss.gamma >= 0, 'a number from 0'],
    ['beta', finite(loss.beta) && loss.beta > 0, 'a number above 0'],
    ['smooth', finite(loss.smooth) && loss.smooth >= 0, 'a number from 0'],
    ['threshold', finite(loss.threshold) && loss.threshold >= 0 && loss.threshold <= 1, 'a number from 0 to 1'],
    ['weights', loss.weights === null || loss.weights.every(w => finite(w) && w >= 0), 'numbers from 0'],
  ];
  for (const [name, valid, range] of rules) {
    if (!valid) {
      throw new InspectionError(
        'loss-setting',
        `The loss setting ${name} is ${JSON.stringify(loss[name])}; it must be ${range}.`,
        `Correct segmentationLoss.loss.${name} (--${name}).`,
      );
    }
  }
}

/** Throws loss-setting for an unusable width of the ledger's boundary band. */
export function checkBoundaryWidth(width: number | null): void {
  if (width !== null && !(Number.isFinite(width) && width >= 0)) {
    throw new InspectionError(
      'loss-setting',
      `The boundary width is ${width}; it must be a number of pixels from 0.`,
      'Correct --boundary-width.',
    );
  }
}

/** Prediction, label, class list and weights must agree before anything is computed. */
export function checkAgreement(
  view: PredictionView,
  label: { samples: number; height: number; width: number },
  numClasses: number,
  spec: ClassSpec,
  { prediction, label: labelFile, loss }: InspectionJob,
): void {
  const [predictionName, labelName] = [baseName(prediction), baseName(labelFile)];
  if (spec.count !== null && spec.count !== numClasses) {
    throw new InspectionError(
      'class-count-mismatch',
      `${predictionName} (${view.array.shape.join('×')}) has ${numClasses} channels, but the class list ` +
        `(${spec.source}) has ${spec.count} classes.`,
      `Choose the prediction of a ${spec.count}-class model, or set segmentationLoss.classes.count (--num-classes) to ` +
        `${numClasses}; if the axes are read wrongly, set the layout.`,
    );
  }
  if (view.volume && !sameSize(view, label)) {
    throw new InspectionError(
      'volume-size-mismatch',
      `${predictionName} is a volume of ${sizeOf(view)}, but ${labelName} has ${sizeOf(label)} (slices × rows × columns); ` +
        'volumes are never resampled.',
      'Save the prediction in the space of its label, or choose the label that belongs to it.',
    );
  }
  if (view.samples !== label.samples) {
    throw new InspectionError(
      'sample-count-mismatch',
      `${predictionName} holds ${view.samples} samples, but ${labelName} holds ${label.samples}.`,
      'Choose the label that belongs to this prediction.',
    );
  }
  if (view.kind === 'mask' && !sameSize(view, label)) {
    throw new InspectionError(
      'size-mismatch',
      `The mask ${predictionName} is ${view.height}×${view.width}, but ${labelName} is ${label.height}×${label.width}; ` +
        'class ids are never resized.',
      'Save the mask at the size of the label, or choose the label that belongs to it.',
    );
  }
  if (loss.weights && loss.weights.length !== numClasses) {
    throw new InspectionError(
      'weights-length',
      `There are ${loss.weights.length} class weights for ${numClasses} classes.`,
      'Give one weight per class in segmentationLoss.loss.weights (--weights).',
    );
  }
}

interface Size {
  samples: number;
  height: number;
  width: number;
}

function sameSize(a: Size, b: Size): boolean {
  return a.samples === b.samples && a.height === b.height && a.width === b.width;
}

function sizeOf({ samples, height, width }: Size): string {
  return `${samples}×${height}×${width}`;
}
