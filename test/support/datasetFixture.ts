import { evaluatePair } from '../../src/core/dataset/evaluatePair.js';
import type { PairRecord } from '../../src/core/dataset/record.js';
import type { InspectionHost } from '../../src/core/inspection/host.js';
import { DEFAULT_LOSS, type InspectionJob } from '../../src/core/inspection/job.js';
import { readKernels } from '../../src/node/kernels.js';
import { openFile } from '../../src/node/openFile.js';
import { KERNEL_FOLDER } from './shared.js';

const SETTINGS = {
  classes: {},
  loss: DEFAULT_LOSS,
  kind: 'auto',
  layout: 'auto',
  perPixel: false,
  boundaryWidth: null,
  layers: false,
} as const;

/** A job on a pair held in memory. */
export function jobOf(
  name: string,
  prediction: Uint8Array,
  label: Uint8Array,
  options: Partial<InspectionJob> = {},
): InspectionJob {
  return {
    ...SETTINGS,
    prediction: { name: `predictions/${name}.npy`, bytes: prediction },
    label: { name: `labels/${name}.npy`, bytes: label },
    ...options,
  };
}

export function hostOf(): InspectionHost {
  return {
    open: openFile,
    kernels: readKernels(KERNEL_FOLDER),
    progress: () => {},
    signal: new AbortController().signal,
  };
}

/** The record of a pair held in memory, as a scan makes it. */
export async function recordOf(
  name: string,
  prediction: Uint8Array,
  label: Uint8Array,
  options: Partial<InspectionJob> = {},
): Promise<PairRecord> {
  const job = jobOf(name, prediction, label, options);
  const outcome = await evaluatePair(job, hostOf());
  return {
    version: 1,
    dataset: 'd',
    model: '',
    prediction: job.prediction.name,
    label: job.label.name,
    image: null,
    identity: name,
    outcome,
  };
}
