import * as vscode from 'vscode';
import { Pace } from '../../../core/pairing/pace.js';
import type { DatasetScans } from '../../scan/datasetScans.js';
import { FollowScans } from '../../scan/followScans.js';
import type { ScannedDataset } from '../../scan/types.js';
import { readDiagnostics } from '../../settings/readSettings.js';
import { Disposables } from '../../util/disposables.js';
import type { Entry } from '../entries.js';
import type { Problems } from '../problems.js';
import { datasetEntries } from './datasetEntries.js';
import { placeOf } from './datasetPlace.js';
import { HOST_WORDS } from './hostWords.js';
import { lossSums, type PairEntry, pairEntries } from './pairEntries.js';

/** While a scan runs, what is said of a dataset is gathered anew this seldom. */
const EVERY_MS = 1_500;

/** So many pairs are looked at before others are let in. */
const AT_ONCE = 100;

/** Keeps the Problems view to what the scans have found, the settings being as they are. */
export class ScanProblems {
  private readonly owned = new Disposables();
  private readonly shown = new Map<string, ScannedDataset>();
  /** Datasets to be gathered anew though nothing of them has changed. */
  private readonly stale = new Set<string>();
  private readonly skipped = new Set<string>();
  private readonly following: FollowScans;

  constructor(
    private readonly scans: DatasetScans,
    private readonly problems: Problems,
    private readonly superseded: (prediction: string) => void,
  ) {
    this.following = this.owned.add(new FollowScans(scans, EVERY_MS, () => this.publish()));
  }

  /** All of it anew, with other settings. */
  refresh(): void {
    for (const id of this.shown.keys()) {
      this.stale.add(id);
    }
    this.following.now();
  }

  /** Resolves when everything known is shown. */
  settled(): Promise<void> {
    return this.following.settled();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async publish(): Promise<void> {
    const datasets = this.scans.datasets;
    for (const id of [...this.shown.keys()].filter(one => !datasets.some(dataset => dataset.id === one))) {
      this.shown.delete(id);
      this.problems.set(keyOf(id), []);
    }
    for (const dataset of datasets) {
      const before = this.shown.get(dataset.id);
      if ((before !== dataset || this.stale.delete(dataset.id)) && !this.owned.disposed) {
        this.supersede(before, dataset);
        this.shown.set(dataset.id, dataset);
        this.problems.set(keyOf(dataset.id), await entriesOf(dataset));
      }
    }
    this.publishSkipped();
  }

  private supersede(before: ScannedDataset | undefined, now: ScannedDataset): void {
    const outcomes = new Map(before?.pairs.map(({ key, outcome }) => [key, outcome]));
    for (const { key, prediction, outcome } of now.pairs) {
      const known = outcomes.get(key);
      if (known && outcome !== known) {
        this.superseded(prediction);
      }
    }
  }

  private publishSkipped(): void {
    const now = this.scans.skipped;
    for (const folder of [...this.skipped].filter(one => !now.some(skip => skip.folder === one))) {
      this.skipped.delete(folder);
      this.problems.set(`skipped ${folder}`, []);
    }
    for (const { folder, code, reason } of now) {
      this.skipped.add(folder);
      const message = vscode.l10n.t('This folder was left out: {0}', HOST_WORDS.said(reason));
      this.problems.set(`skipped ${folder}`, [{ uri: folder, code, severity: 'warning', message }]);
    }
  }
}

async function entriesOf(dataset: ScannedDataset): Promise<Entry[]> {
  const settings = readDiagnostics(vscode.Uri.parse(dataset.workspace));
  const sums = lossSums(dataset.pairs);
  const pace = new Pace();
  const said: PairEntry[] = [];
  for (const [k, pair] of dataset.pairs.entries()) {
    said.push(...pairEntries(pair, sums, settings, HOST_WORDS));
    if (k % AT_ONCE === 0) {
      await pace.beat();
    }
  }
  return datasetEntries(dataset, said, await placeOf(dataset), settings, HOST_WORDS);
}

function keyOf(id: string): string {
  return `scan ${id}`;
}
