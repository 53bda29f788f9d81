import * as assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { npyOf } from '../support/npyFixture.js';
import { closePanels, codesOn, entriesOn, eventually, inWorkspace, WORKSPACE, write } from './helpers.js';

const logits = (right: number) => npyOf('<f4', [2, 2, 2], [right, 0, 0, right, 0, right, right, 0]);
const label = npyOf('|u1', [2, 2], [0, 1, 1, 0]);
const good = logits(4);
const broken = good.subarray(0, good.length - 5);

const scan = (...folders: vscode.Uri[]) =>
  vscode.commands.executeCommand('segmentationLoss.scan', ...(folders.length > 0 ? [folders[0], folders] : []));
const settings = () => vscode.workspace.getConfiguration('segmentationLoss.diagnostics');
const set = (key: string, value: unknown) => settings().update(key, value, vscode.ConfigurationTarget.Workspace);
const diagnosticsOn = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri);

/** A dataset in a folder of its own: predictions beside labels, equal names. */
async function dataset(name: string, stems: readonly string[], bytes = good): Promise<vscode.Uri> {
  for (const stem of stems) {
    await write(`${name}/predictions/${stem}.npy`, bytes);
    await write(`${name}/labels/${stem}.npy`, label);
  }
  return inWorkspace(name);
}

const stems = (count: number) => Array.from({ length: count }, (_, k) => `s${String(k).padStart(4, '0')}`);

describe('a diagnosis of the workspace', () => {
  const made = ['scanned', 'many', 'splits', 'two', 'faulty', 'loop', 'watched', 'thousands', 'linked'];

  afterEach(async () => {
    for (const key of ['mode', 'severity', 'classIouBelow', 'lossAbove', 'lossShareAbove']) {
      await set(key, undefined);
    }
    await closePanels();
  });
  after(async () => {
    for (const name of made) {
      rmSync(join(WORKSPACE, name), { recursive: true, force: true });
    }
    await vscode.commands.executeCommand('segmentationLoss.clearScan');
  });

  it('lists what is wrong on the file, with a way to the pair, its partner and the explanation; and forgets it', async () => {
    const folder = await dataset('scanned', ['a', 'b', 'c']);
    const prediction = await write('scanned/predictions/b.npy', broken);
    await scan(folder);
    const [entry] = diagnosticsOn(prediction);
    assert.ok(entry && typeof entry.code === 'object', JSON.stringify(entriesOn(prediction)));
    assert.equal(entry.code.value, 'npy-truncated');
    assert.equal(entry.code.target.path, '/inspect');
    assert.equal(new URLSearchParams(entry.code.target.query).get('prediction'), prediction.toString());
    const [partner, explanation] = entry.relatedInformation ?? [];
    assert.equal(partner?.location.uri.toString(), inWorkspace('scanned/labels/b.npy').toString());
    const page = await vscode.workspace.openTextDocument(explanation!.location.uri);
    assert.equal(page.lineAt(explanation!.location.range.start).text, '### npy-truncated');
    assert.deepEqual(codesOn(inWorkspace('scanned/predictions/a.npy')), []);
    await write('scanned/predictions/b.npy', good);
    await scan(folder);
    assert.deepEqual(codesOn(prediction), []);
  });

  it('follows severities and bounds of the settings at once', async () => {
    const folder = await dataset('scanned', ['a', 'b']);
    const prediction = await write('scanned/predictions/a.npy', broken);
    const other = inWorkspace('scanned/predictions/b.npy');
    await scan(folder);
    assert.equal(entriesOn(prediction)[0]?.severity, vscode.DiagnosticSeverity.Error);
    await set('severity', { 'npy-truncated': 'info' });
    await eventually('another severity', () =>
      entriesOn(prediction)[0]?.severity === vscode.DiagnosticSeverity.Information ? true : undefined,
    );
    await set('severity', { 'npy-truncated': 'off' });
    await eventually('silence', () => (codesOn(prediction).length === 0 ? true : undefined));
    await set('lossAbove', 1e-9);
    await eventually('a bound', () => (codesOn(other).includes('loss-high') ? true : undefined));
    await set('lossAbove', null);
    await eventually('no bound', () => (codesOn(other).length === 0 ? true : undefined));
  });

  it('says what many share once, on the folder, with a count', async () => {
    const folder = await dataset('many', stems(40), broken);
    await scan(folder);
    const [entry, ...others] = entriesOn(folder).filter(({ code }) => code === 'npy-truncated');
    assert.deepEqual(others, []);
    assert.match(entry?.message ?? '', /^40 of 40 pairs/);
    assert.deepEqual(codesOn(inWorkspace('many/predictions/s0003.npy')), []);
  });

  it('finds what is wrong with the dataset as a whole', async () => {
    const other = npyOf('|u1', [2, 2], [0, 0, 1, 0]);
    for (const [split, stem, bytes] of [
      ['train', 'x', label],
      ['train', 'y', other],
      ['val', 'z', label],
    ] as const) {
      await write(`splits/labels/${split}/${stem}.npy`, bytes);
      await write(`splits/predictions/${split}/${stem}.npy`, good);
    }
    await scan(inWorkspace('splits'));
    const all = vscode.languages
      .getDiagnostics()
      .filter(([uri]) => uri.path.includes('/splits'))
      .flatMap(([uri]) => codesOn(uri));
    assert.ok(all.includes('split-overlap'), JSON.stringify(all));
    for (const stem of ['1', '2', '3']) {
      await write(`two/labels/${stem}.npy`, label);
      await write(`two/predictions_a/${stem}.npy`, good);
      if (stem !== '3') {
        await write(`two/predictions_b/${stem}.npy`, logits(2));
      }
    }
    await scan(inWorkspace('two'));
    assert.ok(codesOn(inWorkspace('two')).includes('pairs-missing'), JSON.stringify(codesOn(inWorkspace('two'))));
  });

  it('lives through files that vanish, shrink, are replaced or grow while it runs', async () => {
    const names = stems(120);
    const folder = await dataset('faulty', names);
    const path = (stem: string) => join(folder.fsPath, 'predictions', `${stem}.npy`);
    const scanned = scan(folder);
    for (const [k, stem] of names.entries()) {
      if (k % 4 === 0) {
        unlinkSync(path(stem));
      } else if (k % 4 === 1) {
        writeFileSync(path(stem), broken);
      } else if (k % 4 === 2) {
        writeFileSync(path(stem), 'something else altogether');
      }
      if (k % 10 === 0) {
        await wait(1);
      }
    }
    await scanned;
    await scan(folder);
    const codes = (stem: string) => codesOn(vscode.Uri.file(path(stem)));
    const onFolder = codesOn(folder);
    assert.ok(onFolder.includes('npy-truncated') && onFolder.includes('npy-magic'), JSON.stringify(onFolder));
    assert.ok(!onFolder.includes('internal-error'), JSON.stringify(onFolder));
    assert.deepEqual(codes('s0003'), []);
    assert.deepEqual(codes('s0000'), []);
  });

  it('ends where links lead in circles', async () => {
    const folder = await dataset('loop', ['a']);
    mkdirSync(join(folder.fsPath, 'deep'), { recursive: true });
    symlinkSync(folder.fsPath, join(folder.fsPath, 'deep', 'again'), 'dir');
    const prediction = await write('loop/predictions/a.npy', broken);
    await scan(folder);
    assert.deepEqual(codesOn(prediction), ['npy-truncated']);
  });

  it('follows what is written while files are watched, when it is finished', async () => {
    await set('mode', 'onSave');
    await dataset('watched', ['a', 'b']);
    const prediction = await write('watched/predictions/a.npy', 'broken from the start');
    await eventually('the first diagnosis', () => (codesOn(prediction).includes('npy-magic') ? true : undefined));
    // In two pieces, as training writes.
    await write('watched/predictions/a.npy', broken);
    await wait(200);
    await write('watched/predictions/a.npy', good);
    await eventually('the mended file', () => (codesOn(prediction).length === 0 ? true : undefined));
    await set('mode', 'manual');
  });

  it('leaves the extension host free', async function () {
    this.timeout(240_000);
    const count = Number(process.env.LOSS_INSPECTOR_PAIRS ?? 1500);
    const folder = join(WORKSPACE, 'thousands');
    const mask = npyOf(
      '|u1',
      [16, 16],
      Array.from({ length: 256 }, (_, k) => k % 3),
    );
    for (const part of ['labels', 'predictions']) {
      mkdirSync(join(folder, part), { recursive: true });
      for (const stem of stems(count)) {
        writeFileSync(join(folder, part, `${stem}.npy`), mask);
      }
    }
    writeFileSync(join(folder, 'classes.json'), JSON.stringify({ names: ['a', 'b', 'c'] }));
    const first = await watched(() => scan(vscode.Uri.file(folder)));
    const second = await watched(() => scan(vscode.Uri.file(folder)));
    const entries = vscode.languages.getDiagnostics().filter(([uri]) => uri.path.includes('/thousands'));
    assert.ok(entries.length <= 100, String(entries.length));
    await vscode.commands.executeCommand('segmentationLoss.clearScan');
    const anew = scan(vscode.Uri.file(folder));
    await wait(1_500);
    const start = performance.now();
    await vscode.commands.executeCommand('segmentationLoss.cancelScan');
    await anew;
    const cancelled = `${(performance.now() - start).toFixed(0)} ms`;
    console.log(`${count} pairs: ${first}; unchanged: ${second}; cancelled in ${cancelled}`);
  });
});

/**
 * How long some work takes, and the longest that everything else had to wait for it: the time between two turns of the
 * event loop, without what this thread waited for a processor that others had, where the system tells.
 */
async function watched(work: () => Thenable<unknown>): Promise<string> {
  const held: number[] = [];
  let last = { now: performance.now(), starved: starvedMs() };
  const timer = setInterval(() => {
    const next = { now: performance.now(), starved: starvedMs() };
    held.push(next.now - last.now - TURN_MS - (next.starved - last.starved));
    last = next;
  }, TURN_MS);
  const start = performance.now();
  await work();
  clearInterval(timer);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  held.sort((a, b) => b - a);
  return `${seconds} s, event loop held up ${held[0]?.toFixed(0)} ms at most, then ${held[1]?.toFixed(0)} and ${held[2]?.toFixed(0)}`;
}

const TURN_MS = 5;

/** Milliseconds this thread has waited for a processor so far; 0 where that is not known. */
function starvedMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
