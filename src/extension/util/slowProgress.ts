import * as vscode from 'vscode';

/** Short work shows nothing outside its panel. */
const SLOW_MS = 1_000;

/** Names the work in the status bar when it takes longer than a moment; its panel has the details and the button. */
export function showIfSlow(work: Promise<unknown>, title: string): void {
  const done = work.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => done);
  }, SLOW_MS);
  void done.then(() => clearTimeout(timer));
}
