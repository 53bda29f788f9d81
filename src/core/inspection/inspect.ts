import { type Problem, toProblem } from '../errors.js';
import { classGrid } from '../findings/gridAgreement.js';
import { findingsOf } from '../findings/registry.js';
import { loadKernels } from '../kernels/registry.js';
import { backgroundClass } from '../labels/classSpec.js';
import type { LabelMap } from '../labels/labelMap.js';
import { pixelContributions } from '../ledger/contributions.js';
import { type Ledger, makeLedger } from '../ledger/ledger.js';
import { fusedStatistics } from '../statistics/fused.js';
import { maskStatistics } from '../statistics/mask.js';
import type { Statistics } from '../statistics/types.js';
import { classRows, confusionRows, type Evaluated, evaluateLosses, totalsOf } from './buildReport.js';
import { type Decoded, type InspectionHost, pause } from './host.js';
import { baseName, type InspectionJob, type InspectionResult } from './job.js';
import { layerInfos } from './layerInfos.js';
import { type OpenPair, openPair } from './openPair.js';
import type { PredictionView } from './reading.js';
import type { Report } from './report.js';

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
  const pair = await openPair(job, host);
  try {
    return await inspectPair(pair, job, host);
  } finally {
    pair.close();
  }
}

/** The inspection of a pair that is open, and stays open for more questions. */
export async function inspectPair(pair: OpenPair, job: InspectionJob, host: InspectionHost): Promise<Inspection> {
  const { view, label, spec, numClasses, predictionName, labelName } = pair;
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
    grid: classGrid(view, label, numClasses),
    values: pair.storedLabel.values,
    valuesOnGrid: pair.storedLabel.onGrid,
    proposals: pair.labelProposals,
    crossEntropy: evaluated.values.crossEntropy ?? null,
    affines: { prediction: pair.stored.affine, label: pair.storedLabel.affine },
    modified: { prediction: job.prediction.modified, label: job.label.modified },
    image: { name: job.image ? baseName(job.image) : '', size: picture.size, problem: picture.problem },
  });
  const report: Report = {
    prediction: job.prediction.name,
    label: job.label.name,
    settings: settingsReport(job, pair),
    pixels: { all: stats.pixels, valid: stats.valid, ignored: stats.pixels - stats.valid },
    totals: totalsOf(stats, evaluated),
    classes: classRows(stats, evaluated, spec, job.loss),
    confusion: confusionRows(stats),
    ledger: await ledgerOf(view, label, stats, evaluated, job, host, backgroundId),
    findings,
    labelProposals: pair.labelProposals,
  };
  return {
    report,
    layers: job.layers
      ? await layerInfos(label, stats, job.loss, () => pause(host, { step: 'Preparing layers', fraction: null }))
      : [],
    picture: picture.picture,
    background: backgroundId,
    stats,
    label,
  };
}

/** Scans of whole volumes: paired with their label, but no pictures to draw on. */
const SCAN = /\.nii(\.gz)?$/i;

/** The background picture; one that cannot be read is a finding, since no number needs it. */
async function pictureOf(job: InspectionJob, host: InspectionHost): Promise<Decoded & { problem: Problem | null }> {
  if (!job.image || SCAN.test(job.image.name) || !host.decodePicture) {
    return { picture: null, size: null, problem: null };
  }
  try {
    return { ...(await host.decodePicture(job.image)), problem: null };
  } catch (error) {
    return { picture: null, size: null, problem: toProblem(error) };
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
    {
      maps: job.perPixel,
      argmax: job.argmax || job.perPixel || job.layers || job.boundaryWidth !== null,
      logProbability: job.layers || job.boundaryWidth !== null,
    },
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

function settingsReport(job: InspectionJob, pair: OpenPair): Report['settings'] {
  const { spec, view, label, labelReading, numClasses, stored } = pair;
  return {
    dialect: 'origin',
    ...job.loss,
    ignoreIndex: spec.ignoreValues.length === 1 ? spec.ignoreIndex : null,
    ignoreName: spec.ignoreName,
    reduceZeroLabel: spec.reduceZeroLabel,
    classesFrom: spec.source,
    reading: {
      kind: view.kind,
      layout: stored.layout,
      dtype: stored.dtype,
      shape: [...stored.shape],
      numClasses,
      samples: label.samples,
      samplesInFile: stored.samples,
      sample: stored.sample,
      volume: view.volume ?? false,
      predictionSize: [view.height, view.width],
      labelSize: [label.height, label.width],
      resized: view.height !== label.height || view.width !== label.width,
      evidence: view.evidence,
    },
    labelReading,
  };
}
