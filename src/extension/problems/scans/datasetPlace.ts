import * as vscode from 'vscode';
import { SECTION } from '../../ids.js';
import type { ScannedDataset } from '../../scan/types.js';
import type { DatasetPlace } from './datasetEntries.js';

/** Where entries about a dataset are put: the settings that describe it, else its folder. */
export async function placeOf({ configured, name, folder, workspace }: ScannedDataset): Promise<DatasetPlace> {
  const file = configured ? settingsFile(vscode.Uri.parse(workspace)) : undefined;
  if (!file) {
    return { uri: folder };
  }
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    return { uri: file.toString(), line: lineOf(text, name) };
  } catch {
    // Settings of the user, or of a profile, which are nobody's file here.
    return { uri: folder };
  }
}

/** The file in which the datasets of a workspace folder are set, as far as it belongs to the workspace. */
function settingsFile(folder: vscode.Uri): vscode.Uri | undefined {
  const set = vscode.workspace.getConfiguration(SECTION, folder).inspect('datasets');
  const ofFolder = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
  if (set?.workspaceFolderValue !== undefined) {
    return ofFolder;
  }
  return set?.workspaceValue === undefined ? undefined : (vscode.workspace.workspaceFile ?? ofFolder);
}

/** The line that names the dataset. */
function lineOf(text: string, name: string): number {
  const lines = text.split('\n');
  const own = JSON.stringify(name.slice(name.lastIndexOf('/') + 1));
  const named = lines.findIndex(line => /"name"\s*:/.test(line) && line.includes(own));
  return Math.max(0, named >= 0 ? named : lines.findIndex(line => line.includes(`${SECTION}.datasets`)));
}
