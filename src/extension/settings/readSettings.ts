import * as vscode from 'vscode';
import type { FolderPatterns } from '../../core/pairing/folders.js';
import type { Getter } from '../../core/settings/check.js';
import { type DatasetSetting, datasetOf, parseDatasets, withDataset } from '../../core/settings/datasets.js';
import { parseFolders, parseSettings, type Settings } from '../../core/settings/settings.js';
import { SECTION } from '../ids.js';
import { DEFAULT_DIAGNOSTICS, type DiagnosticsSettings, parseDiagnostics } from './diagnostics.js';
import { GPU_ACCELERATION, type GpuAcceleration } from './gpuAcceleration.js';

/** Only what someone set, the most specific scope first: the manifest's defaults must not overrule classes.json. */
function getter(scope: vscode.Uri | undefined): Getter {
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  return key => {
    const found = configuration.inspect<unknown>(key);
    const scopes = [found?.workspaceFolderValue, found?.workspaceValue, found?.globalValue];
    return scopes.find(value => value !== undefined);
  };
}

/** The settings of a pair: those of its dataset on top of the general ones. */
export function readSettings(pair: PairUris): Settings {
  return withDataset(parseSettings(getter(vscode.Uri.parse(pair.prediction))), datasetFor(pair));
}

/** Settings of one dataset after another, for many pairs of a workspace folder. */
export function datasetSettings(folder: vscode.Uri): {
  datasets: readonly DatasetSetting[];
  of(dataset: DatasetSetting | undefined): Settings;
} {
  const general = parseSettings(getter(folder));
  // Said before anything is done with wrong ones.
  parseDiagnostics(getter(folder));
  return { datasets: readDatasets(folder), of: dataset => withDataset(general, dataset) };
}

/** The name of the dataset of the settings that a pair belongs to. */
export function datasetNameOf(pair: PairUris): string | null {
  return datasetFor(pair)?.files.name ?? null;
}

interface PairUris {
  prediction: string;
  label: string | null;
}

function datasetFor({ prediction, label }: PairUris): DatasetSetting | undefined {
  const scope = vscode.Uri.parse(prediction);
  const paths = { prediction: scope.path, label: label && vscode.Uri.parse(label).path };
  return datasetOf(readDatasets(scope), paths);
}

/** Templates start at the workspace folder of a file; for a file outside of all, at the first. */
export function readDatasets(scope: vscode.Uri): DatasetSetting[] {
  const folder = vscode.workspace.getWorkspaceFolder(scope) ?? vscode.workspace.workspaceFolders?.[0];
  return parseDatasets(getter(scope), folder?.uri.path);
}

export function readFolders(scope: vscode.Uri): FolderPatterns {
  return parseFolders(getter(scope));
}

/** What a scan of a workspace folder says. What is wrong in it counts as not set: the folder's scan names it. */
export function readDiagnostics(folder?: vscode.Uri): DiagnosticsSettings {
  try {
    return parseDiagnostics(getter(folder));
  } catch {
    return DEFAULT_DIAGNOSTICS;
  }
}

/** How the panel draws; it works either way, so a wrong value counts as none. */
export function readGpuAcceleration(): GpuAcceleration {
  const value = vscode.workspace.getConfiguration(SECTION).get('panel.gpuAcceleration');
  return GPU_ACCELERATION.find(known => known === value) ?? 'auto';
}
