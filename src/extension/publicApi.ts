import * as vscode from 'vscode';
import { CancelledError, InspectionError } from '../core/errors.js';
import type { Report } from '../core/inspection/report.js';
import type { ReadingOverride } from '../shared/protocol.js';
import type { InspectOptions, ScanEvent, ScanOptions, SegmentationLossApi } from './api.js';
import { displayName, exists, fileRef } from './files/workspaceFiles.js';
import { sectionIn } from './findingDocs.js';
import { makeJob } from './inspection/makeJob.js';
import type { Pair } from './inspection/pair.js';
import { completePair, type PairingHost, resolvePair } from './pairing/resolvePair.js';
import type { DatasetScans } from './scan/datasetScans.js';
import { coverage } from './scan/scope.js';
import { readSettings } from './settings/readSettings.js';
import type { Inspections } from './workerPool.js';

/** What the API is made of. */
export interface ApiParts {
  extension: vscode.Uri;
  /** As the command does, with a panel. */
  inspect(files: readonly string[]): Promise<Report | undefined>;
  pairing: PairingHost;
  workers: Pick<Inspections, 'run'>;
  scans: Pick<DatasetScans, 'scan' | 'cancel' | 'ask' | 'datasets' | 'progress' | 'onDidChange'>;
}

export function publicApi(parts: ApiParts): SegmentationLossApi & vscode.Disposable {
  const ended = new vscode.EventEmitter<ScanEvent>();
  let busy = false;
  const listening = parts.scans.onDidChange(() => {
    const { phase, failed } = parts.scans.progress;
    const wasBusy = busy;
    busy = phase === 'finding' || phase === 'evaluating' || phase === 'paused';
    if (wasBusy && !busy && phase !== 'empty') {
      const datasets = parts.scans.datasets.map(({ name, models, pairs }) => ({ name, models, pairs: pairs.length }));
      ended.fire({ complete: phase === 'done', datasets, failed });
    }
  });
  return {
    version: 1,
    inspect: (file, label, options = {}) =>
      options.show
        ? parts.inspect([file, label].filter(one => one !== undefined).map(String))
        : inspectQuietly(parts, file.toString(), label?.toString() ?? null, options),
    scan: (folder, options = {}) => scanQuietly(parts, folder?.toString(), options),
    onDidScan: ended.event,
    explain: async code => {
      const page = vscode.Uri.joinPath(parts.extension, 'docs', 'findings.md');
      return sectionIn(new TextDecoder().decode(await vscode.workspace.fs.readFile(page)), code);
    },
    dispose() {
      listening.dispose();
      ended.dispose();
    },
  };
}

async function inspectQuietly(
  { pairing, workers }: ApiParts,
  file: string,
  label: string | null,
  { show: _, kind, layout, loss, boundaryWidth, signal, ...rest }: InspectOptions,
): Promise<Report> {
  const quiet = withoutAsking(pairing);
  const found =
    label === null
      ? await resolvePair([file], quiet)
      : await completePair({ prediction: file, label, image: null }, quiet);
  const reading: ReadingOverride = { kind: kind ?? 'auto', layout: layout ?? 'auto', ...rest };
  const job = await makeJob(found as Pair, reading, { settings: readSettings, exists, file: fileRef, displayName });
  const { report } = await workers.run(
    { ...job, loss: { ...job.loss, ...loss }, boundaryWidth: boundaryWidth ?? null, layers: false },
    signal ? { signal } : {},
  );
  return report;
}

/** Nobody is there to answer: what is not clear is an error that says so. */
function withoutAsking(host: PairingHost): PairingHost {
  const unclear: PairingHost['ask'] = async (role, start, candidates) => {
    const known = host.recall(role, start, candidates);
    if (known !== undefined) {
      return known;
    }
    throw new InspectionError(
      role === 'label' ? 'label-ambiguous' : 'prediction-ambiguous',
      `Several files fit ${host.displayName(start)}: ${candidates.map(host.displayName).join(', ')}.`,
      'Name both the prediction and the label.',
    );
  };
  return { ...host, ask: unclear, askOnce: (role, candidates) => unclear(role, candidates[0] as string, candidates) };
}

async function scanQuietly(
  { scans }: ApiParts,
  folder: string | undefined,
  { baseline, signal }: ScanOptions,
): ReturnType<SegmentationLossApi['scan']> {
  if (folder !== undefined && !vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(folder))) {
    throw new InspectionError(
      'folder-not-in-workspace',
      `${displayName(folder)} is not in a folder that is open.`,
      'Open the folder, or add it to the workspace.',
    );
  }
  const scope = folder === undefined ? undefined : { folders: [folder] };
  const cancel = () => scans.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    if (!signal?.aborted) {
      await scans.scan(scope);
    }
    if (signal?.aborted || scans.progress.phase === 'cancelled') {
      throw new CancelledError();
    }
    const covers = coverage(scope);
    const ids = scans.datasets
      .filter(({ pairs }) => pairs.some(({ prediction, label }) => covers([prediction, label])))
      .map(({ id }) => id);
    return await scans.ask('report', ids, signal, baseline === undefined ? {} : { baselines: [baseline] });
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
