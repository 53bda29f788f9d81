import type { DigestedOutcome } from '../../core/dataset/digest.js';
import type { Plan } from '../../core/dataset/plan.js';
import type { Unmatched } from '../../core/dataset/record.js';
import type { PlannedPair } from '../../core/dataset/scan.js';
import { joinPath } from '../../core/pairing/paths.js';
import type { ScannedDataset, ScannedPair, ScansProgress, UnmatchedFiles } from './types.js';

/** Before the first scan. */
export const IDLE: ScansProgress = {
  phase: 'empty',
  done: 0,
  of: 0,
  recalled: 0,
  failed: 0,
  rate: null,
  secondsLeft: null,
};

/** A workspace folder as scans name it. */
export interface ScanFolder {
  uri: string;
  path: string;
  /** Goes before the names of its datasets; '' for the only folder. */
  prefix: string;
  /** The URI of a path of the same file system. */
  withPath(path: string): string;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type DatasetState = Writable<Omit<ScannedDataset, 'pairs' | 'models'>> & { pairs: Map<string, ScannedPair> };

/** The datasets of all workspace folders and their pairs: what plans and outcomes make of them. */
export class ScanState {
  private readonly datasets = new Map<string, DatasetState>();
  private readonly owners = new Map<string, DatasetState>();
  private readonly views = new Map<string, ScannedDataset>();

  /** What to show; the same object as long as nothing of a dataset has changed. */
  get list(): ScannedDataset[] {
    return [...this.datasets.values()].map(dataset => this.view(dataset));
  }

  pair(key: string): ScannedPair | undefined {
    return this.owners.get(key)?.pairs.get(key);
  }

  get pairs(): ScannedPair[] {
    return [...this.datasets.values()].flatMap(dataset => [...dataset.pairs.values()]);
  }

  /**
   * Takes over what a plan has found in a folder: new pairs come, vanished ones go, and those that have changed lose
   * their freshness but keep their outcome until there is a new one.
   *
   * @param wanted pairs that are taken over even when they were unknown
   */
  adopt(folder: ScanFolder, plan: Plan, wanted: (pair: ScannedPair) => boolean): void {
    const before = new Map([...this.datasets].filter(([, one]) => one.workspace === folder.uri));
    const found = new Map<string, DatasetState>();
    for (const unmatched of plan.unmatched) {
      const id = idOf(folder, unmatched.dataset);
      found.set(id, {
        id,
        name: `${folder.prefix}${unmatched.dataset}`,
        folder: below(folder, unmatched.root),
        workspace: folder.uri,
        configured: plan.configured.includes(unmatched.dataset),
        findings: before.get(id)?.findings ?? [],
        unmatched: unmatchedUris(folder, unmatched),
        pairs: new Map(),
      });
    }
    for (const planned of plan.pairs) {
      const dataset = found.get(idOf(folder, planned.dataset));
      if (dataset) {
        const pair = pairOf(folder, dataset.id, planned);
        const known = before.get(dataset.id)?.pairs.get(pair.key);
        if (known || wanted(pair)) {
          dataset.pairs.set(pair.key, merged(pair, known));
        }
      }
    }
    for (const [id, dataset] of before) {
      this.drop(id, dataset);
    }
    for (const [id, dataset] of found) {
      this.datasets.set(id, dataset);
      for (const key of dataset.pairs.keys()) {
        this.owners.set(key, dataset);
      }
    }
  }

  /** Workspace folders that are no longer open. */
  keepOnly(folders: readonly ScanFolder[]): void {
    for (const [id, dataset] of [...this.datasets]) {
      if (!folders.some(({ uri }) => uri === dataset.workspace)) {
        this.drop(id, dataset);
      }
    }
  }

  /** A pair has an outcome. Answers with its dataset's id, or undefined where the pair has gone meanwhile. */
  settle(key: string, planned: PlannedPair, outcome: DigestedOutcome): string | undefined {
    const dataset = this.owners.get(key);
    const pair = dataset?.pairs.get(key);
    if (!dataset || !pair) {
      return undefined;
    }
    dataset.pairs.set(key, { ...pair, planned, outcome, fresh: true });
    this.views.delete(dataset.id);
    return dataset.id;
  }

  /** The files of a pair have changed: what is known of it is of before. */
  outdate(key: string, planned: PlannedPair): void {
    const dataset = this.owners.get(key);
    const pair = dataset?.pairs.get(key);
    if (dataset && pair && pair.planned.identity !== planned.identity) {
      dataset.pairs.set(key, { ...pair, planned, fresh: false });
      this.views.delete(dataset.id);
    }
  }

  say(id: string, findings: ScannedDataset['findings']): void {
    const dataset = this.datasets.get(id);
    if (dataset) {
      dataset.findings = findings;
      this.views.delete(id);
    }
  }

  clear(): void {
    this.datasets.clear();
    this.owners.clear();
    this.views.clear();
  }

  private drop(id: string, dataset: DatasetState): void {
    for (const key of dataset.pairs.keys()) {
      this.owners.delete(key);
    }
    this.datasets.delete(id);
    this.views.delete(id);
  }

  private view(dataset: DatasetState): ScannedDataset {
    let view = this.views.get(dataset.id);
    if (!view) {
      const pairs = [...dataset.pairs.values()];
      view = { ...dataset, pairs, models: [...new Set(pairs.map(({ model }) => model))].sort() };
      this.views.set(dataset.id, view);
    }
    return view;
  }
}

function idOf(folder: ScanFolder, dataset: string): string {
  return `${folder.uri}\n${dataset}`;
}

/** Plans name files relative to the folder that was searched, and in full where they lie elsewhere. */
function below(folder: ScanFolder, relative: string): string {
  if (relative === '') {
    return folder.uri;
  }
  return folder.withPath(/^([a-z]:)?\//i.test(relative) ? relative : joinPath(folder.path, relative));
}

function unmatchedUris(folder: ScanFolder, { predictions, labels, ambiguous }: Unmatched): UnmatchedFiles {
  const uri = (relative: string) => below(folder, relative);
  return {
    predictions: predictions.map(uri),
    labels: labels.map(uri),
    ambiguous: ambiguous.map(one => ({ prediction: uri(one.prediction), labels: one.labels.map(uri) })),
  };
}

function merged(pair: ScannedPair, known: ScannedPair | undefined): ScannedPair {
  const outcome = known?.outcome ?? null;
  const fresh = outcome !== null && known?.fresh === true && known.planned.identity === pair.planned.identity;
  return { ...pair, outcome, fresh };
}

function pairOf(folder: ScanFolder, datasetId: string, planned: PlannedPair): ScannedPair {
  const { model, prediction, job } = planned;
  const uri = (file: { path?: string } | undefined) => (file?.path ? folder.withPath(file.path) : null);
  return {
    key: `${datasetId}\n${model}\n${prediction}`,
    datasetId,
    model,
    name: prediction,
    prediction: uri(job.prediction) as string,
    label: uri(job.label) as string,
    image: uri(job.image),
    classesFile: uri(job.classesFile),
    outcome: null,
    fresh: false,
    planned,
  };
}
