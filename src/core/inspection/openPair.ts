import { sliceAt } from '../formats/axes.js';
import type { ByteSource } from '../formats/byteSource.js';
import type { NdArray } from '../formats/ndarray.js';
import { readArray } from '../formats/registry.js';
import { readClassesFile } from '../labels/classesFile.js';
import { type ClassSpec, makeClassSpec } from '../labels/classSpec.js';
import { refuseColour } from '../labels/colour.js';
import { type LabelMap, labelGeometry, makeLabelMap } from '../labels/labelMap.js';
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
  label: LabelMap;
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
  const classesFile = classes && (await using(host, classes, readClassesFile));
  const spec = makeClassSpec(job.classes, classesFile, classes?.name);
  await pause(host, { step: 'Reading label', fraction: null });
  const labelArray = await using(host, job.label, source =>
    readArray(source, 'label', job.label.entry, baseName(job.prediction)),
  );
  const source = host.open(job.prediction);
  try {
    return { ...(await readPair(job, host, spec, labelArray, source)), close: () => source.close() };
  } catch (error) {
    source.close();
    throw error;
  }
}

async function readPair(
  job: InspectionJob,
  host: InspectionHost,
  spec: ClassSpec,
  storedLabel: NdArray,
  source: ByteSource,
): Promise<Omit<OpenPair, 'close'>> {
  const [predictionName, labelName] = [baseName(job.prediction), baseName(job.label)];
  let labelArray = arrangeLabel(storedLabel, labelName, job);
  const size = labelGeometry(labelArray, labelName);
  await pause(host, { step: 'Reading prediction', fraction: null });
  const prediction = await readArray(source, 'prediction', job.prediction.entry, labelName);
  refuseColour(prediction, predictionName);
  const options: ReadingOptions = {
    kind: job.kind,
    layout: job.layout,
    classCount: spec.count,
    labelSize: [size.height, size.width],
    labelSamples: size.samples,
  };
  const whole = arrangePrediction(prediction, predictionName, options, job);
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
  const geometry = labelGeometry(labelArray, labelName);
  const axes = layoutAxes(labelArray, 'HW');
  const labelValues = await inSlices(host, 'Reading label', countValues(labelArray, axes));
  const numClasses =
    view.kind === 'mask'
      ? maskClasses(await inSlices(host, 'Reading prediction', countValues(view.array, view)), labelValues, spec, job)
      : view.numClasses;
  checkAgreement(view, geometry, numClasses, spec, job);
  const { ignoreIndex, reduceZeroLabel } = spec;
  const label = makeLabelMap(labelArray, labelName, { numClasses, ignoreIndex, reduceZeroLabel });
  const { shape, dtype, affine } = prediction;
  const stored = { shape, dtype, affine, layout: whole.layout, samples, sample };
  return { predictionName, labelName, spec, view, label, numClasses, stored, labelArray, labelValues };
}

async function using<T>(host: InspectionHost, file: FileRef, read: (source: ByteSource) => T | Promise<T>): Promise<T> {
  const source = host.open(file);
  try {
    return await read(source);
  } finally {
    source.close();
  }
}
