export interface Disposable {
  dispose(): unknown;
}

/**
 * Owns disposables and ends them in reverse order. What is added after the end is disposed at once, so that a late
 * answer to an awaited question cannot leave a watcher or worker behind.
 */
export class Disposables implements Disposable {
  private readonly items: Disposable[] = [];
  private ended = false;

  get disposed(): boolean {
    return this.ended;
  }

  add<T extends Disposable>(item: T): T {
    if (this.ended) {
      item.dispose();
    } else {
      this.items.push(item);
    }
    return item;
  }

  /** Disposes what is owned now and stays usable. */
  clear(): void {
    for (const item of this.items.splice(0).reverse()) {
      item.dispose();
    }
  }

  dispose(): void {
    this.ended = true;
    this.clear();
  }
}
