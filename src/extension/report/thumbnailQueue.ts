/** So many pictures are kept; one takes about 100 kB. */
const KEPT = 300;

/**
 * Makes things one at a time, what was asked for last first: that is what is in sight. What is no longer wanted is not
 * begun, and what was made is kept.
 */
export class ThumbnailQueue<T> {
  private readonly waiting = new Map<string, () => Promise<T | null>>();
  private readonly made = new Map<string, T | null>();
  private running: { key: string; controller: AbortController } | null = null;
  private disposed = false;

  constructor(private readonly done: (key: string, made: T | null) => void) {}

  /** @param key names what is made, and changes when that would be another */
  want(key: string, make: (signal: AbortSignal) => Promise<T | null>): void {
    const known = this.made.get(key);
    if (known !== undefined) {
      this.done(key, known);
      return;
    }
    if (this.running?.key === key) {
      return;
    }
    const controller = new AbortController();
    this.waiting.delete(key);
    this.waiting.set(key, () => {
      this.running = { key, controller };
      return make(controller.signal);
    });
    this.next();
  }

  forget(key: string): void {
    this.waiting.delete(key);
    if (this.running?.key === key) {
      this.running.controller.abort();
    }
  }

  dispose(): void {
    this.disposed = true;
    this.waiting.clear();
    this.running?.controller.abort();
  }

  private next(): void {
    const last = [...this.waiting].at(-1);
    if (this.running || !last || this.disposed) {
      return;
    }
    const [key, make] = last;
    this.waiting.delete(key);
    make()
      // What fails to be drawn is said by the pair's own inspection.
      .catch(() => null)
      .then(made => {
        const cancelled = this.running?.controller.signal.aborted;
        this.running = null;
        if (!cancelled && !this.disposed) {
          this.keep(key, made);
          this.done(key, made);
        }
        this.next();
      });
  }

  private keep(key: string, made: T | null): void {
    this.made.set(key, made);
    if (this.made.size > KEPT) {
      const [oldest] = this.made.keys();
      this.made.delete(oldest as string);
    }
  }
}
