import { Analysed } from '../../src/core/analysis/analysed.js';
import type { Asking } from '../../src/core/analysis/asking.js';
import type { AnswerOf, ParamsOf, QuestionName } from '../../src/core/analysis/questions.js';
import { answer } from '../../src/core/analysis/registry.js';
import type { InspectionHost } from '../../src/core/inspection/host.js';
import { inspectPair } from '../../src/core/inspection/inspect.js';
import { DEFAULT_LOSS, type FileRef, type InspectionJob } from '../../src/core/inspection/job.js';
import { openPair } from '../../src/core/inspection/openPair.js';
import { readKernels } from '../../src/node/kernels.js';
import { openFile } from '../../src/node/openFile.js';
import { pack, unpack } from '../../src/shared/packing.js';
import { PARAMS } from '../../src/shared/questionShapes.js';
import { assertFindingsInChinese, assertInChinese, saidInChinese } from './inChinese.js';
import { KERNEL_FOLDER } from './shared.js';

const host: InspectionHost = {
  open: openFile,
  kernels: readKernels(KERNEL_FOLDER),
  progress: () => {},
  signal: new AbortController().signal,
};

/** A job as the extension makes it. */
export function jobOf(prediction: FileRef, label: FileRef, options: Partial<InspectionJob> = {}): InspectionJob {
  return {
    prediction,
    label,
    classes: {},
    loss: DEFAULT_LOSS,
    kind: 'auto',
    layout: 'auto',
    perPixel: false,
    boundaryWidth: null,
    layers: true,
    ...options,
  };
}

export async function analyse(job: InspectionJob): Promise<Analysed> {
  const pair = await openPair(job, host);
  return new Analysed(job, pair, await saidInChinese(inspectPair(pair, job, host)));
}

/** An inspected pair held in memory, open for questions. */
export function analyseBytes(
  prediction: Uint8Array,
  label: Uint8Array,
  options: Partial<InspectionJob> = {},
): Promise<Analysed> {
  return analyse(
    jobOf({ name: 'predictions/a.npy', bytes: prediction }, { name: 'labels/a.npy', bytes: label }, options),
  );
}

/** Asks as the panel does: parameters are checked, and the answer travels through its packed form. */
export async function ask<N extends QuestionName>(
  pair: Analysed,
  question: N,
  params: ParamsOf<N>,
  { other, partial, checkpoint }: Partial<Asking<AnswerOf<N>>> = {},
): Promise<AnswerOf<N>> {
  if (!PARAMS[question](params)) {
    throw new TypeError(`Not the parameters of ${question}: ${JSON.stringify(params)}`);
  }
  const found = await answer(pair, question, params, {
    checkpoint: checkpoint ?? (async () => {}),
    partial: partial ?? (() => {}),
    other: other ?? (() => Promise.reject(new Error('no other'))),
  });
  if (question === 'deepFindings') {
    assertFindingsInChinese((found as AnswerOf<'deepFindings'>).findings);
  } else if (question === 'whatIf') {
    assertInChinese(...(found as AnswerOf<'whatIf'>).says.map(({ text }) => text));
  }
  const { json, buffers } = pack(found);
  return unpack({ json: JSON.parse(JSON.stringify(json)), buffers }) as AnswerOf<N>;
}
