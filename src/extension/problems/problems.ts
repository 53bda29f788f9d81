import * as vscode from 'vscode';
import type { Severity } from '../../core/inspection/report.js';
import { DISPLAY_NAME } from '../ids.js';
import { queryOf } from '../links/links.js';
import { Disposables } from '../util/disposables.js';
import { type CodeLines, readCodeLines } from './docs.js';
import type { Entry } from './entries.js';

const SEVERITIES: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

/**
 * Our entries in the Problems view. Kept by who says them, an inspection or a scan, since two predictions share a label
 * and each may have something to say about it; an entry leaves with the next run of what said it, or with its file.
 */
export class Problems {
  private readonly owned = new Disposables();
  private readonly collection = this.owned.add(vscode.languages.createDiagnosticCollection('segmentation-loss'));
  private readonly entries = new Map<string, readonly Entry[]>();
  private lines: CodeLines | undefined;
  private watching = false;

  constructor(private readonly extension: vscode.Extension<unknown>) {}

  /** Replaces what `key` said before: an inspection (its prediction) or a scan (its dataset). */
  set(key: string, entries: readonly Entry[]): void {
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
    // Two inspections of one label, or a scan, may report the same thing: it is listed once, by who knows more.
    const knowledge = ({ related = [] }: Entry) => related.length;
    const sorted = here.sort((a, b) => knowledge(a) - knowledge(b));
    const unique = new Map(sorted.map(entry => [`${entry.code} ${entry.message}`, entry]));
    this.collection.set(
      vscode.Uri.parse(uri),
      [...unique.values()].map(entry => this.diagnostic(entry)),
    );
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

  private diagnostic({ message, severity, code, line = 0, related = [], pair }: Entry): vscode.Diagnostic {
    // Pictures and arrays have no text to mark: the range is the very beginning.
    const range = new vscode.Range(line, 0, line, line === 0 ? 0 : Number.MAX_SAFE_INTEGER);
    const diagnostic = new vscode.Diagnostic(range, message, SEVERITIES[severity]);
    diagnostic.source = DISPLAY_NAME;
    const path = pair ? '/inspect' : '/docs';
    const query = queryOf(
      pair ? { to: 'inspect', prediction: pair.prediction, label: pair.label } : { to: 'docs', code },
    );
    const target = vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: this.extension.id, path, query });
    diagnostic.code = { value: code, target };
    diagnostic.relatedInformation = [
      ...related.map(
        ({ uri, message }) => new vscode.DiagnosticRelatedInformation(start(vscode.Uri.parse(uri)), message),
      ),
      ...this.explanation(code),
    ];
    return diagnostic;
  }

  private explanation(code: string): vscode.DiagnosticRelatedInformation[] {
    this.lines ??= readCodeLines(this.extension.extensionPath);
    const line = this.lines.get(code);
    if (line === undefined) {
      return [];
    }
    const page = vscode.Uri.joinPath(this.extension.extensionUri, 'docs', 'findings.md');
    return [
      new vscode.DiagnosticRelatedInformation(start(page, line), vscode.l10n.t('What {0} means, and what to do', code)),
    ];
  }
}

function start(uri: vscode.Uri, line = 0): vscode.Location {
  return new vscode.Location(uri, new vscode.Position(line, 0));
}
