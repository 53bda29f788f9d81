import { sliceAt } from '../formats/axes.js';
import type { ByteSource } from '../formats/byteSource.js';
import type { NdArray } from '../formats/ndarray.js';
import { readArray } from '../formats/registry.js';
import { readClassList } from '../labels/classLists/registry.js';
import { type ClassSpec, makeClassSpec, type NamedClassList } from '../labels/classSpec.js';
import { labelGeometry } from '../labels/geometry.js';
import type { LabelProposal } from '../labels/inference/types.js';
import type { StoredLabel } from '../labels/labelMap.js';
import { classesIn, maskOfPicture } from '../labels/maskPicture.js';
import { type LabelReadingReport, readLabel } from '../labels/readLabel.js';
import { surveyLabel } from '../labels/survey.js';
import { arrangeLabel, arrangePrediction, takeSample } from './arrange.js';
import { checkAgreement, checkBoundaryWidth, checkLossSettings } from './checks.js';
import { type InspectionHost, inSlices, pause } from './host.js';
import { baseName, type FileRef, type InspectionJob } from './job.js';
import { layoutAxes } from './layout.js';
import { maskClasses } from './maskClasses.js';
import { type PredictionView, type ReadingOptions, viewOf } from './reading.js';
import type { Layout } from './report.js';
import { chooseSample } from './samples.js';
import { countValues, type ValueCounts } from './valueCounts.js';

/** A pair that has been read and agrees; large predictions stay in their file, so it must be closed. */
export interface OpenPair {
  predictionName: string;
  labelName: string;
  spec: ClassSpec;
  view: PredictionView;
  label: StoredLabel;
  labelReading: LabelReadingReport;
  /** Other readings of the label that fit. */
  labelProposals: LabelProposal[];
  numClasses: number;
  /** The prediction as the file has it; `sample` is the one of its samples (or slices) looked at, null for all. */
  stored: Pick<NdArray, 'shape' | 'dtype' | 'affine'> & { layout: Layout; samples: number; sample: number | null };
  /** The label as the file has it. */
  labelArray: NdArray;
  labelValues: ValueCounts;
  close(): void;
}

/** Reads classes, label and prediction, and checks that they agree. Throws InspectionError, or CancelledError. */
export async function openPair(job: InspectionJob, host: InspectionHost): Promise<OpenPair> {
  checkLossSettings(job.loss);
  checkBoundaryWidth(job.boundaryWidth);
  const { classesFile: classes } = job;
  const list = classes && (await using(host, classes, readClassList));
  const file = list && { list, name: classes.name };
  await pause(host, { step: 'Reading label', fraction: null });
  const labelArray = await using(host, job.label, source =>
    readArray(source, 'label', job.label.entry, baseName(job.prediction)),
  );
  const source = host.open(job.prediction);
  try {
    return { ...(await readPair(job, host, file, labelArray, source)), close: () => source.close() };
  } catch (error) {
    source.close();
    throw error;
  }
}

async function readPair(
  job: InspectionJob,
  host: InspectionHost,
  file: NamedClassList | undefined,
  storedLabel: NdArray,
  source: ByteSource,
): Promise<Omit<OpenPair, 'close'>> {
  const [predictionName, labelName] = [baseName(job.prediction), baseName(job.label)];
  const stated = makeClassSpec(job.classes, file);
  let labelArray = arrangeLabel(storedLabel, labelName, job);
  const size = labelGeometry(labelArray, labelName);
  await pause(host, { step: 'Reading prediction', fraction: null });
  const prediction = await readArray(source, 'prediction', job.prediction.entry, labelName);
  const picture = await inSlices(host, 'Reading prediction', maskOfPicture(prediction, predictionName, stated));
  const options: ReadingOptions = {
    kind: job.kind,
    layout: job.layout,
    classCount: stated.count,
    labelSize: [size.height, size.width],
    labelSamples: size.samples,
  };
  const whole = arrangePrediction(picture.array, predictionName, options, job);
  const { samples } = layoutAxes(whole.array, whole.layout);
  const sample = chooseSample(
    { name: predictionName, samples, volume: whole.volume },
    { name: labelName, samples: size.samples },
    { sample: whole.taken ? undefined : job.sample, slice: job.slice },
  );
  if (sample !== null && size.samples > 1) {
    labelArray = sliceAt(labelArray, 0, sample);
  }
  const arranged = sample === null ? whole : takeSample(whole, sample);
  const view = await inSlices(host, 'Reading prediction', viewOf(arranged, predictionName, options));
  view.evidence.unshift(...picture.evidence);
  const survey = await inSlices(host, 'Reading label', surveyLabel(labelArray, labelName));
  const numClasses =
    view.kind === 'mask'
      ? maskClasses(
          await inSlices(host, 'Reading prediction', countValues(view.array, view)),
          classesIn(survey, stated),
          stated,
          job,
        )
      : view.numClasses;
  checkAgreement(view, survey.geometry, numClasses, stated, job);
  const context = { options: job.classes, file, numClasses, path: job.label.name };
  const read = await inSlices(host, 'Reading label', readLabel(survey, context));
  const { shape, dtype, affine } = prediction;
  const stored = { shape, dtype, affine, layout: whole.layout, samples, sample };
  const { label, spec, reading: labelReading, proposals: labelProposals } = read;
  const labelValues = { counts: new Map(survey.values ?? []), complete: survey.values !== null };
  const names = { predictionName, labelName };
  return { ...names, spec, view, label, labelReading, labelProposals, numClasses, stored, labelArray, labelValues };
}

async function using<T>(host: InspectionHost, file: FileRef, read: (source: ByteSource) => T | Promise<T>): Promise<T> {
  const source = host.open(file);
  try {
    return await read(source);
  } finally {
    source.close();
  }
}
