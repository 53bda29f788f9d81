import * as vscode from 'vscode';
import type { FindingAction, PanelAction, ProposalAction, ReadingOverride } from '../../shared/protocol.js';
import { PANEL_TYPE, SECTION } from '../ids.js';
import type { Pair } from '../inspection/pair.js';
import type { InspectionSession } from '../inspection/session.js';
import { Disposables } from '../util/disposables.js';
import type { Log } from '../util/log.js';
import { parsePanelState } from './fromWebview.js';
import { InspectionPanel } from './inspectionPanel.js';

export interface PanelsOptions {
  extension: vscode.Uri;
  log: Log;
  session: (pair: Pair, reading: ReadingOverride | undefined, changed: () => void) => InspectionSession;
  complete: (known: Pick<Pair, 'prediction' | 'label' | 'image'>) => Promise<Pair>;
  act: (panel: InspectionPanel, id: PanelAction['id']) => void;
  finding: (panel: InspectionPanel, code: string, what: FindingAction) => void;
  proposal: (panel: InspectionPanel, title: string, what: ProposalAction) => void;
}

/** All open panels, one for each prediction. */
export class Panels implements vscode.WebviewPanelSerializer {
  private readonly owned = new Disposables();
  private readonly open = new Map<string, InspectionPanel>();

  constructor(private readonly options: PanelsOptions) {
    this.owned.add(vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, this));
    this.owned.add(vscode.workspace.onDidChangeConfiguration(event => this.settingsChanged(event)));
  }

  has(prediction: string): boolean {
    return this.open.has(prediction);
  }

  /** The panel in front, for commands that act on it. */
  get active(): InspectionPanel | undefined {
    return [...this.open.values()].find(panel => panel.active);
  }

  /** Shows the pair in its panel, which is reused, and starts its inspection. */
  show(pair: Pair): InspectionPanel {
    const known = this.open.get(pair.prediction);
    if (known) {
      known.reveal();
      this.change(known, { ...pair, label: pair.label ?? known.session.pair.label });
      return known;
    }
    const webview = vscode.window.createWebviewPanel(PANEL_TYPE, vscode.l10n.t('Loss'), vscode.ViewColumn.Beside);
    const panel = this.add(webview, pair);
    void panel.session.run();
    return panel;
  }

  /** Another pair in the same panel. */
  change(panel: InspectionPanel, pair: Pair): void {
    const before = panel.session.pair;
    if (pair.prediction !== before.prediction) {
      const other = this.open.get(pair.prediction);
      if (other && other !== panel) {
        other.close();
      }
      this.open.delete(before.prediction);
      this.open.set(pair.prediction, panel);
    }
    const same = (['prediction', 'label', 'image', 'classesFile'] as const).every(key => pair[key] === before[key]);
    void (same ? panel.session.run() : panel.session.setPair(pair));
    // After it: another pair ends a comparison.
    panel.follow(pair);
  }

  /** After a window reload. The old document is gone; URIs and reading are all that is left, and enough. */
  async deserializeWebviewPanel(webview: vscode.WebviewPanel, value: unknown): Promise<void> {
    const state = parsePanelState(value);
    if (!state || this.open.has(state.uris.prediction)) {
      webview.dispose();
      return;
    }
    const panel = this.add(webview, { ...state.uris, classesFile: null }, state.reading);
    const pair = await this.options.complete(state.uris).catch((error: unknown) => {
      this.options.log.warn(`Partners of a restored panel were not found: ${String(error)}`);
      return panel.session.pair;
    });
    if (!panel.disposed) {
      this.change(panel, pair);
      panel.compareWith(state.uris.comparison ?? null);
    }
  }

  /** Ends the work but leaves the panels open: a reload of the window would otherwise have none to restore. */
  dispose(): void {
    this.owned.dispose();
    for (const panel of [...this.open.values()]) {
      panel.release();
    }
  }

  private add(webview: vscode.WebviewPanel, pair: Pair, reading?: ReadingOverride): InspectionPanel {
    const { extension, log, session, act, finding, proposal } = this.options;
    const panel = new InspectionPanel({
      webview,
      extension,
      log,
      act,
      finding,
      proposal,
      session: changed => session(pair, reading, changed),
    });
    this.open.set(pair.prediction, panel);
    panel.onDispose(() => {
      if (this.open.get(panel.session.pair.prediction) === panel) {
        this.open.delete(panel.session.pair.prediction);
      }
    });
    return panel;
  }

  private settingsChanged(event: vscode.ConfigurationChangeEvent): void {
    for (const panel of this.open.values()) {
      if (event.affectsConfiguration(SECTION, vscode.Uri.parse(panel.session.pair.prediction))) {
        void panel.session.run();
      }
    }
  }
}
