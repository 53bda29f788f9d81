import * as vscode from 'vscode';
import type { FileRef } from '../../core/inspection/job.js';
import type { ListFolder } from '../../core/pairing/listing.js';
import { exactBuffer } from '../util/exactBuffer.js';

/** The path within the workspace; of a folder of the workspace itself its name. */
export function displayName(uri: string): string {
  const parsed = vscode.Uri.parse(uri);
  const folder = vscode.workspace.getWorkspaceFolder(parsed);
  return folder?.uri.path === parsed.path ? folder.name : vscode.workspace.asRelativePath(parsed);
}

export async function exists(uri: string): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.parse(uri));
    return true;
  } catch {
    return false;
  }
}

/** Local files go by path: the worker reads them itself and large ones never pass through this process. */
export async function fileRef(uri: string): Promise<FileRef> {
  const parsed = vscode.Uri.parse(uri);
  const modified = await modifiedAt(parsed);
  return localOrBytes(parsed, { name: displayName(uri), ...(modified && { modified }) });
}

/** The same with what is known of the file already. */
export async function localOrBytes(
  uri: vscode.Uri,
  known: Pick<FileRef, 'name' | 'modified' | 'entry'>,
): Promise<FileRef> {
  if (uri.scheme === 'file') {
    return { ...known, path: uri.fsPath };
  }
  return { ...known, bytes: new Uint8Array(exactBuffer(await vscode.workspace.fs.readFile(uri))) };
}

/** When a file was last written; undefined for file systems that do not know, and for a file that has just gone. */
async function modifiedAt(uri: vscode.Uri): Promise<number | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).mtime || undefined;
  } catch {
    return undefined;
  }
}

/** Pairing speaks in paths; they are of the file system the search started in. */
export function listFolderAt(start: vscode.Uri): ListFolder {
  const list = listing(start);
  return folder => list(folder).catch(() => []);
}

/** The same, but throws where a folder cannot be listed. */
export function listing(start: vscode.Uri): ListFolder {
  return async folder => {
    const entries = await vscode.workspace.fs.readDirectory(start.with({ path: folder }));
    // A symbolic link to a folder has both bits set.
    return entries.map(([name, type]) => ({
      name,
      directory: (type & vscode.FileType.Directory) !== 0,
      link: (type & vscode.FileType.SymbolicLink) !== 0,
    }));
  };
}
