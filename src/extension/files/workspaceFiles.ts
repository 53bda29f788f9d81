import * as vscode from 'vscode';
import type { FileRef } from '../../core/inspection/job.js';
import type { ListFolder } from '../../core/pairing/listing.js';
import { exactBuffer } from '../util/exactBuffer.js';

/** Reading through `workspace.fs`, so that every kind of workspace works, remote and virtual ones included. */
export function displayName(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
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
  const name = displayName(uri);
  const modified = await modifiedAt(parsed);
  if (parsed.scheme === 'file') {
    return { name, path: parsed.fsPath, ...(modified && { modified }) };
  }
  const bytes = await vscode.workspace.fs.readFile(parsed);
  return { name, bytes: new Uint8Array(exactBuffer(bytes)), ...(modified && { modified }) };
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
  return async folder => {
    try {
      const entries = await vscode.workspace.fs.readDirectory(start.with({ path: folder }));
      // A symbolic link to a folder has both bits set.
      return entries.map(([name, type]) => ({
        name,
        directory: (type & vscode.FileType.Directory) !== 0,
        link: (type & vscode.FileType.SymbolicLink) !== 0,
      }));
    } catch {
      return [];
    }
  };
}
