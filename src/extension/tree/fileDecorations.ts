import * as vscode from 'vscode';
import type { Severity } from '../../core/inspection/report.js';
import { Pace } from '../../core/pairing/pace.js';
import { fileOf, lossSums, pairMarks } from '../problems/scans/pairEntries.js';
import type { DatasetScans } from '../scan/datasetScans.js';
import { FollowScans } from '../scan/followScans.js';
import { readDiagnostics } from '../settings/readSettings.js';
import { Disposables } from '../util/disposables.js';

type Grave = Exclude<Severity, 'info'>;

/** While a scan runs, marks follow this seldom. */
const EVERY_MS = 2_000;
const AT_ONCE = 100;

/** Marks of files in the Explorer for which a scan has found an error or a warning. */
export class FileDecorations implements vscode.FileDecorationProvider {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.Uri[] | undefined>());
  readonly onDidChangeFileDecorations = this.changed.event;
  private marks: ReadonlyMap<string, Grave> = new Map();
  private readonly following: FollowScans;

  constructor(private readonly scans: DatasetScans) {
    this.owned.add(vscode.window.registerFileDecorationProvider(this));
    this.following = this.owned.add(new FollowScans(scans, EVERY_MS, () => this.gather()));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const severity = this.marks.get(uri.toString());
    if (!severity) {
      return undefined;
    }
    const error = severity === 'error';
    const color = new vscode.ThemeColor(error ? 'list.errorForeground' : 'list.warningForeground');
    const tooltip = error ? errorText() : warningText();
    const decoration = new vscode.FileDecoration(error ? '!' : '?', tooltip, color);
    decoration.propagate = error;
    return decoration;
  }

  /** With other settings, marks are others. */
  refresh(): void {
    this.following.now();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async gather(): Promise<void> {
    const marks = new Map<string, Grave>();
    const pace = new Pace();
    for (const dataset of this.scans.datasets) {
      const settings = readDiagnostics(vscode.Uri.parse(dataset.workspace));
      const sums = lossSums(dataset.pairs);
      for (const [k, pair] of (settings.fileDecorations ? dataset.pairs : []).entries()) {
        for (const { role, severity } of pairMarks(pair, sums, settings)) {
          const uri = fileOf(pair, role);
          if (severity !== 'info' && marks.get(uri) !== 'error') {
            marks.set(uri, severity);
          }
        }
        if (k % AT_ONCE === 0) {
          await pace.beat();
        }
      }
    }
    const before = this.marks;
    const differing = [...new Set([...before.keys(), ...marks.keys()])].filter(
      uri => before.get(uri) !== marks.get(uri),
    );
    this.marks = marks;
    if (differing.length > 0 && !this.owned.disposed) {
      this.changed.fire(differing.length > MOST_TOLD ? undefined : differing.map(uri => vscode.Uri.parse(uri)));
    }
  }
}

/** Beyond so many files the editor asks for what it shows. */
const MOST_TOLD = 250;

function errorText(): string {
  return vscode.l10n.t('Segmentation: an error; see Problems');
}

function warningText(): string {
  return vscode.l10n.t('Segmentation: a warning; see Problems');
}
