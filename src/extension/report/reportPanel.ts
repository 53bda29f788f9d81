import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { PixelChanges } from '../../core/dataset/pixelChanges.js';
import type { Thumbnail } from '../../core/dataset/thumbnail.js';
import { CancelledError, toProblem } from '../../core/errors.js';
import type { FromDatasetReport, PairName, SmallPicture, ToDatasetReport } from '../../shared/datasetReportProtocol.js';
import { unpack } from '../../shared/packing.js';
import type { Pair } from '../inspection/pair.js';
import { panelHtml } from '../panel/html.js';
import { pageLanguage } from '../panel/pageLanguage.js';
import type { DatasetScans } from '../scan/datasetScans.js';
import { jobForWorker } from '../scan/scansHost.js';
import type { ScannedPair } from '../scan/types.js';
import { Disposables } from '../util/disposables.js';
import { exactBuffer } from '../util/exactBuffer.js';
import type { Log } from '../util/log.js';
import type { Inspections } from '../workerPool.js';
import { exportReport } from './exportReport.js';
import { parseFromDatasetReport } from './fromDatasetReport.js';
import { countPixels } from './pixelCounts.js';
import { ReportSource } from './reportSource.js';
import { ThumbnailQueue } from './thumbnailQueue.js';

export interface ReportPanelOptions {
  webview: vscode.WebviewPanel;
  extension: vscode.Uri;
  log: Log;
  scans: DatasetScans;
  workers: Pick<Inspections, 'askPair' | 'size'>;
  /** Begins a scan of everything, as the command does. */
  scan(): void;
  /** Opens the inspection of a pair, compared with another prediction of its label where one is given. */
  open(pair: Pair, other: string | null): void;
}

/** The webview of the dataset report: passes messages on, and follows the scans as long as it is open. */
export class ReportPanel {
  private readonly owned = new Disposables();
  private readonly source: ReportSource;
  private readonly thumbnails: ThumbnailQueue<SmallPicture>;
  private readonly wanted = new Map<string, PairName>();
  private counting: AbortController | null = null;
  private listening = false;

  constructor(private readonly options: ReportPanelOptions) {
    const { webview, scans } = options;
    this.source = this.owned.add(
      new ReportSource({
        scans,
        status: status => this.post({ type: 'status', status }),
        overview: overview => this.post({ type: 'overview', overview }),
        problem: problem => this.post({ type: 'problem', problem }),
        now: () => Date.now(),
      }),
    );
    this.thumbnails = this.owned.add(new ThumbnailQueue((key, picture) => this.sendThumbnail(key, picture)));
    this.owned.add({ dispose: () => this.counting?.abort() });
    this.owned.add(webview.webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    this.owned.add(
      webview.onDidChangeViewState(() => {
        this.listening &&= webview.visible;
        if (!this.listening) {
          this.source.hide();
        }
      }),
    );
    webview.onDidDispose(() => this.owned.dispose());
    this.setUp();
  }

  onDispose(callback: () => void): void {
    this.owned.add({ dispose: callback });
  }

  reveal(): void {
    this.options.webview.reveal();
  }

  /** Ends what runs behind the panel. */
  release(): void {
    this.owned.dispose();
  }

  private setUp(): void {
    const { webview, extension } = this.options;
    const page = webview.webview;
    const inside = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(extension, ...path);
    page.options = { enableScripts: true, enableForms: false, localResourceRoots: [inside('dist'), inside('media')] };
    webview.iconPath = inside('media', 'icon.svg');
    page.html = panelHtml({
      cspSource: page.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      script: page.asWebviewUri(inside('dist', 'datasetReport.js')).toString(),
      style: page.asWebviewUri(inside('media', 'datasetReport.css')).toString(),
      title: webview.title,
      ...pageLanguage(page, extension),
    });
  }

  private receive(value: unknown): void {
    const message = parseFromDatasetReport(value);
    if (message) {
      this.answer(message);
    } else {
      this.options.log.warn('The dataset report sent a message of an unknown shape; it was ignored.');
    }
  }

  private answer(message: FromDatasetReport): void {
    const { scans, scan } = this.options;
    switch (message.type) {
      case 'ready':
        this.listening = true;
        this.source.show();
        break;
      case 'scan':
        scan();
        break;
      case 'pause':
        scans.pause();
        break;
      case 'resume':
        scans.resume();
        break;
      case 'cancel':
        scans.cancel();
        break;
      case 'open':
        this.open(message.pair, message.other);
        break;
      case 'thumbnail':
        this.wantThumbnail(message.pair);
        break;
      case 'forget':
        this.forgetThumbnail(message.pair);
        break;
      case 'baseline':
        this.source.setBaseline(message.model);
        break;
      case 'countPixels':
        void this.countPixels(message.dataset, message.a, message.b);
        break;
      case 'export':
        void exportReport(message.format, format => this.source.ask(format), this.options.log);
        break;
    }
  }

  private open(name: PairName, other: PairName | null): void {
    const pair = this.source.find(name);
    if (pair) {
      const { prediction, label, image, classesFile } = pair;
      const second = other && this.source.find(other);
      this.options.open({ prediction, label, image, classesFile }, second?.prediction ?? null);
    }
  }

  private wantThumbnail(name: PairName): void {
    const pair = this.source.find(name);
    if (!pair) {
      this.post({ type: 'thumbnail', pair: name, picture: null });
      return;
    }
    const key = keyOf(pair);
    this.wanted.set(key, name);
    this.thumbnails.want(key, async signal => {
      const job = await jobForWorker(pair.planned.job, pair.prediction);
      const answer = unpack(await this.options.workers.askPair({ about: 'thumbnail', job }, signal)) as Thumbnail;
      return { width: answer.width, height: answer.height, rgba: exactBuffer(answer.rgba) };
    });
  }

  private forgetThumbnail(name: PairName): void {
    const pair = this.source.find(name);
    if (pair) {
      this.thumbnails.forget(keyOf(pair));
    }
  }

  private sendThumbnail(key: string, picture: SmallPicture | null): void {
    const pair = this.wanted.get(key);
    this.wanted.delete(key);
    if (pair) {
      this.post({ type: 'thumbnail', pair, picture });
    }
  }

  private async countPixels(name: string, a: string, b: string): Promise<void> {
    const dataset = this.options.scans.datasets.find(one => one.name === name);
    if (!dataset || this.counting) {
      return;
    }
    const controller = new AbortController();
    this.counting = controller;
    try {
      await countPixels(
        dataset,
        [a, b],
        {
          count: async (one, two, signal) => {
            const [job, other] = await Promise.all(
              [one, two].map(pair => jobForWorker(pair.planned.job, pair.prediction)),
            );
            const question = {
              about: 'changes' as const,
              job: job as typeof one.planned.job,
              other: other as typeof one.planned.job,
            };
            const counted = await this.options.workers.askPair(question, signal);
            return unpack(counted) as Pick<PixelChanges, 'fixed' | 'broken'>;
          },
          found: changes => this.source.add(changes),
          progress: (done, of) => this.post({ type: 'counting', counting: { done, of } }),
          concurrency: this.options.workers.size,
        },
        controller.signal,
      );
    } catch (error) {
      if (!(error instanceof CancelledError)) {
        this.post({ type: 'problem', problem: toProblem(error) });
      }
    } finally {
      this.counting = null;
      this.post({ type: 'counting', counting: null });
      this.source.renew();
    }
  }

  private post(message: ToDatasetReport): void {
    if (this.listening && !this.owned.disposed) {
      this.options.webview.webview.postMessage(message).then(undefined, error => this.options.log.error(error));
    }
  }
}

/** Changes when the picture would be another. */
function keyOf({ key, planned }: ScannedPair): string {
  return `${key}\n${planned.identity}`;
}
