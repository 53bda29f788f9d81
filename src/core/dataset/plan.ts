import type { FileRef, InspectionJob } from '../inspection/job.js';
import { findClassesFiles } from '../pairing/classesFiles.js';
import type { DatasetFiles, DatasetPair } from '../pairing/dataset.js';
import { findDatasets } from '../pairing/discover.js';
import type { FolderPatterns } from '../pairing/folders.js';
import { type ListFolder, remembered } from '../pairing/listing.js';
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
  unmatched: Unmatched[];
  /** false: there are more files than are looked at. */
  complete: boolean;
}

/** All pairs below a folder, with what is needed to evaluate each and to know whether it has changed. */
export async function planScan(root: string, host: PlanHost): Promise<Plan> {
  const list = remembered(host.list);
  const { configured, patterns, signal } = host;
  const discovery = await findDatasets(list, { root, configured, patterns, signal });
  const plan: Plan = { pairs: [], unmatched: [], complete: discovery.complete };
  const short = (path: string) => relativeTo(root, path);
  for (const dataset of discovery.datasets) {
    const { pairs, unmatched, complete } = await pairsOf(dataset, list, signal);
    plan.complete &&= complete;
    for (const pair of pairs) {
      plan.pairs.push(await planned(root, dataset.name, pair, list, host));
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

async function planned(
  root: string,
  dataset: string,
  { prediction, label, image, model }: DatasetPair,
  list: ListFolder,
  host: PlanHost,
): Promise<PlannedPair> {
  const classes =
    host.classesFile?.(dataset) ?? (await findClassesFiles([folderOf(label), folderOf(prediction)], list, root))[0];
  const states = await Promise.all([prediction, label, image, classes ?? null].map(path => path && host.state(path)));
  const settings = host.settings(dataset);
  const short = (path: string) => relativeTo(root, path);
  const file = (path: string, state: FileState | null | '' | undefined): FileRef => ({
    name: short(path),
    path,
    ...(state ? { modified: state.modified } : {}),
  });
  return {
    dataset,
    model,
    prediction: short(prediction),
    label: short(label),
    image: image && short(image),
    identity: identityOf(
      states.map(state => state || null),
      settings,
      host.version,
    ),
    job: {
      ...settings,
      prediction: file(prediction, states[0]),
      label: file(label, states[1]),
      ...(image ? { image: file(image, states[2]) } : {}),
      ...(classes ? { classesFile: file(classes, states[3]) } : {}),
    },
  };
}
