import * as vscode from 'vscode';
import type { Severity } from '../../core/inspection/report.js';
import { DISPLAY_NAME } from '../ids.js';
import { Disposables } from '../util/disposables.js';
import type { Entry } from './entries.js';

const SEVERITIES: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/**
 * Our entries in the Problems view. Kept by inspection, since two predictions share a label and each may have
 * something to say about it; an entry leaves with the next run of its inspection or with its file.
 */
export class Problems {
  private readonly owned = new Disposables();
  private readonly collection = this.owned.add(vscode.languages.createDiagnosticCollection('segmentation-loss'));
  private readonly entries = new Map<string, Entry[]>();
  private watching = false;

  /** Replaces what inspection `key` (its prediction) said before. */
  set(key: string, entries: Entry[]): void {
    const before = this.entries.get(key) ?? [];
    if (entries.length > 0) {
      this.entries.set(key, entries);
      this.watchDeletions();
    } else {
      this.entries.delete(key);
    }
    for (const uri of new Set([...before, ...entries].map(entry => entry.uri))) {
      this.publish(uri);
    }
  }

  dispose(): void {
    this.owned.dispose();
  }

  private publish(uri: string): void {
    const here = [...this.entries.values()].flat().filter(entry => entry.uri === uri);
    // Two inspections of one label may report the same thing: it is listed once.
    const unique = new Map(here.map(entry => [`${entry.code} ${entry.message}`, entry]));
    this.collection.set(vscode.Uri.parse(uri), [...unique.values()].map(toDiagnostic));
  }

  private forget(deleted: vscode.Uri): void {
    const uri = deleted.toString();
    const isGone = (one: string): boolean => one === uri || one.startsWith(`${uri}/`);
    for (const [key, entries] of [...this.entries]) {
      if (isGone(key) || entries.some(entry => isGone(entry.uri))) {
        this.set(key, isGone(key) ? [] : entries.filter(entry => !isGone(entry.uri)));
      }
    }
  }

  /** Only once there is something to forget. */
  private watchDeletions(): void {
    if (!this.watching) {
      this.watching = true;
      const watcher = this.owned.add(vscode.workspace.createFileSystemWatcher('**/*', true, true, false));
      this.owned.add(watcher.onDidDelete(uri => this.forget(uri)));
      this.owned.add(
        vscode.workspace.onDidDeleteFiles(({ files }) => {
          for (const uri of files) {
            this.forget(uri);
          }
        }),
      );
    }
  }
}

function toDiagnostic({ message, severity, code }: Entry): vscode.Diagnostic {
  // Pictures and arrays have no text to mark: the range is the very beginning.
  const diagnostic = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), message, SEVERITIES[severity]);
  diagnostic.source = DISPLAY_NAME;
  diagnostic.code = code;
  return diagnostic;
}
