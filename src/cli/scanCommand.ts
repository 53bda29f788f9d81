import { availableParallelism } from 'node:os';
import type { PixelChanges } from '../core/dataset/pixelChanges.js';
import { type Plan, planScan } from '../core/dataset/plan.js';
import { type PairRecord, recordKey } from '../core/dataset/record.js';
import { type PlannedPair, type ScanProgress, scan } from '../core/dataset/scan.js';
import { reportOf, type ScanResult } from '../core/dataset/scanResult.js';
import { InspectionError } from '../core/errors.js';
import { SumPool } from '../node/sumPool.js';
import { countPixels, pairsToCompare } from './countPixels.js';
import { absolute, fileState, isFolder, listFolder } from './listFolder.js';
import { RecordFile } from './records.js';
import { parseScan, type ScanOptions } from './scanOptions.js';
import { exitStatus, print, type TextOutput } from './scanOutput.js';
import { version } from './version.js';

/**
 * `seg-loss scan`: every pair below some folders. Returns the exit status.
 *
 * @param worker script of the threads that evaluate the pairs
 */
export async function scanCommand(args: string[], worker: string, output: TextOutput): Promise<number> {
  const options = parseScan(args);
  const { signal } = new AbortController();
  const plans = await Promise.all(options.folders.map(folder => planOf(folder, options, signal)));
  const plan = joined(plans, options.folders);
  const pairs = shardOf(plan.pairs, options.shard);
  const file = options.jsonl === undefined ? null : new RecordFile(options.jsonl);
  const records: PairRecord[] = [];
  const concurrency = options.threads ?? Math.max(1, availableParallelism());
  let changes: PixelChanges[] = [];
  const pool = new SumPool(worker);
  try {
    await scan(
      pairs,
      {
        evaluate: (job, stop) => pool.evaluate(job, stop),
        recall: pair => file?.recall(pair) ?? null,
        done: (record, progress) => {
          records.push(record);
          file?.add(record);
          if (options.progress) {
            process.stderr.write(`\r${progressLine(progress)}`);
          }
        },
        ready: async () => {},
        concurrency,
      },
      signal,
    );
    if (options.countPixels) {
      const wanted = pairsToCompare(plan.pairs, baselinesOf(options), options.shard);
      changes = await countPixels(wanted, { pool, file, concurrency }, signal);
    }
  } finally {
    pool.dispose();
  }
  if (options.progress) {
    process.stderr.write('\n');
  }
  const result: ScanResult = {
    version: 1,
    shard: options.shard,
    unmatched: plan.unmatched,
    complete: plan.complete,
    records,
    ...(changes.length > 0 ? { changes } : {}),
  };
  file?.finish(result);
  const report = reportOf(result, baselinesOf(options));
  await print(report, options, options.shard ? result : null, output);
  return exitStatus(report, options, plan.pairs.length);
}

function baselinesOf({ baseline }: ScanOptions): string[] {
  return baseline === undefined ? [] : [baseline];
}

async function planOf(folder: string, options: ScanOptions, signal: AbortSignal): Promise<Plan> {
  const root = absolute(folder);
  if (!(await isFolder(root))) {
    throw new InspectionError('folder-not-found', `${folder} is no folder.`, 'Name the folder with the files to scan.');
  }
  const datasets = options.config.datasets(root);
  const named = (name: string) => datasets.find(({ files }) => files.name === name);
  return planScan(root, {
    list: listFolder,
    state: fileState,
    settings: name => ({ ...options.settings(named(name)), perPixel: false, boundaryWidth: null, layers: false }),
    classesFile: name => named(name)?.classesFile ?? null,
    configured: datasets.map(({ files }) => files),
    patterns: options.config.folders,
    version: version(),
    signal,
  });
}

/** Plans of several folders; where two have a dataset of one name, the folder is said as well. */
function joined(plans: readonly Plan[], folders: readonly string[]): Plan {
  const namesIn = plans.map(plan => new Set(plan.unmatched.map(one => one.dataset)));
  const alike = (name: string) => namesIn.filter(names => names.has(name)).length > 1;
  const renamed = <T extends { dataset: string }>(one: T, k: number): T =>
    alike(one.dataset) ? { ...one, dataset: `${folders[k]}: ${one.dataset}` } : one;
  return {
    pairs: plans.flatMap((plan, k) => plan.pairs.map(pair => renamed(pair, k))),
    configured: plans.flatMap(plan => plan.configured),
    unmatched: plans.flatMap((plan, k) => plan.unmatched.map(one => renamed(one, k))),
    complete: plans.every(plan => plan.complete),
  };
}

/** Every n-th pair, so that folders of large and small pictures are dealt out evenly. */
function shardOf(pairs: readonly PlannedPair[], shard: ScanOptions['shard']): PlannedPair[] {
  const sorted = pairs
    .map(pair => ({ key: recordKey(pair as unknown as PairRecord), pair }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ pair }) => pair);
  return shard ? sorted.filter((_, k) => k % shard.of === shard.index - 1) : sorted;
}

function progressLine({ done, of, recalled, failed, rate, secondsLeft }: ScanProgress): string {
  const parts = [`${done} of ${of} pairs`];
  if (recalled > 0) {
    parts.push(`${recalled} known`);
  }
  if (failed > 0) {
    parts.push(`${failed} failed`);
  }
  if (rate !== null && secondsLeft !== null) {
    parts.push(`${rate.toFixed(1)} a second`, `${Math.ceil(secondsLeft)} s left`);
  }
  return `${parts.join(', ')}   `;
}
