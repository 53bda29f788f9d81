import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { CompareAnswer } from '../../../src/core/analysis/compare.js';
import type { LayerAnswer } from '../../../src/core/analysis/layer.js';
import type { PlannedPair } from '../../../src/core/dataset/scan.js';
import { DEFAULT_LOSS, type InspectionJob } from '../../../src/core/inspection/job.js';
import { evaluateSteadily } from '../../../src/extension/scan/evaluateSteadily.js';
import { WorkerClient } from '../../../src/extension/workerClient.js';
import { poolSize, WorkerPool } from '../../../src/extension/workerPool.js';
import { type Packed, unpack } from '../../../src/shared/packing.js';
import type { Question } from '../../../src/shared/workerProtocol.js';
import { npyOf } from '../../support/npyFixture.js';
import { KERNEL_FOLDER, ROOT } from '../../support/shared.js';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe('the worker pool, with real threads', function () {
  this.timeout(60_000);
  let folder: string;
  let threads: Worker[];
  let pool: WorkerPool;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'seg-loss-pool-'));
    // The worker as it ships, from the present sources.
    buildSync({
      entryPoints: [join(ROOT, 'src', 'extension', 'worker', 'main.ts')],
      outfile: join(folder, 'worker.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['sharp'],
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    copyFileSync(join(KERNEL_FOLDER, 'kernels.wasm'), join(folder, 'kernels.wasm'));
    const small = Array.from({ length: 3 * 16 * 16 }, (_, k) => Math.sin(k));
    writeFileSync(join(folder, 'small.npy'), npyOf('<f4', [3, 16, 16], small));
    writeFileSync(
      join(folder, 'small-label.npy'),
      npyOf(
        '|u1',
        [16, 16],
        small.slice(0, 256).map((_, k) => k % 3),
      ),
    );
    const side = 1500;
    const wide = new Array<number>(8 * side * side).fill(0.25).map((value, k) => value + (k % 7));
    writeFileSync(join(folder, 'large.npy'), npyOf('<f4', [8, side, side], wide));
    writeFileSync(join(folder, 'large-label.npy'), npyOf('|u1', [side, side], new Array(side * side).fill(1)));
  });
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    threads = [];
    const start = () => {
      const worker = new Worker(join(folder, 'worker.js'), { stdout: true, stderr: true });
      threads.push(worker);
      return worker;
    };
    // Threads are replaced in the client's own tests; here a busy machine must not make it happen.
    pool = new WorkerPool(2, () => new WorkerClient({ start, log: silent, patienceMs: 60_000 }));
  });
  afterEach(() => pool.dispose());

  const job = (name: string): InspectionJob => ({
    prediction: { name: `${name}.npy`, path: join(folder, `${name}.npy`) },
    label: { name: `${name}-label.npy`, path: join(folder, `${name}-label.npy`) },
    classes: {},
    loss: DEFAULT_LOSS,
    kind: 'logits',
    layout: 'CHW',
    perPixel: true,
    boundaryWidth: null,
    layers: true,
  });

  it('has a few threads, two at least', () => {
    assert.deepEqual([1, 2, 4, 8, 64].map(poolSize), [2, 2, 3, 4, 4]);
  });

  it('starts one thread for one job after another, and a second for a job beside it', async () => {
    await pool.run(job('small'));
    await pool.run(job('small'));
    assert.equal(threads.length, 1);
    const [a, b] = await Promise.all([pool.run(job('small')), pool.run(job('small'))]);
    assert.equal(threads.length, 2);
    assert.deepEqual(a.report, b.report);
  });

  it('answers a cancel at once, and the thread is free for the next job', async () => {
    await pool.run(job('small'));
    const controller = new AbortController();
    let began: () => void = () => {};
    const evaluating = new Promise<void>(resolve => {
      began = resolve;
    });
    const onProgress = ({ step }: { step: string }) => step === 'Evaluating losses' && began();
    const cancelled = pool.run(job('large'), { signal: controller.signal, onProgress });
    await evaluating;
    controller.abort();
    await assert.rejects(cancelled, { name: 'CancelledError' });
    const { report } = await pool.run(job('small'));
    assert.equal(report.prediction, 'small.npy');
  });

  it('says when nobody waits for it: scans do not count', async () => {
    await pool.free();
    let free = false;
    const inspected = pool.run(job('large'));
    const freed = pool.free().then(() => {
      free = true;
    });
    const summed = pool.digest(job('large'));
    await inspected;
    await freed;
    assert.ok(free);
    await summed;
  });

  it('survives a thread that is killed: its pair is evaluated by another one', async () => {
    const pair = { identity: '', job: job('large') } as PlannedPair;
    const killed = evaluateSteadily(
      pair,
      {
        restate: async one => one,
        evaluate: (one, signal) => pool.digest(one, signal),
        wait: async () => {},
        now: () => Date.now(),
      },
      new AbortController().signal,
    );
    while (threads.length === 0) {
      await new Promise(setImmediate);
    }
    await threads[0].terminate();
    const { outcome } = await killed;
    assert.ok('ok' in outcome, JSON.stringify(outcome));
    assert.equal(outcome.ok.labelSize.join(), '1500,1500');
    assert.equal(threads.length, 2);
  });

  const about = (key: string, name: string | null): Question => ({
    pair: { key, job: name === null ? null : job(name) },
    other: null,
    question: 'layer',
    params: { layer: { id: 'label' }, sample: 0 },
  });

  it('answers questions where the pair lies open, until it is closed', async () => {
    await pool.run(job('small'), { keep: 'a' });
    const [one, two] = await Promise.all([pool.run(job('small'), { keep: 'b' }), pool.ask(about('a', null))]);
    assert.equal(one.report.pixels.all, 256);
    const { codes } = unpack(two) as LayerAnswer;
    assert.deepEqual([...codes.subarray(0, 4)], [0, 1, 2, 0]);
    pool.close('a');
    await assert.rejects(pool.ask(about('a', null)), { code: 'pair-closed' });
    assert.deepEqual(unpack(await pool.ask(about('a', 'small'))), unpack(two));
    assert.deepEqual(unpack(await pool.ask(about('a', null))), unpack(two));
  });

  it('keeps three pairs open, those used last', async () => {
    for (const key of ['a', 'b', 'c']) {
      await pool.run(job('small'), { keep: key });
    }
    await pool.ask(about('a', null));
    await pool.run(job('small'), { keep: 'd' });
    await assert.rejects(pool.ask(about('b', null)), { code: 'pair-closed' });
    for (const key of ['a', 'c', 'd']) {
      await pool.ask(about(key, null));
    }
  });

  it('compares two pairs, and says which of them is closed', async () => {
    await pool.run(job('small'), { keep: 'a' });
    const compare = (key: string, other: InspectionJob | null): Question => ({
      ...about('a', null),
      question: 'compare',
      params: {},
      other: { key, job: other },
    });
    await assert.rejects(pool.ask(compare('b', null)), { code: 'comparison-closed' });
    const found = unpack(await pool.ask(compare('b', job('small')))) as CompareAnswer;
    assert.equal(found.outcomes.fixed + found.outcomes.broken, 0);
    assert.deepEqual(unpack(await pool.ask(compare('b', null))), found);
    pool.close('b');
    await assert.rejects(pool.ask(compare('b', null)), { code: 'comparison-closed' });
    await assert.rejects(pool.ask({ ...compare('b', null), other: null }), { code: 'question-no-comparison' });
    await assert.rejects(pool.ask(compare('c', job('large'))), { code: 'question-not-comparable' });
  });

  it('does not begin with a question that is forgotten before its turn', async () => {
    await pool.run(job('large'), { keep: 'a' });
    const margin: Question = { ...about('a', null), question: 'layer', params: { layer: { id: 'margin' }, sample: 0 } };
    const controllers = Array.from({ length: 50 }, () => new AbortController());
    const all = controllers.map(({ signal }) => pool.ask(margin, { signal }).catch((error: Error) => error.name));
    for (const controller of controllers.slice(0, -1)) {
      controller.abort();
    }
    const found = await Promise.all(all);
    assert.deepEqual(new Set(found.slice(0, -1)), new Set(['CancelledError']));
    assert.equal((unpack(found.at(-1) as Packed) as LayerAnswer).info.id, 'margin');
    // The thread was not replaced, and is still free.
    assert.equal(threads.length, 1);
  });

  it('tells the caller when a thread dies, and goes on with a new one', async () => {
    const running = pool.run(job('large'));
    await Promise.all([assert.rejects(running, { code: 'worker-crashed' }), threads[0].terminate()]);
    const { report } = await pool.run(job('small'));
    assert.equal(report.pixels.all, 256);
    assert.equal(threads.length, 2);
  });
});
