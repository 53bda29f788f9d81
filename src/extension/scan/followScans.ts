import type { DatasetScans } from './datasetScans.js';

/** Does some work after changes of the scans, one at a time: seldom while a scan runs, at once when it has ended. */
export class FollowScans {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private readonly listening: { dispose(): void };

  /** @param everyMs how seldom while a scan runs */
  constructor(
    private readonly scans: Pick<DatasetScans, 'onDidChange' | 'busy'>,
    private readonly everyMs: number,
    private readonly work: () => Promise<void>,
  ) {
    this.listening = scans.onDidChange(() => this.later());
  }

  now(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.working = this.working.then(() => this.work()).catch(() => {});
  }

  /** Resolves when all that was begun is done. */
  settled(): Promise<void> {
    return this.working;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
  }

  private later(): void {
    if (this.scans.busy) {
      this.timer ??= setTimeout(() => this.now(), this.everyMs);
    } else {
      this.now();
    }
  }
}
