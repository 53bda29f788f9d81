import * as assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { npyBytes, npyDict } from '../support/npyFixture.js';
import { settled } from './support/retry.js';
import { session } from './support/session.js';
import { useWorkbench } from './support/workbench.js';

const SIDE = 4096;
const STRIDE = 4;
const CLASSES = 21;
/** What the webview may take beyond the workbench it lives in. */
const MOST_MB = 700;

/** A class of every pixel, in patches; the prediction has them a little to the right. */
const classAt = (x: number, y: number) => (Math.floor(x / 160) * 7 + Math.floor(y / 120) * 5) % CLASSES;

async function writeLarge(folder: string): Promise<void> {
  const save = async (path: string, bytes: Uint8Array) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const label = new Uint8Array(SIDE * SIDE);
  const image = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0, at = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, at++) {
      label[at] = y < 64 ? 255 : classAt(x, y);
      image[3 * at] = 11 * label[at]! + (x & 15);
      image[3 * at + 1] = 7 * label[at]! + (y & 15);
      image[3 * at + 2] = x >> 4;
    }
  }
  const side = SIDE / STRIDE;
  // 4 as a float16 where the class is predicted, 0 elsewhere.
  const logits = new Uint16Array(CLASSES * side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      logits[(classAt(x * STRIDE + 24, y * STRIDE) * side + y) * side + x] = 0x4400;
    }
  }
  const bytes = new Uint8Array(logits.buffer);
  await save('predictions/large.npy', npyBytes(npyDict('<f2', [CLASSES, side, side]), bytes));
  await save('labels/large.npy', npyBytes(npyDict('|u1', [SIDE, SIDE]), label));
  await save('images/large.png', encode({ width: SIDE, height: SIDE, data: image, channels: 3 }));
  const names = Array.from({ length: CLASSES }, (_, id) => `class ${id}`);
  await save('classes.json', new TextEncoder().encode(JSON.stringify({ names, ignore_index: 255 })));
}

/** What all renderers of the browser hold in memory now, and at most so far, in MB. */
async function renderers(): Promise<{ now: number; peak: number }> {
  const { browser } = await session();
  const debug = await browser.newBrowserCDPSession();
  const { processInfo } = await debug.send<{ processInfo: { type: string; id: number }[] }>(
    'SystemInfo.getProcessInfo',
  );
  await debug.detach();
  const found = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => memoryOf(id));
  const sum = (name: 'now' | 'peak') => found.reduce((total, one) => total + one[name], 0);
  return { now: sum('now'), peak: sum('peak') };
}

function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

/** Linux tells what a process holds; elsewhere there is nothing to measure with. */
(existsSync('/proc/self/status') ? describe : describe.skip)(`a pair of ${SIDE} x ${SIDE} pixels`, () => {
  const workbench = useWorkbench({ prepare: writeLarge });

  it(`opens with the webview below ${MOST_MB} MB, also at its peak`, async function () {
    this.timeout(400_000);
    const before = await renderers();
    await workbench().inspectFromExplorer('predictions/large.npy');
    const { panel } = workbench();
    await panel.find('#app[data-state="ready"]').waitFor({ timeout: 180_000 });
    const picture = await settled(
      () => panel.picture(),
      ({ layer, hasPicture }) => layer === 'errors' && hasPicture,
      180,
    );
    assert.deepEqual([picture.layer, picture.hasPicture], ['errors', true]);
    const after = await renderers();
    console.log(
      `      renderers hold ${before.now.toFixed(0)} MB before, ${after.now.toFixed(0)} MB after, ${after.peak.toFixed(0)} MB at most`,
    );
    assert.ok(after.now > before.now, 'something must have been measured');
    assert.ok(after.now - before.now < MOST_MB, `${after.now - before.now} MB`);
    assert.ok(after.peak - before.now < MOST_MB, `${after.peak - before.now} MB at the peak`);
  });
});
