import * as vscode from 'vscode';
import { type PairSettings, planScan, restated } from '../../core/dataset/plan.js';
import type { FileState } from '../../core/dataset/scan.js';
import type { FileRef, InspectionJob } from '../../core/inspection/job.js';
import type { ListFolder } from '../../core/pairing/listing.js';
import type { Settings } from '../../core/settings/settings.js';
import { fileState, readFolder } from '../../node/folders.js';
import { listing, localOrBytes } from '../files/workspaceFiles.js';
import type { AnswerMemory } from '../pairing/answerMemory.js';
import { datasetSettings, readFolders } from '../settings/readSettings.js';
import type { Log } from '../util/log.js';
import type { Inspections } from '../workerPool.js';
import type { ScansHost } from './datasetScans.js';
import { evaluateAnswered } from './evaluateAnswered.js';
import type { OutcomeCache } from './outcomeCache.js';
import type { ScanFolder } from './scanState.js';
import type { SkippedFolder } from './types.js';

export interface ScansHostOptions {
  workers: Inspections;
  /** What the user has answered about files that hold more than one thing. */
  answers: Pick<AnswerMemory, 'recall'>;
  cache: OutcomeCache;
  log: Log;
  /** Of the extension: another one may read the same file differently. */
  version: string;
}

/** Scans in this window: its folders, file systems, settings and workers. */
export function scansHost({ workers, answers, cache, log, version }: ScansHostOptions): ScansHost {
  return {
    folders: workspaceFolders,
    plan(folder, skipped, signal) {
      const start = vscode.Uri.parse(folder.uri);
      const settings = datasetSettings(start);
      const named = (name: string) => settings.datasets.find(({ files }) => files.name === name);
      const memory = new Map<string, PairSettings>();
      return planScan(folder.path, {
        list: sayingSo(start, skipped),
        state: path => stateOf(start, path),
        settings: name => known(memory, name, () => pairSettings(settings.of(named(name)))),
        classesFile: name => named(name)?.classesFile ?? null,
        configured: settings.datasets.map(({ files }) => files),
        patterns: readFolders(start),
        version,
        signal,
      });
    },
    restate: (pair, file) => {
      const start = vscode.Uri.parse(file);
      return restated(pair, { state: path => stateOf(start, path), version });
    },
    async evaluate(job, file, signal) {
      const start = vscode.Uri.parse(file);
      const pair = {
        prediction: start.with({ path: job.prediction.path ?? '' }).toString(),
        label: start.with({ path: job.label.path ?? '' }).toString(),
        image: null,
        classesFile: null,
      };
      return evaluateAnswered(
        await jobForWorker(job, file),
        one => workers.digest(one, signal),
        choice => answers.recall(choice, pair),
      );
    },
    ask: (question, records, signal) => workers.askDataset(question, records, signal),
    free: () => workers.free(),
    concurrency: workers.size,
    cache,
    log,
    wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
    now: () => Date.now(),
  };
}

function workspaceFolders(): ScanFolder[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.map(({ uri, name }) => ({
    uri: uri.toString(),
    path: uri.path,
    prefix: folders.length > 1 ? `${name}/` : '',
    withPath: path => uri.with({ path }).toString(),
  }));
}

function pairSettings({ classes, loss, kind, layout }: Settings): PairSettings {
  return { classes, loss, kind, layout, perPixel: false, boundaryWidth: null, layers: false };
}

/** Lists folders, and says which of them could not be. */
function sayingSo(start: vscode.Uri, skipped: (folder: SkippedFolder) => void): ListFolder {
  const list = isLocal(start) ? (path: string) => readFolder(start.with({ path }).fsPath) : listing(start);
  return async path => {
    try {
      return await list(path);
    } catch (error) {
      // Folders are also asked for on the chance that they are there.
      const { code } = error as { code?: unknown };
      if (!/^(FileNotFound|FileNotADirectory|ENOENT|ENOTDIR)/.test(String(code))) {
        const reason = error instanceof Error ? error.message : String(error);
        skipped({ folder: start.with({ path }).toString(), code: 'folder-not-readable', reason });
      }
      return [];
    }
  };
}

/**
 * Local files are looked at without asking the editor, which would send each question to its window and back: a scan
 * has several for every pair.
 */
function isLocal({ scheme }: vscode.Uri): boolean {
  return scheme === 'file';
}

/** null: the file is not there, or may not be looked at. */
async function stateOf(start: vscode.Uri, path: string): Promise<FileState | null> {
  if (isLocal(start)) {
    const found = await fileState(start.with({ path }).fsPath);
    return found && { ...found, path };
  }
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(start.with({ path }));
    return { path, size, modified: mtime };
  } catch {
    return null;
  }
}

/**
 * A planned job with files that the worker can open.
 *
 * @param file a URI of the same file system
 */
export async function jobForWorker(job: InspectionJob, file: string): Promise<InspectionJob> {
  const start = vscode.Uri.parse(file);
  const [prediction, label, image, classesFile] = await Promise.all(
    [job.prediction, job.label, job.image, job.classesFile].map(one => one && handedOver(start, one)),
  );
  return {
    ...job,
    prediction: prediction as FileRef,
    label: label as FileRef,
    ...(image && { image }),
    ...(classesFile && { classesFile }),
  };
}

/** Plans name files by the paths of their URIs; the worker gets what it can open. */
function handedOver(start: vscode.Uri, { name, path, modified, entry }: FileRef): Promise<FileRef> {
  return localOrBytes(start.with({ path: path ?? '' }), {
    name,
    ...(modified && { modified }),
    ...(entry && { entry }),
  });
}

function known<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const found = memory.get(key) ?? make();
  memory.set(key, found);
  return found;
}
