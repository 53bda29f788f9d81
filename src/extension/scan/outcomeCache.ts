import type { DigestedOutcome } from '../../core/dataset/digest.js';
import type { Log } from '../util/log.js';
import type { CacheDisk } from './cacheDisk.js';

/** Outcomes of earlier scans. */
export interface OutcomeCache {
  /** Makes what is kept ready to be recalled, until `flush`. */
  load(): Promise<void>;
  /** What was found for a pair, if nothing it depends on has changed. */
  recall(key: string, identity: string): DigestedOutcome | null;
  keep(key: string, identity: string, outcome: DigestedOutcome): void;
  /** Resolves when everything kept is written. */
  flush(): Promise<void>;
  clear(): Promise<void>;
}

/** Whether an outcome may be another one without any file having changed: such a one is never recalled. */
export function isPassing(outcome: DigestedOutcome): boolean {
  if (outcome.answered) {
    return true;
  }
  return (
    'problem' in outcome &&
    (outcome.problem.choice !== undefined || /^(file|worker|internal)-/.test(outcome.problem.code))
  );
}

export const NO_CACHE: OutcomeCache = {
  load: async () => {},
  recall: () => null,
  keep: () => {},
  flush: async () => {},
  clear: async () => {},
};

interface Entry {
  identity: string;
  outcome: DigestedOutcome;
  /** Characters of its line. */
  size: number;
}

/** Another form of lines is another version: what is there is then begun anew. */
const HEADER = '{"scan-cache":1}';

/** Characters on disk at most; the pairs that were longest not looked at leave first. */
const MOST_CHARACTERS = 200e6;

/** Lines are written together. */
const BATCH = 1e6;

/**
 * Outcomes in a file that grows by a line for each pair: what was kept last for a pair counts. Lines that are damaged
 * or cut off are left out, a disk that is full or may not be written ends the keeping and is said in the log: a scan
 * works with or without.
 */
export class FileCache implements OutcomeCache {
  private entries: Map<string, Entry> | null = null;
  /** Written or about to be, since the entries were let go. */
  private size = 0;
  private live = 0;
  private waiting: string[] = [];
  private waitingSize = 0;
  private writing: Promise<void> = Promise.resolve();
  private broken = false;

  constructor(
    private readonly disk: CacheDisk,
    private readonly log: Log,
    private readonly most = MOST_CHARACTERS,
  ) {}

  async load(): Promise<void> {
    if (this.entries) {
      return;
    }
    await this.writing;
    const entries = new Map<string, Entry>();
    this.entries = entries;
    this.size = 0;
    let [first, damaged] = [true, 0];
    try {
      for await (const line of this.disk.lines()) {
        if (first && line !== HEADER) {
          this.log.info('The cache of scans is of another version and begun anew.');
          await this.disk.remove();
          break;
        }
        this.size += line.length + 1;
        const entry = first || line === '' ? null : parsed(line);
        if (entry) {
          // The one looked at last is at the end.
          entries.delete(entry.key);
          entries.set(entry.key, entry);
        } else if (!first && line !== '') {
          damaged++;
        }
        first = false;
      }
    } catch (error) {
      this.log.warn(`The cache of scans could not be read: ${String(error)}`);
    }
    if (damaged > 0) {
      this.log.warn(`${damaged} lines of the cache of scans are damaged; their pairs are evaluated again.`);
    }
    this.live = [...entries.values()].reduce((sum, { size }) => sum + size, 0);
  }

  recall(key: string, identity: string): DigestedOutcome | null {
    const entry = this.entries?.get(key);
    if (!entry || entry.identity !== identity) {
      return null;
    }
    this.entries?.delete(key);
    this.entries?.set(key, entry);
    return entry.outcome;
  }

  keep(key: string, identity: string, outcome: DigestedOutcome): void {
    const known = this.entries?.get(key);
    if (this.broken || known?.identity === identity) {
      return;
    }
    const line = lineOf(key, identity, outcome);
    this.live += line.length - (known?.size ?? 0);
    this.entries?.delete(key);
    this.entries?.set(key, { identity, outcome, size: line.length });
    this.waiting.push(line);
    this.waitingSize += line.length + 1;
    if (this.waitingSize > BATCH) {
      this.write();
    }
  }

  /** Also lets go of what was loaded: what a scan recalled it has. */
  async flush(): Promise<void> {
    this.write();
    await this.writing;
    if (this.entries && !this.broken && (this.size > this.most || this.size > 2 * this.live + BATCH)) {
      await this.attempt(() => this.disk.replace(this.kept()));
    }
    this.entries = null;
  }

  async clear(): Promise<void> {
    this.waiting = [];
    this.waitingSize = 0;
    await this.writing;
    await this.attempt(() => this.disk.remove());
    this.entries = null;
    this.size = 0;
    this.live = 0;
    this.broken = false;
  }

  private write(): void {
    const { waiting } = this;
    if (waiting.length === 0) {
      return;
    }
    // An earlier line may have been cut off: an empty one ends it.
    const text = `${this.size === 0 ? HEADER : ''}\n${waiting.join('\n')}\n`;
    this.waiting = [];
    this.waitingSize = 0;
    this.size += text.length;
    this.writing = this.writing.then(() => this.attempt(() => this.disk.append(text)));
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    if (this.broken) {
      return;
    }
    try {
      await work();
    } catch (error) {
      this.broken = true;
      this.log.warn(`Scans are not kept for later in this session: ${String(error)}`);
    }
  }

  /** The newest entries that fit in half of what is allowed, the oldest of them first. */
  private *kept(): Generator<string> {
    const entries = [...(this.entries ?? [])];
    let [from, sum] = [entries.length, 0];
    while (from > 0 && sum + entries[from - 1][1].size < this.most / 2) {
      sum += entries[--from][1].size;
    }
    yield `${HEADER}\n`;
    for (const [key, { identity, outcome }] of entries.slice(from)) {
      yield `${lineOf(key, identity, outcome)}\n`;
    }
  }
}

/** The sums stay text: they are large, and nobody reads them before they are added up. */
function lineOf(key: string, identity: string, { text, ...digest }: DigestedOutcome): string {
  return `${JSON.stringify([key, identity, digest])}\t${text}`;
}

function parsed(line: string): (Entry & { key: string }) | null {
  const tab = line.indexOf('\t');
  // A line that was cut off ends before its last brace.
  if (tab < 0 || !line.endsWith('}')) {
    return null;
  }
  try {
    const [key, identity, digest] = JSON.parse(line.slice(0, tab));
    const whole = typeof key === 'string' && typeof identity === 'string' && ('ok' in digest || 'problem' in digest);
    return whole ? { key, identity, outcome: { ...digest, text: line.slice(tab + 1) }, size: line.length } : null;
  } catch {
    return null;
  }
}
