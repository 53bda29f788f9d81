import * as vscode from 'vscode';

/**
 * Opens the sample in a new window: a copy in the extension's own storage, made again each time, so that it is whole
 * whatever was done to it. Returns its folder.
 */
export async function openSample({
  extensionUri,
  globalStorageUri,
}: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri'>): Promise<vscode.Uri> {
  const copy = vscode.Uri.joinPath(globalStorageUri, 'samples', 'street');
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(globalStorageUri, 'samples'));
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, 'samples', 'street'), copy, { overwrite: true });
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: true });
  return copy;
}
