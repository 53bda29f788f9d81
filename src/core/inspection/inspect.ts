import { CancelledError, type Problem, toProblem } from '../errors.js';
import { findingsOf } from '../findings/registry.js';
import type { ByteSource } from '../formats/byteSource.js';
import { elementReader, type NdArray } from '../formats/ndarray.js';
import { readArray } from '../formats/registry.js';
import { loadKernels } from '../kernels/registry.js';
import { readClassesFile } from '../labels/classesFile.js';
import { backgroundClass, type ClassSpec, makeClassSpec } from '../labels/classSpec.js';
import { type LabelMap, labelGeometry, makeLabelMap } from '../labels/labelMap.js';
import { pixelContributions } from '../ledger/contributions.js';
import { type Ledger, makeLedger } from '../ledger/ledger.js';
import { fusedStatistics } from '../statistics/fused.js';
import { maskStatistics } from '../statistics/mask.js';
import type { Statistics } from '../statistics/types.js';
import { classRows, confusionRows, type Evaluated, evaluateLosses, totalsOf } from './buildReport.js';
import { checkAgreement, checkBoundaryWidth, checkLossSettings } from './checks.js';
import { baseName, type FileRef, type InspectionJob, type InspectionResult, type Progress } from './job.js';
import { makeLayers } from './makeLayers.js';
import { type PredictionView, readPrediction } from './reading.js';
import type { Report } from './report.js';

/** A decoded background picture and its stored size [height, width]. */
export interface Decoded {
  picture: InspectionResult['picture'];
  size: [number, number] | null;
}

/** What an inspection needs from where it runs (worker or command line). */
export interface InspectionHost {
  open(file: FileRef): ByteSource;
  /** Bytes of kernels.wasm, the pass over the logits; null: TypeScript instead. */
  kernels: Uint8Array | null;
  /** Decodes the background picture; absent where none is wanted. */
  decodePicture?(file: FileRef): Promise<Decoded>;
  progress(progress: Progress): void;
  signal: AbortSignal;
}

/** An inspection's result with what only the same process can use: the full statistics. */
export interface Inspection extends InspectionResult {
  stats: Statistics;
  label: LabelMap;
}

/**
 * One inspection from files to numbers: read, agree on classes and sizes, statistics, losses, findings, layers.
 * Throws InspectionError for input that cannot give the number the user asked for, CancelledError on `signal`.
 */
export async function inspect(job: InspectionJob, host: InspectionHost): Promise<Inspection> {
  checkLossSettings(job.loss);
  checkBoundaryWidth(job.boundaryWidth);
  const classesFile = job.classesFile && using(host, job.classesFile, readClassesFile);
  const spec = makeClassSpec(job.classes, classesFile, job.classesFile?.name);
  await pause(host, { step: 'Reading label', fraction: null });
  const label = using(host, job.label, readArray);
  // Large predictions are read block by block, so their file stays open until the pass is done.
  const source = host.open(job.prediction);
  try {
    return await inspectOpened(job, host, spec, label, source);
  } finally {
    source.close();
  }
}

async function inspectOpened(
  job: InspectionJob,
  host: InspectionHost,
  spec: ClassSpec,
  labelArray: NdArray,
  source: ByteSource,
): Promise<Inspection> {
  const [predictionName, labelName] = [baseName(job.prediction), baseName(job.label)];
  const size = labelGeometry(labelArray, labelName);
  await pause(host, { step: 'Reading prediction', fraction: null });
  const predictionArray = readArray(source);
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
  const { stats, outOfRange } = await statisticsOf(view, label, numClasses, job, host);
  const picture = await pictureOf(job, host);
  const evaluated = evaluateLosses(stats, job.loss);
  const backgroundId = backgroundClass(spec, numClasses);
  const findings = findingsOf({
    predictionName,
    labelName,
    spec,
    view,
    label,
    stats,
    maskOutOfRange: outOfRange,
    diceScores: evaluated.scores.dice ?? null,
    image: { name: job.image ? baseName(job.image) : '', size: picture.size, problem: picture.problem },
  });
  const report: Report = {
    prediction: job.prediction.name,
    label: job.label.name,
    settings: settingsReport(job, spec, view, label, numClasses),
    pixels: { all: stats.pixels, valid: stats.valid, ignored: stats.pixels - stats.valid },
    totals: totalsOf(stats, evaluated),
    classes: classRows(stats, evaluated, spec, job.loss),
    confusion: confusionRows(stats),
    ledger: await ledgerOf(view, label, stats, evaluated, job, host, backgroundId),
    findings,
  };
  return {
    report,
    layers: job.layers ? makeLayers(label, stats, 0) : [],
    picture: picture.picture,
    background: backgroundId,
    stats,
    label,
  };
}

function using<T>(host: InspectionHost, file: FileRef, read: (source: ByteSource) => T): T {
  const source = host.open(file);
  try {
    return read(source);
  } finally {
    source.close();
  }
}

/** The background picture; one that cannot be read is a finding, since no number needs it. */
async function pictureOf(job: InspectionJob, host: InspectionHost): Promise<Decoded & { problem: Problem | null }> {
  if (!job.image || !host.decodePicture) {
    return { picture: null, size: null, problem: null };
  }
  try {
    return { ...(await host.decodePicture(job.image)), problem: null };
  } catch (error) {
    return { picture: null, size: null, problem: toProblem(error) };
  }
}

/** Reports progress, lets messages in, and stops when cancelled. */
async function pause(host: InspectionHost, progress: Progress): Promise<void> {
  host.progress(progress);
  await new Promise(resolve => setTimeout(resolve, 0));
  if (host.signal.aborted) {
    throw new CancelledError();
  }
}

async function statisticsOf(
  view: PredictionView,
  label: LabelMap,
  numClasses: number,
  job: InspectionJob,
  host: InspectionHost,
): Promise<{ stats: Statistics; outOfRange: Map<number, number> }> {
  if (view.kind === 'mask') {
    return maskStatistics(view, label, numClasses);
  }
  loadKernels(host.kernels);
  const stats = await fusedStatistics(
    view,
    label,
    job.loss,
    (done, of) => pause(host, { step: 'Evaluating losses', fraction: done / of }),
    job.perPixel || job.layers || job.boundaryWidth !== null,
  );
  return { stats, outOfRange: new Map() };
}

async function ledgerOf(
  view: PredictionView,
  label: LabelMap,
  stats: Statistics,
  { values, total }: Evaluated,
  { loss, boundaryWidth }: InspectionJob,
  host: InspectionHost,
  background: number,
): Promise<Ledger | null> {
  if (boundaryWidth === null) {
    return null;
  }
  const parts = { base: values[loss.base], dice: values.dice, total };
  const contributions = await pixelContributions(view, label, stats, loss, parts, (done, of) =>
    pause(host, { step: 'Taking the total apart', fraction: done / of }),
  );
  return contributions && makeLedger(contributions, label, stats.argmax, stats.numClasses, background, boundaryWidth);
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

function settingsReport(
  job: InspectionJob,
  spec: ClassSpec,
  view: PredictionView,
  label: LabelMap,
  numClasses: number,
): Report['settings'] {
  return {
    dialect: 'origin',
    ...job.loss,
    ignoreIndex: spec.ignoreIndex,
    ignoreName: spec.ignoreName,
    reduceZeroLabel: spec.reduceZeroLabel,
    classesFrom: spec.source,
    reading: {
      kind: view.kind,
      layout: view.layout,
      dtype: view.array.dtype,
      shape: [...view.array.shape],
      numClasses,
      samples: label.samples,
      predictionSize: [view.height, view.width],
      labelSize: [label.height, label.width],
      resized: view.height !== label.height || view.width !== label.width,
      evidence: view.evidence,
    },
  };
}
