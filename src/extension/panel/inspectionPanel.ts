import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { nameOf, stemOf } from '../../core/pairing/paths.js';
import type { FindingAction, PanelAction, ProposalAction, ToWebview } from '../../shared/protocol.js';
import type { Pair } from '../inspection/pair.js';
import type { InspectionSession } from '../inspection/session.js';
import { readGpuAcceleration } from '../settings/readSettings.js';
import { Disposables } from '../util/disposables.js';
import { exactBuffer } from '../util/exactBuffer.js';
import type { Log } from '../util/log.js';
import { parseFromWebview } from './fromWebview.js';
import { panelHtml } from './html.js';
import { pageLanguage } from './pageLanguage.js';
import { PanelQuestions } from './questions.js';
import { saveAs } from './saveAs.js';
import { watchFiles } from './watchFiles.js';

export interface InspectionPanelOptions {
  webview: vscode.WebviewPanel;
  extension: vscode.Uri;
  log: Log;
  session: (changed: () => void) => InspectionSession;
  /** What a button of the panel asks for, beyond the panel itself. */
  act: (panel: InspectionPanel, id: PanelAction['id']) => void;
  /** What is clicked beside a finding. */
  finding: (panel: InspectionPanel, code: string, what: FindingAction) => void;
  /** What is answered to an offered reading of the label. */
  proposal: (panel: InspectionPanel, title: string, what: ProposalAction) => void;
}

/** One webview panel and the session behind it: passes messages on, and owns what ends with the panel. */
export class InspectionPanel {
  readonly session: InspectionSession;
  private readonly owned = new Disposables();
  private readonly watchers = this.owned.add(new Disposables());
  private readonly webview: vscode.WebviewPanel;
  private readonly questions: PanelQuestions;
  /** Whether the document of the webview listens; a hidden panel has none. */
  private listening = false;

  constructor(private readonly options: InspectionPanelOptions) {
    this.webview = options.webview;
    this.session = this.owned.add(options.session(() => this.sendSnapshot()));
    this.questions = new PanelQuestions({
      ask: (asked, how) => this.session.ask(asked, how),
      post: message => this.post(message),
      failed: error => options.log.error(error instanceof Error ? error : String(error)),
    });
    this.owned.add({ dispose: () => this.questions.forgetAll() });
    this.owned.add(this.webview.webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    this.owned.add(
      this.webview.onDidChangeViewState(() => {
        this.listening &&= this.webview.visible;
        if (!this.listening) {
          this.questions.forgetAll();
        }
      }),
    );
    this.webview.onDidDispose(() => this.release());
    this.setUp();
  }

  get active(): boolean {
    return this.webview.active;
  }

  get disposed(): boolean {
    return this.owned.disposed;
  }

  reveal(): void {
    this.webview.reveal();
  }

  onDispose(callback: () => void): void {
    this.owned.add({ dispose: callback });
  }

  /** Follows the files of the pair: a change marks the picture as stale and starts a re-run. */
  follow(pair: Pair): void {
    this.watchers.clear();
    const all = [pair.prediction, pair.label, pair.image, pair.classesFile, this.session.comparedWith];
    const files = all.filter(uri => uri !== null);
    this.watchers.add(watchFiles(files, () => void this.session.run()));
    this.webview.title = vscode.l10n.t('Loss: {0}', stemOf(nameOf(vscode.Uri.parse(pair.prediction).path)));
  }

  /** Compares with another prediction, whose file is followed as well; null: no more. */
  compareWith(uri: string | null): void {
    this.session.compareWith(uri);
    this.follow(this.session.pair);
  }

  /** Closes the panel. */
  close(): void {
    this.webview.dispose();
  }

  /** Ends what runs behind the panel. */
  release(): void {
    this.owned.dispose();
  }

  private setUp(): void {
    const { webview } = this.webview;
    const { extension } = this.options;
    const inside = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(extension, ...path);
    webview.options = {
      enableScripts: true,
      enableForms: false,
      localResourceRoots: [inside('dist'), inside('media')],
    };
    this.webview.iconPath = inside('media', 'icon.svg');
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      script: webview.asWebviewUri(inside('dist', 'webview.js')).toString(),
      style: webview.asWebviewUri(inside('media', 'panel.css')).toString(),
      title: this.webview.title,
      ...pageLanguage(webview, extension),
      gpuAcceleration: readGpuAcceleration(),
    });
    this.follow(this.session.pair);
  }

  private receive(value: unknown): void {
    const message = parseFromWebview(value);
    switch (message?.type) {
      case 'ready':
        this.questions.forgetAll();
        this.listening = true;
        this.sendSnapshot();
        break;
      case 'ask':
        void this.questions.ask(message);
        break;
      case 'forget':
        this.questions.forget(message.id);
        break;
      case 'getPicture':
        this.sendPicture(message.inspectionId);
        break;
      case 'setReading':
        void this.session.setReading(message.reading);
        break;
      case 'save':
        void saveAs(message.name, message.data, this.session.pair.prediction);
        break;
      case 'cancel':
        this.session.cancel();
        break;
      case 'action':
        this.options.act(this, message.id);
        break;
      case 'finding':
        this.options.finding(this, message.code, message.what);
        break;
      case 'proposal':
        this.options.proposal(this, message.title, message.what);
        break;
      case undefined:
        this.options.log.warn('The panel sent a message of an unknown shape; it was ignored.');
    }
  }

  private sendSnapshot(): void {
    const { pair, reading } = this.session;
    const { prediction, label, image } = pair;
    this.post({
      type: 'snapshot',
      snapshot: this.session.snapshot(),
      persist: { version: 1, uris: { prediction, label, image, comparison: this.session.comparedWith }, reading },
    });
  }

  private sendPicture(inspectionId: number): void {
    const picture = this.session.result(inspectionId)?.picture;
    this.post(
      picture
        ? { type: 'picture', inspectionId, data: exactBuffer(picture.data) }
        : { type: 'unavailable', inspectionId, what: 'picture' },
    );
  }

  private post(message: ToWebview): void {
    if (this.listening && !this.disposed) {
      this.webview.webview.postMessage(message).then(undefined, error => this.options.log.error(error));
    }
  }
}
