import * as vscode from 'vscode';
import { type Disposable, Disposables } from '../util/disposables.js';

/** Files are often written in several steps; a re-run waits until nothing has happened for so long. */
const QUIET_MS = 400;

/** Calls back once after each burst of changes to any of the files, wherever they are. */
export function watchFiles(uris: readonly string[], changed: () => void): Disposable {
  const owned = new Disposables();
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MS);
  };
  for (const uri of uris) {
    const file = vscode.Uri.parse(uri);
    // A file name is no glob: its special characters become "any one character", and the event is compared.
    const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/[*?{}[\],!]/g, '?');
    const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), name);
    const watcher = owned.add(vscode.workspace.createFileSystemWatcher(pattern));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      owned.add(event(one => one.toString() === uri && later()));
    }
  }
  owned.add({ dispose: () => clearTimeout(timer) });
  return owned;
}
