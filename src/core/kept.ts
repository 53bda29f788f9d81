import { CancelledError } from './errors.js';

/**
 * Results that are made when first asked for and kept. Who asks while one is being made waits for it; if whoever began
 * it cancels, those who still want it make it again.
 */
export class Kept {
  private readonly entries = new Map<string, { key: string; value: Promise<unknown> }>();

  /** What `make` gives, made once for this key. */
  cached<T>(key: string, make: () => Promise<T>): Promise<T> {
    return this.last(key, key, make);
  }

  /** The same for what is too large to keep more than one of: another key takes the place of the last of its kind. */
  async last<T>(kind: string, key: string, make: () => Promise<T>): Promise<T> {
    const found = this.entries.get(kind);
    if (found?.key === key) {
      try {
        return (await found.value) as T;
      } catch (error) {
        if (error instanceof CancelledError) {
          return this.last(kind, key, make);
        }
        throw error;
      }
    }
    const entry = { key, value: make() };
    this.entries.set(kind, entry);
    try {
      return await entry.value;
    } catch (error) {
      if (this.entries.get(kind) === entry) {
        this.entries.delete(kind);
      }
      throw error;
    }
  }

  clear(): void {
    this.entries.clear();
  }
}
