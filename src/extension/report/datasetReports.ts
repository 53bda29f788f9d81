import * as vscode from 'vscode';
import { COMMANDS, DATASET_REPORT_TYPE } from '../ids.js';
import { Disposables } from '../util/disposables.js';
import { ReportPanel, type ReportPanelOptions } from './reportPanel.js';

/** The report of the workspace's datasets: one panel, opened by its command and again after a reload. */
export class DatasetReports implements vscode.WebviewPanelSerializer {
  private readonly owned = new Disposables();
  private panel: ReportPanel | undefined;

  constructor(private readonly options: Omit<ReportPanelOptions, 'webview'>) {
    this.owned.add(vscode.window.registerWebviewPanelSerializer(DATASET_REPORT_TYPE, this));
    this.owned.add(vscode.commands.registerCommand(COMMANDS.datasetReport, () => this.show()));
  }

  /** In front; where nothing was scanned yet, that is begun. */
  show(): void {
    if (this.panel) {
      this.panel.reveal();
    } else {
      const title = vscode.l10n.t('Dataset report');
      this.add(vscode.window.createWebviewPanel(DATASET_REPORT_TYPE, title, vscode.ViewColumn.Active));
    }
    const { scans, scan } = this.options;
    if (scans.progress.phase === 'empty') {
      scan();
    }
  }

  async deserializeWebviewPanel(webview: vscode.WebviewPanel): Promise<void> {
    if (this.panel) {
      webview.dispose();
    } else {
      this.add(webview);
    }
  }

  /** Leaves the panel open: a reload of the window would otherwise have none to restore. */
  dispose(): void {
    this.owned.dispose();
    this.panel?.release();
  }

  private add(webview: vscode.WebviewPanel): void {
    const panel = new ReportPanel({ ...this.options, webview });
    this.panel = panel;
    panel.onDispose(() => {
      this.panel = undefined;
    });
  }
}
