import * as vscode from 'vscode';
import type { Fix } from '../../core/inspection/report.js';
import type { FindingAction } from '../../shared/protocol.js';
import { SECTION } from '../ids.js';
import type { InspectionSession } from '../inspection/session.js';

/** What a click beside a finding does; settings are only ever written here, and only those that the finding names. */
export async function onFinding(
  session: InspectionSession,
  code: string,
  what: FindingAction,
  extension: vscode.Uri,
): Promise<void> {
  if (what === 'docs') {
    const page = vscode.Uri.joinPath(extension, 'docs', 'findings.md').with({ fragment: code });
    await vscode.commands.executeCommand('markdown.showPreview', page);
    return;
  }
  const snapshot = session.snapshot();
  const findings = snapshot.state === 'ready' ? snapshot.report.findings : [];
  const fix = findings.find(finding => finding.code === code)?.fix;
  if (fix) {
    await write(fix, vscode.Uri.parse(session.pair.prediction));
  }
}

/** Where the setting counts for this pair: in its folder of a workspace of several, else in the workspace, else for the user. */
async function write({ setting, value }: Fix, scope: vscode.Uri): Promise<void> {
  const key = setting.slice(SECTION.length + 1);
  const configuration = vscode.workspace.getConfiguration(SECTION, scope);
  const folder = vscode.workspace.getWorkspaceFolder(scope);
  const inFolder = configuration.inspect(key)?.workspaceFolderValue !== undefined || vscode.workspace.workspaceFile;
  const target = !folder
    ? vscode.ConfigurationTarget.Global
    : inFolder
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : vscode.ConfigurationTarget.Workspace;
  await configuration.update(key, value, target);
}
