import * as vscode from 'vscode';
import { ROLE_EXTENSIONS } from '../../core/pairing/extensions.js';
import { readDiagnostics } from '../settings/readSettings.js';
import { Disposables } from '../util/disposables.js';
import type { DatasetScans } from './datasetScans.js';

/** Quiet for so long after a change, a scan begins; training that writes all the time is not waited for longer than … */
const QUIET_MS = 500;
const LONGEST_MS = 5_000;

/** The wait after the latest of several changes, of which the first was at `since`. */
function waitFor(now: number, since: number): number {
  return Math.max(0, Math.min(QUIET_MS, since + LONGEST_MS - now));
}

/** Diagnoses what is written, as the setting `diagnostics.mode` wants it. */
export class WorkspaceWatch {
  private readonly owned = new Disposables();
  private readonly watching = this.owned.add(new Disposables());
  private changed = new Set<string>();
  private since = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly scans: DatasetScans) {
    this.owned.add({ dispose: () => clearTimeout(this.timer) });
    this.follow();
    if (this.mode === 'onStartup') {
      void scans.scan();
    }
  }

  /** The setting may be another now. */
  follow(): void {
    this.watching.clear();
    if (this.mode !== 'manual') {
      const names = [...new Set(Object.values(ROLE_EXTENSIONS).flat())].join(',');
      const watcher = this.watching.add(vscode.workspace.createFileSystemWatcher(`**/*.{${names}}`));
      for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
        this.watching.add(event(uri => this.later(uri)));
      }
    }
  }

  /** Files or settings are others: everything is looked at, and evaluated where that makes a difference. */
  settingsChanged(): void {
    if (this.mode !== 'manual' && this.scans.datasets.length > 0) {
      void this.scans.scan();
    }
  }

  dispose(): void {
    this.owned.dispose();
  }

  private get mode() {
    return readDiagnostics(vscode.workspace.workspaceFolders?.[0]?.uri).mode;
  }

  private later(uri: vscode.Uri): void {
    const now = Date.now();
    this.since = this.changed.size === 0 ? now : this.since;
    this.changed.add(uri.toString());
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.begin(), waitFor(now, this.since));
  }

  private begin(): void {
    const files = [...this.changed];
    this.changed = new Set();
    void this.scans.scan({ files });
  }
}
