import type { FileRef, InspectionJob } from '../inspection/job.js';
import { findClassesFiles } from '../pairing/classesFiles.js';
import type { DatasetFiles, DatasetPair } from '../pairing/dataset.js';
import { findDatasets } from '../pairing/discover.js';
import type { FolderPatterns } from '../pairing/folders.js';
import { type ListFolder, remembered } from '../pairing/listing.js';
import { Pace } from '../pairing/pace.js';
import { pairsOf } from '../pairing/pairsOf.js';
import { folderOf, relativeTo } from '../pairing/paths.js';
import type { Unmatched } from './record.js';
import { type FileState, identityOf, type PlannedPair } from './scan.js';

/** Settings of a pair: everything of a job but its files. */
export type PairSettings = Omit<InspectionJob, 'prediction' | 'label' | 'image' | 'classesFile'>;

/** What planning needs from where it runs. */
export interface PlanHost {
  list: ListFolder;
  /** null where the file cannot be looked at. */
  state(path: string): Promise<FileState | null>;
  /** Settings that hold for a dataset. */
  settings(dataset: string): PairSettings;
  /** Path of the class list that a dataset's settings name; else the nearest to the label is taken. */
  classesFile?(dataset: string): string | null;
  configured?: readonly DatasetFiles[];
  patterns?: FolderPatterns;
  /** Version of this program: another one may read the same file differently. */
  version: string;
  signal: AbortSignal;
}

export interface Plan {
  pairs: PlannedPair[];
  /** Names of the datasets that settings describe. */
  configured: string[];
  unmatched: Unmatched[];
  /** false: there are more files than are looked at. */
  complete: boolean;
}

/** All pairs below a folder, with what is needed to evaluate each and to know whether it has changed. */
export async function planScan(root: string, host: PlanHost): Promise<Plan> {
  const list = remembered(host.list);
  const { configured, patterns, signal } = host;
  const discovery = await findDatasets(list, { root, configured, patterns, signal });
  const plan: Plan = {
    pairs: [],
    configured: (configured ?? []).map(({ name }) => name),
    unmatched: [],
    complete: discovery.complete,
  };
  const short = (path: string) => relativeTo(root, path);
  const pace = new Pace(signal);
  for (const dataset of discovery.datasets) {
    const { pairs, unmatched, complete } = await pairsOf(dataset, list, signal);
    plan.complete &&= complete;
    const classes = nearestClasses(root, dataset.name, list, host);
    for (let from = 0; from < pairs.length; from += AT_ONCE) {
      const some = pairs.slice(from, from + AT_ONCE);
      plan.pairs.push(...(await Promise.all(some.map(pair => planned(root, dataset.name, pair, classes, host)))));
      await pace.beat();
    }
    plan.unmatched.push({
      dataset: dataset.name,
      root: short(dataset.root),
      predictions: unmatched.predictions.map(short),
      labels: unmatched.labels.map(short),
      ambiguous: unmatched.ambiguous.map(({ prediction, labels }) => ({
        prediction: short(prediction),
        labels: labels.map(short),
      })),
    });
  }
  return plan;
}

/** Files of so many pairs are looked at together. */
const AT_ONCE = 32;

/** The class list of a pair; those of one folder share theirs. */
function nearestClasses(
  root: string,
  dataset: string,
  list: ListFolder,
  host: PlanHost,
): (pair: DatasetPair) => Promise<string | null> {
  const named = host.classesFile?.(dataset) ?? null;
  const found = new Map<string, Promise<string | null>>();
  return ({ label, prediction }) => {
    const folders = [folderOf(label), folderOf(prediction)];
    const key = folders.join('\n');
    let nearest = found.get(key);
    if (!nearest) {
      nearest =
        named === null
          ? findClassesFiles(folders, list, root).then(([first]) => first ?? null)
          : Promise.resolve(named);
      found.set(key, nearest);
    }
    return nearest;
  };
}

async function planned(
  root: string,
  dataset: string,
  pair: DatasetPair,
  classesOf: (pair: DatasetPair) => Promise<string | null>,
  host: Pick<PlanHost, 'state' | 'settings' | 'version'>,
): Promise<PlannedPair> {
  const { prediction, label, image, model } = pair;
  const settings = host.settings(dataset);
  const short = (path: string) => relativeTo(root, path);
  const classes = await classesOf(pair);
  const job: InspectionJob = {
    ...settings,
    prediction: { name: short(prediction), path: prediction },
    label: { name: short(label), path: label },
    ...(image ? { image: { name: short(image), path: image } } : {}),
    ...(classes ? { classesFile: { name: short(classes), path: classes } } : {}),
  };
  const names = { prediction: short(prediction), label: short(label), image: image && short(image) };
  return restated({ dataset, model, ...names, identity: '', job }, host);
}

/** The same pair with its files as they are now. */
export async function restated(
  pair: PlannedPair,
  { state, version }: Pick<PlanHost, 'state' | 'version'>,
): Promise<PlannedPair> {
  const { prediction, label, image, classesFile, ...settings } = pair.job;
  const states = await Promise.all(
    [prediction, label, image, classesFile].map(file => (file?.path ? state(file.path) : null)),
  );
  const now = (file: FileRef, k: number): FileRef => {
    const { modified: _, ...rest } = file;
    const found = states[k];
    return found ? { ...rest, modified: found.modified } : rest;
  };
  return {
    ...pair,
    identity: identityOf(states, settings, version),
    job: {
      ...settings,
      prediction: now(prediction, 0),
      label: now(label, 1),
      ...(image ? { image: now(image, 2) } : {}),
      ...(classesFile ? { classesFile: now(classesFile, 3) } : {}),
    },
  };
}
