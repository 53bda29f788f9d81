import * as vscode from 'vscode';
import { type PairRole, ROLE_EXTENSIONS } from '../../core/pairing/extensions.js';
import { nameOf } from '../../core/pairing/paths.js';
import { displayName } from '../files/workspaceFiles.js';

interface FileItem extends vscode.QuickPickItem {
  uri?: string;
}

const PLACEHOLDERS: Record<PairRole, string> = {
  prediction: vscode.l10n.t('Choose the prediction'),
  label: vscode.l10n.t('Choose the label'),
  image: vscode.l10n.t('Choose the image'),
};

const ROLE_NAMES: Record<PairRole, string> = {
  prediction: vscode.l10n.t('Predictions'),
  label: vscode.l10n.t('Labels'),
  image: vscode.l10n.t('Images'),
};

/** A list of files, with the file dialog at its end; the dialog alone when there is nothing to list. */
export async function askForFile(
  role: PairRole,
  candidates: readonly string[],
  near?: string,
): Promise<string | undefined> {
  if (candidates.length === 0) {
    return browse(role, near);
  }
  const items: FileItem[] = candidates.map(uri => ({
    label: nameOf(vscode.Uri.parse(uri).path),
    description: displayName(uri.slice(0, uri.lastIndexOf('/'))),
    iconPath: new vscode.ThemeIcon('file'),
    uri,
  }));
  items.push(
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Browse…'), iconPath: new vscode.ThemeIcon('folder-opened') },
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Inspect segmentation loss'),
    placeHolder: PLACEHOLDERS[role],
    matchOnDescription: true,
  });
  return picked && (picked.uri ?? browse(role, near));
}

async function browse(role: PairRole, near: string | undefined): Promise<string | undefined> {
  const folder = near ? vscode.Uri.joinPath(vscode.Uri.parse(near), '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: PLACEHOLDERS[role],
      ...(folder ? { defaultUri: folder } : {}),
      filters: { [ROLE_NAMES[role]]: [...ROLE_EXTENSIONS[role]] },
    })) ?? [];
  return chosen?.toString();
}
