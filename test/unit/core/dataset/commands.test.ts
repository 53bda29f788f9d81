import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npyOf } from '../../../support/npyFixture.js';
import { scanOrMerge } from '../../../support/scanCommand.js';

describe('seg-loss scan and merge', () => {
  let folder: string;
  let data: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'scan-'));
    data = join(folder, 'data <b>');
    mkdirSync(join(data, 'labels'), { recursive: true });
    mkdirSync(join(data, 'predictions'));
    for (let n = 0; n < 5; n++) {
      const noise = (k: number) => Math.abs(Math.sin(n * 7 + k * 3.3));
      const label = Array.from({ length: 12 }, (_, k) => Math.floor(noise(k) * 2.999));
      const logits = Array.from({ length: 36 }, (_, k) => noise(k + 0.5) * 4);
      writeFileSync(join(data, 'labels', `p${n}.npy`), npyOf('|u1', [3, 4], label));
      writeFileSync(join(data, 'predictions', `p${n}.npy`), npyOf('<f4', [3, 3, 4], logits));
    }
    writeFileSync(join(data, 'predictions', 'p4.npy'), 'no array');
  });
  after(() => rmSync(folder, { recursive: true }));

  const run = scanOrMerge;

  it('finds every pair, names the one that cannot be read, and pools the others', async () => {
    const { text, status } = await run('scan', [data, '--json', '--threads', '2']);
    const { reports } = JSON.parse(text);
    assert.equal(status, 0);
    assert.equal(reports.length, 1);
    assert.deepEqual([reports[0].pairs, reports[0].all.length], [5, 4]);
    assert.deepEqual(
      reports[0].failed.map((one: { prediction: string; code: string }) => [one.prediction, one.code]),
      [['predictions/p4.npy', 'npy-magic']],
    );
    assert.equal(typeof reports[0].pooled.total, 'number');
  });

  it('gives byte by byte the same from three parts as from the whole', async () => {
    const whole = await run('scan', [data, '--json']);
    const parts: string[] = [];
    for (const part of [1, 2, 3]) {
      const { text } = await run('scan', [data, '--json', '--shard', `${part}/3`]);
      parts.push(join(folder, `part${part}.json`));
      writeFileSync(parts[part - 1], text);
    }
    const merged = await run('merge', [...parts.reverse(), '--json']);
    assert.equal(merged.text, whole.text);
  });

  it('keeps datasets of one name in two folders apart', async () => {
    const folders = ['x', 'y'].map(name => join(folder, name, 'same'));
    for (const one of folders) {
      cpSync(data, one, { recursive: true });
    }
    const { reports } = JSON.parse((await run('scan', [...folders, '--json'])).text);
    assert.deepEqual(
      reports.map((one: { dataset: string; pairs: number }) => [one.dataset, one.pairs]),
      folders.map(one => [`${one}: same`, 5]),
    );
  });

  it('goes on where it was stopped, even in the middle of a line', async () => {
    const lines = join(folder, 'records.jsonl');
    await run('scan', [data, '--jsonl', lines, '--shard', '1/2']);
    const begun = readFileSync(lines, 'utf8').split('\n').length;
    appendFileSync(lines, '{"record": {"version": 1, "predi');
    const whole = await run('scan', [data, '--jsonl', lines, '--json']);
    assert.equal(whole.text, (await run('scan', [data, '--json'])).text);
    const text = readFileSync(lines, 'utf8');
    assert.ok(text.split('\n').length > begun);
    // Known pairs are not written twice.
    assert.equal(text.match(/"prediction":"predictions\/p0.npy"/g)?.length, 1);
    assert.equal((await run('merge', [lines, '--json'])).text, whole.text);
  });

  it('counts the pixels that another model fixes and breaks, in parts as in the whole', async () => {
    const models = join(folder, 'two', 'models');
    for (const [model, shift] of [
      ['predictions_a', 0.5],
      ['predictions_b', 0.9],
    ] as const) {
      mkdirSync(join(models, model), { recursive: true });
      for (let n = 0; n < 5; n++) {
        const logits = Array.from({ length: 36 }, (_, k) => Math.abs(Math.sin(n * 7 + (k + shift) * 3.3)) * 4);
        writeFileSync(join(models, model, `p${n}.npy`), npyOf('<f4', [3, 3, 4], logits));
      }
    }
    cpSync(join(data, 'labels'), join(models, 'labels'), { recursive: true });
    const args = [models, '--count-pixels', '--baseline', 'predictions_b'];
    const whole = await run('scan', [...args, '--json']);
    const [{ a, pixels, ranked }] = JSON.parse(whole.text).comparisons;
    assert.equal(a, 'predictions_b');
    assert.ok(pixels.changes.fixed > 0 && pixels.changes.broken > 0);
    assert.equal(pixels.changes.fixed - pixels.changes.broken, pixels.rightB - pixels.rightA);
    assert.ok(ranked.every((one: { changes: unknown }) => one.changes));
    const parts = [1, 2, 3].map(part => join(folder, `counted${part}.jsonl`));
    for (const [k, part] of parts.entries()) {
      await run('scan', [...args, '--shard', `${k + 1}/3`, '--jsonl', part]);
    }
    const merged = await run('merge', [...parts, '--baseline', 'predictions_b', '--json']);
    assert.equal(merged.text, whole.text);
    // Started again nothing is counted twice.
    const before = readFileSync(parts[0], 'utf8').match(/"changes"/g)?.length;
    await run('scan', [...args, '--shard', '1/3', '--jsonl', parts[0]]);
    assert.equal(readFileSync(parts[0], 'utf8').match(/"changes"/g)?.length, before);
  });

  it('fails on thresholds and severities only', async () => {
    assert.equal((await run('scan', [data, '--threshold', 'meanIoU<0.99'])).status, 1);
    assert.equal((await run('scan', [data, '--threshold', 'meanIoU<0'])).status, 0);
    assert.equal((await run('scan', [data, '--fail-on', 'error'])).status, 1);
    await assert.rejects(run('scan', [data, '--threshold', 'nothing<1']), { code: 'usage' });
    await assert.rejects(run('scan', [data, '--shard', '4/3']), { code: 'usage' });
    await assert.rejects(run('scan', [join(data, 'nowhere')]), { code: 'folder-not-found' });
    const empty = join(data, 'labels');
    assert.equal((await run('scan', [empty])).status, 0);
    assert.equal((await run('scan', [empty, '--fail-on', 'error'])).status, 1, 'a wrong folder must not pass');
    assert.equal((await run('scan', [data, '--shard', '9/9', '--fail-on', 'error'])).status, 0);
    await assert.rejects(run('merge', [join(data, 'predictions', 'p4.npy')]), { code: 'records-unreadable' });
  });

  it('writes a report without scripts or markup from names, and overwrites nothing', async () => {
    const html = join(folder, 'report.html');
    await run('scan', [data, '--html', html]);
    const text = readFileSync(html, 'utf8');
    assert.ok(text.includes('data &lt;b&gt;') && !text.includes('data <b>') && !text.includes('<script'));
    await assert.rejects(run('scan', [data, '--html', html]), { code: 'output-exists' });
  });
});
