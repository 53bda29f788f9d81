import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { SliceRequest } from '../../core/arrays/slice.js';
import { CancelledError, toProblem } from '../../core/errors.js';
import type { ToArrayEditor } from '../../shared/arrayEditorProtocol.js';
import { displayName, fileRef } from '../files/workspaceFiles.js';
import { ARRAY_EDITOR_TYPE, COMMANDS } from '../ids.js';
import { panelHtml } from '../panel/html.js';
import { pageLanguage } from '../panel/pageLanguage.js';
import { watchFiles } from '../panel/watchFiles.js';
import type { Inspections } from '../workerPool.js';
import { parseFromArrayEditor } from './fromArrayEditor.js';

/** Shows what a binary file of arrays holds: shape, values, histogram and slices, and a way to its inspection. */
export class ArrayEditor implements vscode.CustomReadonlyEditorProvider {
  constructor(
    private readonly extension: vscode.Uri,
    private readonly workers: Inspections,
  ) {}

  static register(extension: vscode.Uri, workers: Inspections): vscode.Disposable {
    return vscode.window.registerCustomEditorProvider(ARRAY_EDITOR_TYPE, new ArrayEditor(extension, workers));
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => {} };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    const page = new ArrayPage(uri, panel.webview, this.workers);
    const watcher = watchFiles([uri.toString()], () => page.show());
    panel.onDidDispose(() => {
      watcher.dispose();
      page.dispose();
    });
    const { webview } = panel;
    const local = (...path: string[]) => vscode.Uri.joinPath(this.extension, ...path);
    webview.options = { enableScripts: true, localResourceRoots: [local('dist'), local('media')] };
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      script: webview.asWebviewUri(local('dist', 'arrayEditor.js')).toString(),
      style: webview.asWebviewUri(local('media', 'arrayEditor.css')).toString(),
      title: displayName(uri.toString()),
      ...pageLanguage(webview, this.extension),
    });
  }
}

/** One open page: asks the worker, and sends what is newest. */
class ArrayPage {
  private readonly name: string;
  private current: AbortController | undefined;
  private array: string | undefined;
  private slice: SliceRequest | null = null;

  constructor(
    private readonly uri: vscode.Uri,
    private readonly webview: vscode.Webview,
    private readonly workers: Inspections,
  ) {
    this.name = displayName(uri.toString());
    webview.onDidReceiveMessage(message => this.receive(message));
  }

  /** Everything anew: the file, or the choice of the array, is another one. */
  show(): void {
    this.send({ type: 'loading', name: this.name });
    void this.ask(true);
  }

  dispose(): void {
    this.current?.abort();
  }

  private receive(sent: unknown): void {
    const message = parseFromArrayEditor(sent);
    switch (message?.type) {
      case 'ready':
        this.show();
        return;
      case 'choose':
        this.array = message.array;
        this.slice = null;
        this.show();
        return;
      case 'slice':
        this.slice = message.slice;
        void this.ask(false);
        return;
      case 'inspect':
        void vscode.commands.executeCommand(COMMANDS.inspect, this.uri);
        return;
    }
  }

  private async ask(summary: boolean): Promise<void> {
    this.current?.abort();
    const controller = new AbortController();
    this.current = controller;
    try {
      const file = await fileRef(this.uri.toString());
      const entry = this.array === undefined ? {} : { entry: this.array };
      const question = { file: { ...file, ...entry }, summary, slice: this.slice };
      const answer = await this.workers.askArray(question, controller.signal);
      this.send({ type: 'answer', name: this.name, answer });
    } catch (error) {
      if (!(error instanceof CancelledError) && controller === this.current) {
        this.send({ type: 'problem', name: this.name, problem: toProblem(error) });
      }
    }
  }

  private send(message: ToArrayEditor): void {
    void this.webview.postMessage(message);
  }
}
