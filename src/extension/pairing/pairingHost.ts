import * as vscode from 'vscode';
import { displayName, listFolderAt } from '../files/workspaceFiles.js';
import { readDatasets, readFolders } from '../settings/readSettings.js';
import { askForFile } from './ask.js';
import type { Choices } from './choices.js';
import type { PairingHost } from './resolvePair.js';

/** Pairing in this window: its file systems, settings, and its user. */
export function pairingHost(choices: Choices): PairingHost {
  return {
    path: uri => vscode.Uri.parse(uri).path,
    withPath: (uri, path) => vscode.Uri.parse(uri).with({ path }).toString(),
    list: uri => listFolderAt(vscode.Uri.parse(uri)),
    root: uri => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri))?.uri.path,
    folders: uri => readFolders(vscode.Uri.parse(uri)),
    datasets: uri => readDatasets(vscode.Uri.parse(uri)),
    displayName,
    askOnce: askForFile,
    recall: (role, start, candidates) => choices.recall(role, start, candidates),
    chosenFor: (role, start) => choices.chosenFor(role, start),
    remember: (role, start, candidates, chosen) => choices.remember(role, start, candidates, chosen),
    async ask(role, start, candidates) {
      const known = choices.recall(role, start, candidates);
      if (known !== undefined) {
        return known;
      }
      const chosen = await askForFile(role, candidates, start);
      if (chosen !== undefined) {
        await choices.remember(role, start, candidates, chosen);
      }
      return chosen;
    },
  };
}
