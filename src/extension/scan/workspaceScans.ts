import * as vscode from 'vscode';
import { selectedFiles } from '../commands/arguments.js';
import { COMMANDS, DISPLAY_NAME, SECTION } from '../ids.js';
import type { Pair } from '../inspection/pair.js';
import type { AnswerMemory } from '../pairing/answerMemory.js';
import type { Problems } from '../problems/problems.js';
import { ScanProblems } from '../problems/scans/scanProblems.js';
import { FileDecorations } from '../tree/fileDecorations.js';
import { SegmentationView } from '../tree/segmentationView.js';
import { Disposables } from '../util/disposables.js';
import type { Log } from '../util/log.js';
import type { Inspections } from '../workerPool.js';
import { cacheFile } from './cacheDisk.js';
import { DatasetScans } from './datasetScans.js';
import { FileCache } from './outcomeCache.js';
import { progressText } from './progressText.js';
import { scansHost } from './scansHost.js';
import type { ScannedPair, ScanPhase, ScanScope } from './types.js';
import { WorkspaceWatch } from './watchWorkspace.js';

export interface WorkspaceScansOptions {
  context: vscode.ExtensionContext;
  log: Log;
  workers: Inspections;
  answers: AnswerMemory;
  problems: Problems;
  /** Shows a pair in its panel, compared with another prediction of its label. */
  open(pair: Pair, other: string | null): void;
  /** A prediction was evaluated anew: what an inspection said of it before is of before. */
  superseded(prediction: string): void;
}

/** What menus and the welcome page tell apart. */
const STATES: Record<ScanPhase, 'empty' | 'running' | 'paused' | 'done'> = {
  empty: 'empty',
  finding: 'running',
  evaluating: 'running',
  paused: 'paused',
  done: 'done',
  cancelled: 'done',
};

/** The workspace as a whole: scans of its datasets, and the commands that begin and end them. */
export class WorkspaceScans {
  readonly scans: DatasetScans;
  private readonly owned = new Disposables();
  private readonly problems: ScanProblems;

  constructor({ context, log, workers, answers, problems, open, superseded }: WorkspaceScansOptions) {
    const { version } = context.extension.packageJSON as { version: string };
    const storage = context.storageUri ?? context.globalStorageUri;
    const cache = new FileCache(cacheFile(vscode.Uri.joinPath(storage, 'scan.jsonl').fsPath), log);
    this.scans = this.owned.add(new DatasetScans(scansHost({ workers, answers, cache, log, version })));
    this.owned.add(this.scans.onDidChange(() => this.say()));
    this.problems = this.owned.add(new ScanProblems(this.scans, problems, superseded));
    const followers = [
      this.problems,
      this.owned.add(new FileDecorations(this.scans)),
      this.owned.add(
        new SegmentationView({
          scans: this.scans,
          memory: context.workspaceState,
          inspect: pair => open(pair, null),
          compare: pair => void this.compare(pair, open),
        }),
      ),
    ];
    const watch = this.owned.add(new WorkspaceWatch(this.scans));
    this.owned.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration(`${SECTION}.diagnostics`)) {
          watch.follow();
          for (const follower of followers) {
            follower.refresh();
          }
        } else if (event.affectsConfiguration(SECTION)) {
          watch.settingsChanged();
        }
      }),
    );
    this.owned.add(vscode.workspace.onDidChangeWorkspaceFolders(() => watch.settingsChanged()));
    const register = (id: string, run: (...args: unknown[]) => unknown): void => {
      this.owned.add(vscode.commands.registerCommand(id, run));
    };
    register(COMMANDS.scan, (...args) => this.scan(scopeOf(args)));
    register(COMMANDS.pauseScan, () => this.scans.pause());
    register(COMMANDS.resumeScan, () => this.scans.resume());
    register(COMMANDS.cancelScan, () => this.scans.cancel());
    register(COMMANDS.clearScan, () => this.scans.clear());
  }

  /** Scans with a notification that counts and can cancel; one that runs already is joined. */
  async scan(scope?: ScanScope): Promise<void> {
    if (!vscode.workspace.workspaceFolders?.length) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open a folder with predictions and labels; its datasets are diagnosed together.'),
      );
      return;
    }
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: DISPLAY_NAME,
      cancellable: true,
    };
    await vscode.window.withProgress(options, async (progress, cancelled) => {
      const owned = new Disposables();
      let shown = 0;
      owned.add(cancelled.onCancellationRequested(() => this.scans.cancel()));
      owned.add(
        this.scans.onDidChange(() => {
          const now = this.scans.progress;
          const percent = now.of > 0 ? (100 * now.done) / now.of : 0;
          progress.report({ message: progressText(now), increment: Math.max(0, percent - shown) });
          shown = Math.max(shown, percent);
        }),
      );
      try {
        await this.scans.scan(scope);
        await this.problems.settled();
      } finally {
        owned.dispose();
      }
    });
    const { phase, of } = this.scans.progress;
    if (phase === 'done' && of === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'No pair of a prediction and a label was found. segmentationLoss.datasets can say where they are.',
        ),
      );
    }
  }

  /** With the prediction of another model of the same label; asked for where there are several. */
  private async compare(pair: ScannedPair, open: WorkspaceScansOptions['open']): Promise<void> {
    const dataset = this.scans.datasets.find(({ id }) => id === pair.datasetId);
    const others = dataset?.pairs.filter(one => one.label === pair.label && one.key !== pair.key) ?? [];
    const items = others.map(one => ({ label: one.model, description: one.name, one }));
    const placeHolder = vscode.l10n.t('Compare {0} with', pair.name);
    const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder });
    if (picked) {
      open(pair, picked.one.prediction);
    }
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** For the when-clauses of commands and menus. */
  private say(): void {
    const { phase } = this.scans.progress;
    const none = phase === 'done' && this.scans.datasets.length === 0;
    void vscode.commands.executeCommand('setContext', 'segmentationLoss.scanState', none ? 'none' : STATES[phase]);
  }
}

/** A folder of the Explorer, or several; from the palette everything. */
function scopeOf(args: readonly unknown[]): ScanScope | undefined {
  const folders = selectedFiles(args, value => value instanceof vscode.Uri);
  return folders.length > 0 ? { folders } : undefined;
}
