import * as vscode from 'vscode';
import { isArray, isReadable, ROLE_EXTENSIONS } from '../../core/pairing/extensions.js';
import { askForFile } from '../pairing/ask.js';

/** So many predictions are offered; the list has a filter, and "Browse…" finds the rest. */
const MAX_OFFERED = 2_000;

/** For the palette: the file in front if it is one we read, else a question. */
export async function chooseFile(): Promise<string | undefined> {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if ((input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) && isReadable(input.uri.path)) {
    return input.uri.toString();
  }
  return choosePrediction();
}

const ARRAYS = `**/*.{${ROLE_EXTENSIONS.prediction.filter(extension => isArray(`x.${extension}`)).join(',')}}`;

/** Among the arrays of the workspace, or any file. */
export async function choosePrediction(): Promise<string | undefined> {
  const predictions = await vscode.workspace.findFiles(ARRAYS, undefined, MAX_OFFERED);
  return askForFile('prediction', predictions.map(String).sort());
}
