import * as vscode from 'vscode';
import type { Fix } from '../../core/inspection/report.js';
import { fieldOfDataset, withField } from '../../core/settings/datasets.js';
import { SECTION } from '../ids.js';
import type { Pair } from '../inspection/pair.js';
import { datasetNameOf } from './readSettings.js';

/**
 * Writes a setting for a pair, on the user's click: into the entry of its dataset where the settings have one, else
 * where it counts for the pair's folder.
 */
export async function writeSetting({ setting, value }: Fix, pair: Pair): Promise<void> {
  const scope = vscode.Uri.parse(pair.prediction);
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  const key = setting.slice(SECTION.length + 1);
  const [dataset, field] = [datasetNameOf(pair), fieldOfDataset(key)];
  if (dataset !== null && field !== null) {
    const datasets = withField(configuration.get('datasets'), dataset, field, value);
    await configuration.update('datasets', datasets, targetOf(configuration, 'datasets', scope));
  } else {
    await configuration.update(key, value, targetOf(configuration, key, scope));
  }
}

/** Where it is set already; else in its folder of a workspace of several, else in the workspace, else for the user. */
function targetOf(
  configuration: vscode.WorkspaceConfiguration,
  key: string,
  scope: vscode.Uri,
): vscode.ConfigurationTarget {
  const set = configuration.inspect(key);
  if (set?.workspaceFolderValue !== undefined) {
    return vscode.ConfigurationTarget.WorkspaceFolder;
  }
  if (!vscode.workspace.getWorkspaceFolder(scope)) {
    return vscode.ConfigurationTarget.Global;
  }
  return vscode.workspace.workspaceFile && set?.workspaceValue === undefined
    ? vscode.ConfigurationTarget.WorkspaceFolder
    : vscode.ConfigurationTarget.Workspace;
}
