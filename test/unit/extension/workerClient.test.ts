import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_LOSS, type InspectionJob, type InspectionResult } from '../../../src/core/inspection/job.js';
import { WorkerClient, type WorkerClientOptions } from '../../../src/extension/workerClient.js';
import type { FromWorker, Question, ToWorker } from '../../../src/shared/workerProtocol.js';

/** A worker that does only what the test says. */
class FakeWorker extends EventEmitter {
  readonly received: ToWorker[] = [];
  readonly transferred: ArrayBuffer[] = [];
  terminated = false;

  postMessage(message: ToWorker, transfer: ArrayBuffer[]): void {
    this.received.push(message);
    this.transferred.push(...transfer);
  }

  terminate(): void {
    this.terminated = true;
  }

  answer(message: FromWorker): void {
    this.emit('message', message);
  }
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const result = { background: -1 } as InspectionResult;
const problem = { code: 'npy-magic', message: 'x is not a NumPy file.', hint: 'Save it again.' };

function job(bytes?: Uint8Array): InspectionJob {
  return {
    prediction: bytes ? { name: 'x.npy', bytes } : { name: 'x.npy', path: '/x.npy' },
    label: { name: 'x.png', path: '/x.png' },
    classes: {},
    loss: DEFAULT_LOSS,
    kind: 'auto',
    layout: 'auto',
    perPixel: true,
    boundaryWidth: null,
    layers: true,
  };
}

function setUp(options: Partial<WorkerClientOptions> = {}) {
  const workers: FakeWorker[] = [];
  const start = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  };
  return { workers, client: new WorkerClient({ start, log: silent, ...options }) };
}

describe('the worker client', () => {
  it('starts one worker, on the first request, and matches answers by id', async () => {
    const { client, workers } = setUp();
    assert.equal(workers.length, 0);
    const steps: string[] = [];
    const first = client.run(job(), { onProgress: ({ step }) => steps.push(step) });
    const second = client.run(job());
    const [worker] = workers as [FakeWorker];
    worker.answer({ type: 'failed', id: 2, problem });
    worker.answer({ type: 'progress', id: 1, progress: { step: 'Reading', fraction: null } });
    worker.answer({ type: 'done', id: 1, result });
    assert.equal(await first, result);
    await assert.rejects(second, { name: 'InspectionError', ...problem });
    assert.deepEqual(steps, ['Reading']);
    assert.equal(workers.length, 1);
    client.dispose();
  });

  it('answers everyone when the worker crashes, and starts another for the next request', async () => {
    const { client, workers } = setUp();
    const lost = [client.run(job()), client.run(job())];
    workers[0]!.emit('error', new Error('segfault'));
    for (const promise of lost) {
      await assert.rejects(promise, { code: 'worker-crashed', message: /segfault/ });
    }
    workers[0]!.emit('exit', 1);
    const next = client.run(job());
    workers[1]!.answer({ type: 'done', id: 3, result });
    assert.equal(await next, result);
    client.dispose();
  });

  it('says so when memory ran out', async () => {
    const { client, workers } = setUp();
    const lost = client.run(job());
    workers[0]!.emit('error', Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }));
    await assert.rejects(lost, { code: 'worker-out-of-memory' });
    client.dispose();
  });

  it('answers when the worker ends by itself or cannot be started', async () => {
    const { client, workers } = setUp();
    const lost = client.run(job());
    workers[0]!.emit('exit', 0);
    await assert.rejects(lost, { code: 'worker-crashed' });
    client.dispose();
    const broken = setUp({
      start: () => {
        throw new Error('no such file');
      },
    }).client;
    await assert.rejects(broken.run(job()), { code: 'worker-crashed', message: /no such file/ });
    broken.dispose();
  });

  it('answers a cancelled request at once and tells the worker', async () => {
    const { client, workers } = setUp();
    const controller = new AbortController();
    const cancelled = client.run(job(), { signal: controller.signal });
    controller.abort();
    await assert.rejects(cancelled, { name: 'CancelledError' });
    assert.deepEqual(workers[0]!.received.at(-1), { type: 'cancel', id: 1 });
    workers[0]!.answer({ type: 'failed', id: 1, problem: { code: 'cancelled', message: '', hint: '' } });
    await assert.rejects(client.run(job(), { signal: controller.signal }), { name: 'CancelledError' });
    assert.equal(workers[0]!.received.length, 2);
    client.dispose();
  });

  it('replaces a worker that does not come back from a cancelled request, and keeps the queue', async () => {
    const { client, workers } = setUp({ patienceMs: 5 });
    const controller = new AbortController();
    const cancelled = client.run(job(), { signal: controller.signal });
    const queued = client.run(job());
    const gone = client.run(job(new Uint8Array(4)));
    controller.abort();
    await assert.rejects(cancelled, { name: 'CancelledError' });
    await assert.rejects(gone, { code: 'worker-crashed' });
    assert.equal(workers[0]!.terminated, true);
    workers[1]!.answer({ type: 'done', id: 2, result });
    assert.equal(await queued, result);
    client.dispose();
  });

  it('matches answers of questions, tells what is known so far, and asks again in a new thread', async () => {
    const { client, workers } = setUp({ patienceMs: 5 });
    const question: Question = { pair: { key: 'a', job: null }, other: null, question: 'compare', params: {} };
    const parts: unknown[] = [];
    const controller = new AbortController();
    const hung = client.ask(question, { signal: controller.signal });
    const asked = client.ask(question, { onPartial: ({ json }) => parts.push(json) });
    assert.deepEqual(workers[0]!.received[1], { type: 'ask', id: 2, ...question });
    controller.abort();
    await assert.rejects(hung, { name: 'CancelledError' });
    await wait(30);
    assert.deepEqual(workers[1]!.received, [{ type: 'ask', id: 2, ...question }]);
    workers[1]!.answer({ type: 'partial', id: 2, answer: { json: 1, buffers: [] } });
    workers[1]!.answer({ type: 'answer', id: 2, answer: { json: 2, buffers: [] } });
    assert.deepEqual(await asked, { json: 2, buffers: [] });
    assert.deepEqual(parts, [1]);
    client.close('a');
    assert.deepEqual(workers[1]!.received.at(-1), { type: 'close', key: 'a' });
    client.dispose();
  });

  it('transfers bytes', async () => {
    const { client, workers } = setUp();
    const bytes = new Uint8Array(8);
    const running = client.run(job(bytes));
    assert.deepEqual(workers[0]!.transferred, [bytes.buffer]);
    workers[0]!.answer({ type: 'done', id: 1, result });
    await running;
    client.dispose();
  });

  it('ends an idle worker and starts it again when needed', async () => {
    const { client, workers } = setUp({ idleMs: 5 });
    const first = client.run(job());
    workers[0]!.answer({ type: 'done', id: 1, result });
    await first;
    await wait(25);
    assert.equal(workers[0]!.terminated, true);
    const second = client.run(job());
    await wait(25);
    assert.equal(workers[1]!.terminated, false);
    workers[1]!.answer({ type: 'done', id: 2, result });
    await second;
    client.dispose();
  });

  it('ends the worker soon after the last pair in it was closed, and not before', async () => {
    const { client, workers } = setUp({ idleMs: 60_000, unusedMs: 5 });
    for (const keep of ['a', 'b']) {
      const inspected = client.run(job(), { keep });
      workers[0]!.answer({ type: 'done', id: keep === 'a' ? 1 : 2, result });
      await inspected;
    }
    client.close('a');
    await wait(25);
    assert.equal(workers[0]!.terminated, false);
    client.close('b');
    await wait(25);
    assert.equal(workers[0]!.terminated, true);
    client.dispose();
  });

  it('answers everyone when it is disposed', async () => {
    const { client, workers } = setUp();
    const lost = client.run(job());
    client.dispose();
    await assert.rejects(lost, { name: 'CancelledError' });
    await assert.rejects(client.run(job()), { name: 'CancelledError' });
    assert.equal(workers[0]!.terminated, true);
  });
});
