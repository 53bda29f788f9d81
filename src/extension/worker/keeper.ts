import { Analysed } from '../../core/analysis/analysed.js';
import { CancelledError, InspectionError } from '../../core/errors.js';
import type { InspectionHost } from '../../core/inspection/host.js';
import { type Inspection, inspectPair } from '../../core/inspection/inspect.js';
import type { InspectionJob } from '../../core/inspection/job.js';
import { openPair } from '../../core/inspection/openPair.js';
import type { PairRef } from '../../shared/workerProtocol.js';

/** Pairs kept open at most, and bytes they may hold together; the newest one is kept whatever its size. */
const MOST_PAIRS = 3;
const MOST_BYTES = 2 ** 30;

interface Entry {
  pair: Analysed;
  /** Questions at work on it. */
  users: number;
  /** Closed as soon as nobody uses it. */
  leaving: boolean;
}

/** The pairs that are open for questions: few, the least recently used closed first. */
export class Keeper {
  /** In order of use, the latest last. */
  private readonly entries = new Map<string, Entry>();
  private readonly opening = new Map<string, Promise<unknown>>();

  /** Inspects the pair of a job; with a key it stays open. */
  async inspect(job: InspectionJob, key: string | null, host: InspectionHost): Promise<Inspection> {
    const open = await openPair(job, host);
    try {
      const inspection = await inspectPair(open, job, host);
      if (key === null || host.signal.aborted) {
        open.close();
      } else {
        this.put(key, new Analysed(job, open, inspection));
      }
      return inspection;
    } catch (error) {
      open.close();
      throw error;
    }
  }

  /** Works on a pair that stays open meanwhile. Throws pair-closed where it is not open and came without a job. */
  async use<T>(ref: PairRef, host: InspectionHost, work: (pair: Analysed) => Promise<T>): Promise<T> {
    const entry = this.entries.get(ref.key) ?? (await this.reopened(ref, host));
    if (entry.leaving) {
      // Closed again before its turn came.
      return this.use(ref, host, work);
    }
    this.entries.delete(ref.key);
    this.entries.set(ref.key, entry);
    entry.users++;
    try {
      return await work(entry.pair);
    } finally {
      entry.users--;
      closeIfUnused(entry);
    }
  }

  /** Questions that come together open their pair together; if whoever began it gives up, another one begins anew. */
  private async reopened(ref: PairRef, host: InspectionHost): Promise<Entry> {
    const { key, job } = ref;
    for (let entry = this.entries.get(key); ; entry = this.entries.get(key)) {
      if (entry) {
        return entry;
      }
      const begun = this.opening.get(key);
      if (begun) {
        await begun.catch(() => {});
        if (host.signal.aborted) {
          throw new CancelledError();
        }
        continue;
      }
      if (!job) {
        throw new InspectionError('pair-closed', 'The files of this inspection were closed meanwhile.', 'Ask again.');
      }
      const opening = this.inspect(job, key, host);
      this.opening.set(key, opening);
      try {
        await opening;
      } finally {
        this.opening.delete(key);
      }
      if (host.signal.aborted) {
        throw new CancelledError();
      }
    }
  }

  close(key: string): void {
    const entry = this.entries.get(key);
    if (entry) {
      this.entries.delete(key);
      entry.leaving = true;
      closeIfUnused(entry);
    }
  }

  get open(): string[] {
    return [...this.entries.keys()];
  }

  private put(key: string, pair: Analysed): void {
    this.close(key);
    this.entries.set(key, { pair, users: 0, leaving: false });
    for (const old of [...this.entries.keys()].slice(0, -1)) {
      const bytes = [...this.entries.values()].reduce((sum, entry) => sum + entry.pair.size, 0);
      if (this.entries.size > MOST_PAIRS || bytes > MOST_BYTES) {
        this.close(old);
      }
    }
  }
}

function closeIfUnused({ pair, users, leaving }: Entry): void {
  if (leaving && users === 0) {
    pair.close();
  }
}
