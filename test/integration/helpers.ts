import * as assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { SegmentationLossApi } from '../../src/extension/api.js';

const ID = 'segmentation-loss-inspector.segmentation-loss-inspector';

/** The folder that is open: a copy, so that tests may write into it. */
export const WORKSPACE = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';

/** Reference data beside the project; undefined where it is missing. */
export const SHARED = process.env.LOSS_INSPECTOR_SHARED;

export async function api(): Promise<SegmentationLossApi> {
  const extension = vscode.extensions.getExtension<SegmentationLossApi>(ID);
  assert.ok(extension);
  return extension.activate();
}

export function inWorkspace(path: string): vscode.Uri {
  return vscode.Uri.file(join(WORKSPACE, path));
}

export function isThere(path: string): boolean {
  return existsSync(join(WORKSPACE, path));
}

/** Writes a file as another program would. */
export async function write(path: string, bytes: Uint8Array | string): Promise<vscode.Uri> {
  const uri = inWorkspace(path);
  await vscode.workspace.fs.createDirectory(vscode.Uri.file(dirname(uri.fsPath)));
  await vscode.workspace.fs.writeFile(uri, typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  return uri;
}

/** Asks again until there is an answer: for what VS Code does in its own time. */
export async function eventually<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; await wait(50)) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
  }
  throw new assert.AssertionError({ message: `${what} did not happen` });
}

/** Our entries of the Problems view on a file. */
export function entriesOn(uri: vscode.Uri): { code: unknown; severity: number; message: string }[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Segmentation Loss')
    .map(({ code, severity, message }) => ({
      code: typeof code === 'object' ? code.value : code,
      severity,
      message,
    }));
}

export function codesOn(uri: vscode.Uri): unknown[] {
  return entriesOn(uri).map(entry => entry.code);
}

/** The tabs of our panels. */
export function panelTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(group => group.tabs)
    .filter(
      ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('segmentationLoss.panel'),
    );
}

export async function closePanels(): Promise<void> {
  await vscode.window.tabGroups.close(panelTabs());
}
