import * as vscode from 'vscode';
import { type PairRole, ROLE_EXTENSIONS } from '../../core/pairing/extensions.js';
import { nameOf } from '../../core/pairing/paths.js';
import { displayName } from '../files/workspaceFiles.js';

interface FileItem extends vscode.QuickPickItem {
  uri?: string;
}

const PLACEHOLDERS: Record<PairRole, string> = {
  prediction: 'Choose the prediction',
  label: 'Choose the label',
  image: 'Choose the image',
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
    { label: 'Browse…', iconPath: new vscode.ThemeIcon('folder-opened') },
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Inspect segmentation loss',
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
      filters: { [role]: [...ROLE_EXTENSIONS[role]] },
    })) ?? [];
  return chosen?.toString();
}
