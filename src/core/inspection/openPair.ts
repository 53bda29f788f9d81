import type { ByteSource } from '../formats/byteSource.js';
import { elementReader, type NdArray } from '../formats/ndarray.js';
import { readArray } from '../formats/registry.js';
import { readClassList } from '../labels/classLists/registry.js';
import { type ClassSpec, makeClassSpec, type NamedClassList } from '../labels/classSpec.js';
import type { LabelProposal } from '../labels/inference/types.js';
import type { StoredLabel } from '../labels/labelMap.js';
import { classesIn, maskOfPicture } from '../labels/maskPicture.js';
import { type LabelReadingReport, readLabel } from '../labels/readLabel.js';
import { type LabelSurvey, surveyLabel } from '../labels/survey.js';
import { checkAgreement, checkBoundaryWidth, checkLossSettings } from './checks.js';
import { type InspectionHost, inSlices, pause } from './host.js';
import { baseName, type FileRef, type InspectionJob } from './job.js';
import { layoutAxes } from './layout.js';
import { withClasses } from './maskClasses.js';
import { matchSamples } from './matchSamples.js';
import { type PredictionView, viewOf } from './reading.js';
import type { Layout } from './report.js';
import { gridPixel } from './sampleGrid.js';

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
  /** The label as the file has it: its stored values, in all and at the points of the prediction's grid. */
  storedLabel: Pick<NdArray, 'affine'> & { values: LabelSurvey['values']; onGrid: Float64Array | null };
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
  // A large label is read where it lies: its file stays open until all of it has been.
  return using(host, job.label, async labelSource => {
    const labelArray = await readArray(labelSource, 'label', job.label.entry, baseName(job.prediction));
    const source = host.open(job.prediction);
    try {
      return { ...(await readPair(job, host, file, labelArray, source)), close: () => source.close() };
    } catch (error) {
      source.close();
      throw error;
    }
  });
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
  await pause(host, { step: 'Reading prediction', fraction: null });
  const stored = await readArray(source, 'prediction', job.prediction.entry, labelName);
  const picture = await inSlices(host, 'Reading prediction', maskOfPicture(stored, predictionName, stated));
  const {
    prediction,
    label: labelArray,
    options,
    ...whole
  } = matchSamples(
    { array: picture.array, name: predictionName },
    { array: storedLabel, name: labelName },
    stated.count,
    job,
  );
  const read = await inSlices(host, 'Reading prediction', viewOf(prediction, predictionName, options));
  read.evidence.unshift(...picture.evidence);
  read.resizeProbabilities = job.resizeProbabilities === true && read.kind === 'probabilities';
  const survey = await inSlices(host, 'Reading label', surveyLabel(labelArray, labelName));
  const labelClasses = classesIn(survey, stated);
  const { view, numClasses } = await inSlices(host, 'Reading prediction', withClasses(read, labelClasses, stated, job));
  checkAgreement(view, survey.geometry, numClasses, stated, job);
  const context = { options: job.classes, file, numClasses, path: job.label.name };
  const { label, spec, reading, proposals } = await inSlices(host, 'Reading label', readLabel(survey, context));
  const { shape, dtype, affine } = stored;
  return {
    predictionName,
    labelName,
    spec,
    view,
    label,
    labelReading: reading,
    labelProposals: proposals,
    numClasses,
    stored: { shape, dtype, affine, ...whole },
    storedLabel: { affine: storedLabel.affine, values: survey.values, onGrid: valuesOnGrid(survey, view) },
  };
}

/** Stored values at the points where the prediction was looked at; null for colours, and where there is no grid. */
function valuesOnGrid({ array, values, geometry }: LabelSurvey, { grid }: PredictionView): Float64Array | null {
  if (!values || array.colour || !grid) {
    return null;
  }
  const { strides } = layoutAxes(array, 'HW');
  const read = elementReader(array);
  return Float64Array.from({ length: grid.points }, (_, k) => {
    const { n, y, x } = gridPixel(k, grid.side, grid.samples, geometry);
    return read(n * strides.sample + y * strides.row + x * strides.column);
  });
}

async function using<T>(host: InspectionHost, file: FileRef, read: (source: ByteSource) => T | Promise<T>): Promise<T> {
  const source = host.open(file);
  try {
    return await read(source);
  } finally {
    source.close();
  }
}
