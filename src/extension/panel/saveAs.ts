import * as vscode from 'vscode';

/** Asks where to keep what the panel exports, beside the prediction unless chosen otherwise, and writes it there. */
export async function saveAs(name: string, data: ArrayBuffer, beside: string): Promise<void> {
  const extension = name.slice(name.lastIndexOf('.') + 1);
  try {
    // The dialog itself asks before it gives the name of a file that exists.
    const target = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(beside), '..', name),
      filters: { [extension.toUpperCase()]: [extension] },
    });
    if (target) {
      await vscode.workspace.fs.writeFile(target, new Uint8Array(data));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be written: {1}', name, why));
  }
}
