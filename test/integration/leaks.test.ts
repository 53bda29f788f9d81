import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { Report } from '../../src/core/inspection/report.js';
import { poolSize } from '../../src/extension/workerPool.js';
import { npyOf } from '../support/npyFixture.js';
import { closePanels, codesOn, eventually, inWorkspace, panelTabs, write } from './helpers.js';

const WARM_UP = 40;
const PAIRS = 200;
/** Its event loop's, at most. */
const HANDLES_OF_WORKER = 8;
const FOLDER = 'empty/many';

/** 3 classes on 32 × 32 pixels, another picture for every k. */
const SIDE = 32;
const pixel = (k: number, at: number) => (Math.imul(at + 1, 2 * k + 3) >>> 5) % 3;
const labelOf = (k: number) =>
  npyOf(
    '|u1',
    [SIDE, SIDE],
    Array.from({ length: SIDE * SIDE }, (_, at) => pixel(k, at)),
  );
const logitsOf = (k: number) =>
  npyOf(
    '<f4',
    [3, SIDE, SIDE],
    Array.from({ length: 3 * SIDE * SIDE }, (_, at) => Math.sin(at * (k + 1))),
  );

const predictionOf = (k: number) => inWorkspace(`${FOLDER}/predictions/${k}.npy`);

async function writePairs(count: number): Promise<void> {
  for (let k = 0; k < count; k++) {
    await write(`${FOLDER}/labels/${k}.npy`, labelOf(k));
    await write(`${FOLDER}/predictions/${k}.npy`, logitsOf(k));
  }
}

async function inspectAndClose(k: number): Promise<number> {
  const report = await vscode.commands.executeCommand<Report | undefined>('segmentationLoss.inspect', predictionOf(k));
  assert.ok(report, `pair ${k} has no report`);
  await closePanels();
  return report.totals.crossEntropy as number;
}

/**
 * What the extension host holds once garbage is gone. The memory of its worker threads, which it cannot ask for, is
 * measured in test/unit/extension/manyPairs.test.ts.
 */
async function held(): Promise<{ heap: number; threads: number; files: string[] }> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  await new Promise(resolve => setTimeout(resolve, 200));
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return { heap: heapUsed + external, threads: readdirSync('/proc/self/task').length, files: openFiles() };
}

/** What the file handles of this process lead to. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap(fd => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      // The one that read the folder.
      return [];
    }
  });
}

/** Worker threads whose objects are alive; VS Code's subclass of Worker counts as one without anything in it. */
function workers(): number {
  const found = queryObjects(Worker, { format: 'summary' }) as string[];
  return found.filter(text => text !== 'Worker {}').length;
}

describe(`${PAIRS} pairs, inspected and closed one after the other`, () => {
  before(async function () {
    // Handles and threads are counted in /proc.
    if (!existsSync('/proc/self/fd')) {
      this.skip();
    }
    await writePairs(WARM_UP + PAIRS);
  });

  it('leave memory, threads and file handles as they were', async function () {
    this.timeout(600_000);
    const seen = new Set<number>();
    for (let k = 0; k < WARM_UP; k++) {
      seen.add(await inspectAndClose(k));
    }
    const before = await held();
    for (let k = WARM_UP; k < WARM_UP + PAIRS; k++) {
      seen.add(await inspectAndClose(k));
    }
    const after = await held();
    assert.ok(seen.size > (WARM_UP + PAIRS) / 2, 'the pairs differ');
    assert.deepEqual(panelTabs(), []);
    const mb = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
    console.log(
      `      ${mb(before.heap)} → ${mb(after.heap)}, ${before.threads} → ${after.threads} threads, ${before.files.length} → ${after.files.length} handles`,
    );
    assert.ok(after.heap <= 1.1 * before.heap, `heap: ${mb(before.heap)} → ${mb(after.heap)}`);
    // The pool may have started those of its workers that it had not needed before, each with a few handles of its own.
    const workers = poolSize();
    assert.ok(after.threads <= before.threads + workers, `threads: ${before.threads} → ${after.threads}`);
    assert.deepEqual(
      after.files.filter(path => path.includes(FOLDER)),
      [],
      'files of pairs are still open',
    );
    const most = before.files.length + HANDLES_OF_WORKER * workers;
    assert.ok(after.files.length <= most, `handles: ${before.files.length} → ${after.files.length}`);
  });

  it('are watched no more: only a pair whose panel is open is read again when it changes', async () => {
    const open = predictionOf(0);
    const closed = [1, 2, WARM_UP, WARM_UP + PAIRS - 1].map(predictionOf);
    await vscode.commands.executeCommand('segmentationLoss.inspect', open);
    // The open one last: when it has been read again, the others would have been too.
    for (const uri of [...closed, open]) {
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('no array'));
    }
    await eventually('the re-run of the open pair', () => (codesOn(open).includes('npy-magic') ? true : undefined));
    assert.deepEqual(
      closed.filter(uri => codesOn(uri).includes('npy-magic')).map(uri => uri.path),
      [],
    );
    await closePanels();
  });

  it('leave no worker behind once no panel is open', async function () {
    this.timeout(120_000);
    assert.deepEqual(panelTabs(), []);
    // Kept ten seconds for a panel that is opened next.
    for (let second = 0; workers() > 0 && second < 60; second += 2) {
      await new Promise(resolve => setTimeout(resolve, 2000));
    }
    assert.equal(workers(), 0);
  });

  after(() => rmSync(inWorkspace(FOLDER).fsPath, { recursive: true, force: true }));
});
