import { InspectionError } from '../../core/errors.js';
import type { FileRef, InspectionJob } from '../../core/inspection/job.js';
import type { Settings } from '../../core/settings/settings.js';
import type { ReadingOverride } from '../../shared/protocol.js';
import type { Pair } from './pair.js';

/** What making a job needs from the outside. */
export interface JobSource {
  settings(pair: Pair): Settings;
  exists(uri: string): Promise<boolean>;
  /** A local path, or the bytes of a file that has none. */
  file(uri: string): Promise<FileRef>;
  displayName(uri: string): string;
}

/** A job that cannot be made, with the file it is about: nothing needs to be computed to know. */
export async function makeJob(pair: Pair, reading: ReadingOverride, source: JobSource): Promise<InspectionJob> {
  const settings = source.settings(pair);
  const predictionName = source.displayName(pair.prediction);
  if (!(await source.exists(pair.prediction))) {
    throw new InspectionError(
      'prediction-not-found',
      `${predictionName} does not exist (any more).`,
      'Choose a prediction, or write the file again.',
    );
  }
  if (pair.label === null) {
    throw new InspectionError(
      'label-not-found',
      `No label was found for ${predictionName}.`,
      'Choose the label, or set segmentationLoss.pairing.labelFolders to the name of its folder.',
    );
  }
  if (!(await source.exists(pair.label))) {
    throw new InspectionError(
      'label-not-found',
      `The label ${source.displayName(pair.label)} of ${predictionName} does not exist (any more).`,
      'Choose the label, or write the file again.',
    );
  }
  // Image and classes.json are extras: one that has gone is left out.
  const optional = async (uri: string | null): Promise<FileRef | undefined> =>
    uri !== null && (await source.exists(uri)) ? source.file(uri) : undefined;
  const [prediction, label, image, classesFile] = await Promise.all([
    source.file(pair.prediction),
    source.file(pair.label),
    optional(pair.image),
    optional(pair.classesFile),
  ]);
  const { sample, slice, predictionArray, labelArray } = reading;
  return {
    prediction: predictionArray === undefined ? prediction : { ...prediction, entry: predictionArray },
    label: labelArray === undefined ? label : { ...label, entry: labelArray },
    ...(image ? { image } : {}),
    ...(classesFile ? { classesFile } : {}),
    classes: settings.classes,
    loss: settings.loss,
    kind: reading.kind === 'auto' ? settings.kind : reading.kind,
    layout: reading.layout === 'auto' ? settings.layout : reading.layout,
    ...(settings.resizeProbabilities && { resizeProbabilities: true }),
    ...(sample !== undefined && { sample }),
    ...(slice !== undefined && { slice }),
    perPixel: false,
    boundaryWidth: null,
    layers: true,
  };
}
