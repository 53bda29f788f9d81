import * as vscode from 'vscode';
import { CancelledError } from '../../core/errors.js';
import type { ExportFormat } from '../../shared/datasetReportProtocol.js';
import type { Log } from '../util/log.js';

const NAMES: Record<ExportFormat, string> = {
  html: 'segmentation-loss.html',
  pairsCsv: 'segmentation-loss-pairs.csv',
  classesCsv: 'segmentation-loss-classes.csv',
  modelsCsv: 'segmentation-loss-models.csv',
  checkpointsCsv: 'segmentation-loss-checkpoints.csv',
  json: 'segmentation-loss.json',
};

/** Asks where to keep a report, makes it, and writes it there. */
export async function exportReport(
  format: ExportFormat,
  make: (format: ExportFormat) => Promise<string>,
  log: Log,
): Promise<void> {
  const name = NAMES[format];
  const extension = name.slice(name.lastIndexOf('.') + 1);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  try {
    // The dialog itself asks before it gives the name of a file that exists.
    const target = await vscode.window.showSaveDialog({
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
      filters: { [extension.toUpperCase()]: [extension] },
    });
    if (target) {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(await make(format)));
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) {
      const why = error instanceof Error ? error.message : String(error);
      log.error(error instanceof Error ? error : why);
      void vscode.window.showErrorMessage(vscode.l10n.t('{0} could not be written: {1}', name, why));
    }
  }
}
