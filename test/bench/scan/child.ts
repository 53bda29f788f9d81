import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileState, listFolder } from '../../../src/cli/listFolder.js';
import { scanCommand } from '../../../src/cli/scanCommand.js';
import { parseScan } from '../../../src/cli/scanOptions.js';
import { planScan } from '../../../src/core/dataset/plan.js';
import { scan } from '../../../src/core/dataset/scan.js';
import type { ScanReport } from '../../../src/core/dataset/scanResult.js';
import { CancelledError } from '../../../src/core/errors.js';
import { fromJsonNumber } from '../../../src/core/inspection/jsonNumber.js';
import { SumPool } from '../../../src/node/sumPool.js';
import { ROOT } from '../../support/shared.js';
import { CLASSES } from './workspace.js';

/** One scan in a process of its own, so that the peak is its own; threads run the bundle. Prints one JSON line. */
const WORKER = join(ROOT, 'dist', 'worker.js');
const FLAGS = ['--num-classes', String(CLASSES)];

export interface Scanned {
  pairs: number;
  failed: number;
  /** From looking for files to the report. */
  ms: number;
  peakMb: number;
  meanIoU: number | null;
}

/** `seg-loss scan` as it is, with its report as JSON. */
async function whole(folder: string, more: string[]): Promise<Scanned> {
  let text = '';
  const start = performance.now();
  await scanCommand([folder, '--json', ...FLAGS, ...more], WORKER, {
    write: async part => {
      text += part;
    },
  });
  const ms = performance.now() - start;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const { reports } = JSON.parse(text) as ScanReport;
  const sum = (of: (report: ScanReport['reports'][number]) => number) => reports.reduce((all, one) => all + of(one), 0);
  return {
    pairs: sum(({ pairs }) => pairs),
    failed: sum(({ failed }) => failed.length),
    ms,
    peakMb,
    meanIoU: fromJsonNumber(reports[0]?.pooled?.meanIoU ?? null),
  };
}

/** Starts a scan and cancels it at each of the moments given; milliseconds from each cancel until the scan has ended. */
async function cancelled(folder: string, moments: readonly number[]): Promise<number[]> {
  const options = parseScan([folder, ...FLAGS]);
  const settings = { ...options.settings(undefined), perPixel: false, boundaryWidth: null, layers: false };
  const { pairs } = await planScan(folder, {
    list: listFolder,
    state: fileState,
    settings: () => settings,
    version: 'bench',
    signal: new AbortController().signal,
  });
  const waits: number[] = [];
  for (const moment of moments) {
    const abort = new AbortController();
    const pool = new SumPool(WORKER);
    let since = 0;
    setTimeout(() => {
      since = performance.now();
      abort.abort();
    }, moment);
    const host = {
      evaluate: pool.evaluate.bind(pool),
      recall: () => null,
      done: () => {},
      ready: async () => {},
      concurrency: availableParallelism(),
    };
    await scan(pairs, host, abort.signal).then(
      () => {
        throw new Error('The scan was done before it was cancelled: it needs more pairs.');
      },
      error => {
        if (!(error instanceof CancelledError)) {
          throw error;
        }
      },
    );
    waits.push(performance.now() - since);
    pool.dispose();
  }
  return waits;
}

const [mode, folder, ...more] = process.argv.slice(2);
const run: Promise<unknown> = mode === 'cancel' ? cancelled(folder, more.map(Number)) : whole(folder, more);
void run.then(result => process.stdout.write(`${JSON.stringify(result)}\n`));
