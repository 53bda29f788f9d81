import * as vscode from 'vscode';
import type { FindingAction } from '../../shared/protocol.js';
import type { InspectionSession } from '../inspection/session.js';
import { writeSetting } from '../settings/writeSetting.js';

/** What a click beside a finding does; a setting is only written on a click, and only the one that the finding names. */
export async function onFinding(
  session: InspectionSession,
  code: string,
  what: FindingAction,
  extension: vscode.Uri,
): Promise<void> {
  if (what === 'docs') {
    await showDocs(code, extension);
    return;
  }
  const snapshot = session.snapshot();
  const findings = snapshot.state === 'ready' ? snapshot.report.findings : [];
  const fix = findings.find(finding => finding.code === code)?.fix;
  if (fix) {
    await writeSetting(fix, session.pair);
  }
}

/** What a code means and what to do, in the documentation that comes with the extension. */
export async function showDocs(code: string, extension: vscode.Uri): Promise<void> {
  const page = vscode.Uri.joinPath(extension, 'docs', 'findings.md').with({ fragment: code });
  await vscode.commands.executeCommand('markdown.showPreview', page);
}
