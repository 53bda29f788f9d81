import { appendFileSync, existsSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { changesKey, type PixelChanges } from '../core/dataset/pixelChanges.js';
import { type PairRecord, recordKey } from '../core/dataset/record.js';
import type { ScanResult } from '../core/dataset/scanResult.js';
import { InspectionError } from '../core/errors.js';

/** A line of a .jsonl of records: a pair, or at the end of a scan what found no partner. */
type Line = { record: PairRecord } | { changes: PixelChanges } | Pick<ScanResult, 'unmatched' | 'complete' | 'shard'>;

/** What a file holds of a scan. */
export interface Part extends ScanResult {
  path: string;
  /** false: the scan that wrote it was stopped. */
  finished: boolean;
}

/**
 * A file of records that grows while a scan runs, so that one that was stopped goes on where it was. A last line that
 * was cut off is left out: its pair is evaluated again.
 */
export class RecordFile {
  private readonly known = new Map<string, PairRecord>();
  private readonly counted = new Map<string, PixelChanges>();

  constructor(private readonly path: string) {
    if (existsSync(path) && statSync(path).size > 0) {
      const { records, changes } = readRecords(path);
      for (const record of records) {
        this.known.set(recordKey(record), record);
      }
      for (const one of changes ?? []) {
        this.counted.set(changesKey(one), one);
      }
      // The next line must not run into one that was cut off.
      const bytes = readFileSync(path);
      truncateSync(path, bytes.lastIndexOf(0x0a) + 1);
    }
  }

  /** The record of an earlier run, if it is of the same files and settings. */
  recall(pair: Omit<PairRecord, 'outcome' | 'version'>): PairRecord | null {
    const found = this.known.get(recordKey(pair as PairRecord));
    return found?.identity === pair.identity ? found : null;
  }

  add(record: PairRecord): void {
    if (this.recall(record) === null) {
      this.append({ record });
    }
  }

  /** What was counted of these two predictions, if neither has changed. */
  recallChanges(wanted: Omit<PixelChanges, 'fixed' | 'broken'>): PixelChanges | null {
    const found = this.counted.get(changesKey(wanted));
    return found?.identity.join('\n') === wanted.identity.join('\n') ? found : null;
  }

  addChanges(changes: PixelChanges): void {
    if (this.recallChanges(changes) === null) {
      this.append({ changes });
    }
  }

  finish({ unmatched, complete, shard }: ScanResult): void {
    this.append({ unmatched, complete, shard });
  }

  private append(line: Line): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`);
  }
}

/** Reads what `scan` wrote with --json --shard or with --jsonl. Throws records-unreadable. */
export function readRecords(path: string): Part {
  const text = read(path);
  const whole = parsed(text);
  if (isResult(whole)) {
    return { ...whole, path, finished: true };
  }
  const result: Part = {
    version: 1,
    path,
    shard: null,
    unmatched: [],
    complete: true,
    records: [],
    finished: false,
  };
  const lines = text.split('\n').filter(line => line.trim() !== '');
  let found = 0;
  for (const [k, text] of lines.entries()) {
    const line = parsed(text) as Line | undefined;
    if (line && 'record' in line && line.record?.version === 1) {
      result.records.push(line.record);
      found++;
    } else if (line && 'changes' in line) {
      result.changes ??= [];
      result.changes.push(line.changes);
      found++;
    } else if (line && 'unmatched' in line) {
      result.unmatched = line.unmatched;
      result.complete = line.complete;
      result.shard = line.shard ?? null;
      result.finished = true;
      found++;
    } else if (line || k < lines.length - 1) {
      throw unreadable(path, `line ${k + 1} is no record`);
    }
  }
  if (found === 0) {
    throw unreadable(path, 'no line of it is one');
  }
  return result;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, (error as Error).message);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isResult(value: unknown): value is ScanResult {
  const result = value as ScanResult | undefined;
  return result?.version === 1 && Array.isArray(result.records) && Array.isArray(result.unmatched);
}

function unreadable(path: string, why: string): InspectionError {
  return new InspectionError(
    'records-unreadable',
    `${path} holds no records of a scan (${why}).`,
    'Give a file that seg-loss scan wrote with --jsonl, or with --json and --shard.',
  );
}
