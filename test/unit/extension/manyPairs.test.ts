import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npyOf } from '../../support/npyFixture.js';
import { ROOT } from '../../support/shared.js';

const [WARM_UP, PAIRS, SIDE] = [400, 200, 32];
const BUNDLE = join(ROOT, 'dist', 'worker.js');

/** A process of its own: the worker is a thread of it, so that its memory is what the process holds. */
const INSPECT_MANY = `
const { join } = require('node:path');
const { readdirSync, readlinkSync } = require('node:fs');
const [root, folder, warmUp, pairs] = process.argv.slice(-4);
const { WorkerPool } = require(join(root, 'out/src/extension/workerPool.js'));
const { WorkerClient } = require(join(root, 'out/src/extension/workerClient.js'));
const { startWorker } = require(join(root, 'out/src/extension/startWorker.js'));
const { DEFAULT_LOSS } = require(join(root, 'out/src/core/inspection/job.js'));
const quiet = () => {};
const log = { debug: quiet, info: quiet, warn: quiet, error: error => { throw error; } };
let started = 0;
const start = () => { started++; return startWorker(join(root, 'dist/worker.js'), log); };
const pool = new WorkerPool(2, () => new WorkerClient({ start, log }));
const at = (kind, k) => ({ name: kind + k, path: join(folder, kind + k + '.npy') });
const sums = [];
async function inspect(from, to) {
  for (let k = from; k < to; k++) {
    const job = { prediction: at('p', k), label: at('l', k), classes: {}, loss: DEFAULT_LOSS, kind: 'auto', layout: 'auto',
      perPixel: true, boundaryWidth: 2, layers: true };
    const { report } = await pool.run(job, { keep: 'pair ' + k });
    sums.push(report.totals.crossEntropy);
    pool.close('pair ' + k);
  }
  const isOpen = () => readdirSync('/proc/self/fd').flatMap(fd => {
    try { return [readlinkSync('/proc/self/fd/' + fd)]; } catch { return []; }
  }).filter(path => path.startsWith(folder));
  // Closing the last pair is a message, which the worker has yet to get.
  for (const end = Date.now() + 10_000; isOpen().length > 0 && Date.now() < end; ) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  gc();
  return { resident: process.memoryUsage.rss(), started, open: isOpen(),
    threads: readdirSync('/proc/self/task').length, distinct: new Set(sums).size };
}
(async () => {
  const before = await inspect(0, +warmUp);
  const after = await inspect(+warmUp, +warmUp + +pairs);
  pool.dispose();
  process.stdout.write(JSON.stringify({ before, after }));
})();
`;

interface Held {
  resident: number;
  /** Workers ever started. */
  started: number;
  threads: number;
  /** Files of pairs that are open. */
  open: string[];
  distinct: number;
}

describe('the worker', () => {
  let folder: string;
  before(function () {
    // Threads and handles are counted in /proc; the bundle is there after a build.
    if (!existsSync('/proc/self/fd') || !existsSync(BUNDLE)) {
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'many-pairs-'));
    for (let k = 0; k < WARM_UP + PAIRS; k++) {
      const pixels = Array.from({ length: SIDE * SIDE }, (_, at) => (Math.imul(at + 1, 2 * k + 3) >>> 5) % 3);
      const logits = Array.from({ length: 3 * SIDE * SIDE }, (_, at) => Math.sin(at * (k + 1)));
      writeFileSync(join(folder, `l${k}.npy`), npyOf('|u1', [SIDE, SIDE], pixels));
      writeFileSync(join(folder, `p${k}.npy`), npyOf('<f4', [3, SIDE, SIDE], logits));
    }
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  it(`holds what it held after inspecting and closing ${PAIRS} different pairs`, function () {
    this.timeout(180_000);
    const args = ['--expose-gc', '-e', INSPECT_MANY, ROOT, folder, String(WARM_UP), String(PAIRS)];
    const { before, after }: { before: Held; after: Held } = JSON.parse(
      execFileSync(process.execPath, args, { encoding: 'utf8' }),
    );
    const mb = (bytes: number) => Math.round(bytes / 2 ** 20);
    assert.equal(after.distinct, WARM_UP + PAIRS, 'every pair is another');
    assert.ok(
      after.resident <= 1.1 * before.resident,
      `resident: ${mb(before.resident)} → ${mb(after.resident)} MB in ${PAIRS} pairs`,
    );
    assert.equal(after.started, 1, 'one worker does what comes one after the other');
    assert.ok(after.threads <= before.threads, `threads: ${before.threads} → ${after.threads}`);
    assert.deepEqual(after.open, [], 'files are still open');
  });
});
