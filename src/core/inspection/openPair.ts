import type { ByteSource } from '../formats/byteSource.js';
import { elementReader, type NdArray } from '../formats/ndarray.js';
import { readArray } from '../formats/registry.js';
import { readClassesFile } from '../labels/classesFile.js';
import { type ClassSpec, makeClassSpec } from '../labels/classSpec.js';
import { type LabelMap, labelGeometry, makeLabelMap } from '../labels/labelMap.js';
import { checkAgreement, checkBoundaryWidth, checkLossSettings } from './checks.js';
import { type InspectionHost, pause } from './host.js';
import { baseName, type FileRef, type InspectionJob } from './job.js';
import { type PredictionView, readPrediction } from './reading.js';

/** A pair that has been read and agrees; large predictions stay in their file, so it must be closed. */
export interface OpenPair {
  predictionName: string;
  labelName: string;
  spec: ClassSpec;
  view: PredictionView;
  label: LabelMap;
  numClasses: number;
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
  const labelArray = await using(host, job.label, source => readArray(source, 'label', job.label.entry));
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
  labelArray: NdArray,
  source: ByteSource,
): Promise<Omit<OpenPair, 'close'>> {
  const [predictionName, labelName] = [baseName(job.prediction), baseName(job.label)];
  const size = labelGeometry(labelArray, labelName);
  await pause(host, { step: 'Reading prediction', fraction: null });
  const predictionArray = await readArray(source, 'prediction', job.prediction.entry);
  const view = readPrediction(predictionArray, predictionName, {
    kind: job.kind,
    layout: job.layout,
    classCount: spec.count,
    labelSize: [size.height, size.width],
  });
  const numClasses = countClasses(view, labelArray, spec);
  checkAgreement(view, size, numClasses, spec, job);
  const { ignoreIndex, reduceZeroLabel } = spec;
  const label = makeLabelMap(labelArray, labelName, { numClasses, ignoreIndex, reduceZeroLabel });
  return { predictionName, labelName, spec, view, label, numClasses };
}

async function using<T>(host: InspectionHost, file: FileRef, read: (source: ByteSource) => T | Promise<T>): Promise<T> {
  const source = host.open(file);
  try {
    return await read(source);
  } finally {
    source.close();
  }
}

/** Channels of the prediction; for a mask the class list, or one more than the largest id met. */
function countClasses(view: PredictionView, label: NdArray, spec: ClassSpec): number {
  if (view.kind !== 'mask') {
    return view.numClasses;
  }
  if (spec.count !== null) {
    return spec.count;
  }
  let largest = 0;
  for (const array of [view.array, label]) {
    const read = elementReader(array);
    for (let k = 0; k < array.data.length; k++) {
      const id = read(k);
      // Without a class list 255 is "ignore" in a mask as well.
      if (id !== spec.ignoreIndex && id > largest) {
        largest = id;
      }
    }
  }
  return Math.floor(largest) + 1;
}
