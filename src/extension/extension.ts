import * as vscode from 'vscode';
import type { SegmentationLossApi } from './api.js';
import { Controller } from './controller.js';
import { DISPLAY_NAME } from './ids.js';

/** Light on purpose: the numeric core and its libraries are loaded by the worker, on the first inspection. */
export function activate(context: vscode.ExtensionContext): SegmentationLossApi {
  const log = vscode.window.createOutputChannel(DISPLAY_NAME, { log: true });
  context.subscriptions.push(log);
  try {
    const controller = new Controller(context, log);
    context.subscriptions.push(controller);
    return controller.api;
  } catch (error) {
    // VS Code does not show a failed activation, and "command not found" would be all there is to see.
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not start: {1}', DISPLAY_NAME, String(error)));
    throw error;
  }
}

/** Everything to end is in `context.subscriptions`. */
export function deactivate(): void {}
