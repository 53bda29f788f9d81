import * as vscode from 'vscode';
import type { FolderPatterns } from '../../core/pairing/folders.js';
import { SECTION } from '../ids.js';
import type { Getter } from './check.js';
import { parseFolders, parseSettings, type Settings } from './settings.js';

/** Only what someone set, the most specific scope first: the manifest's defaults must not overrule classes.json. */
function getter(scope: vscode.Uri): Getter {
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  return key => {
    const found = configuration.inspect<unknown>(key);
    const scopes = [found?.workspaceFolderValue, found?.workspaceValue, found?.globalValue];
    return scopes.find(value => value !== undefined);
  };
}

export function readSettings(scope: vscode.Uri): Settings {
  return parseSettings(getter(scope));
}

export function readFolders(scope: vscode.Uri): FolderPatterns {
  return parseFolders(getter(scope));
}
