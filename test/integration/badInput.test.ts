import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { npyBytes, npyDict, npyOf } from '../support/npyFixture.js';
import { api, closePanels, codesOn, entriesOn, eventually, inWorkspace, panelTabs, write } from './helpers.js';

const good = npyOf('<f4', [2, 2, 2], [1, 0, 0, 2, 0, 1, 3, 0]);
const label = npyOf('|u1', [2, 2], [0, 1, 1, 0]);
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);

/** What is wrong, the prediction, the label's name and content, and which of the two the entry is on. */
const cases: [what: string, prediction: Uint8Array | string, label: [string, Uint8Array] | null, on: 'p' | 'l'][] = [
  ['an empty file', '', ['npy', label], 'p'],
  ['a truncated array', good.subarray(0, good.length - 5), ['npy', label], 'p'],
  ['text named .npy', 'epoch,loss\n1,0.5\n', ['npy', label], 'p'],
  [
    'a header that promises 10^12 elements',
    npyBytes(npyDict('<f4', [1e6, 1e6]), new Uint8Array(8)),
    ['npy', label],
    'p',
  ],
  ['Python objects', npyBytes(npyDict('|O', [2, 2]), new Uint8Array(8)), ['npy', label], 'p'],
  ['a JPEG as label', good, ['jpg', jpeg], 'l'],
  ['a prediction in place of the label', good, ['npy', npyOf('<f4', [2, 2, 2], [0.5, 1, 2, 3, 4, 5, 6, 7])], 'l'],
  ['no label', good, null, 'p'],
];

const many = (count: number, value: (k: number) => number) => Array.from({ length: count }, (_, k) => value(k));
const wide = npyOf(
  '<f4',
  [151, 2, 3],
  many(151 * 6, k => Math.sin(k)),
);
const label23 = npyOf('|u1', [2, 3], [0, 1, 1, 0, 1, 0]);

/** Odd but readable, or readable and impossible: prediction, label, classes in classes.json, the entry's file and code. */
const odd: [what: string, p: Uint8Array, l: Uint8Array, classes: number | null, on: 'p' | 'l', code: string][] = [
  ['a single pixel', npyOf('<f4', [2, 1, 1], [1, 2]), npyOf('|u1', [1, 1], [1]), null, 'l', 'label-single-pixel'],
  ['everything ignored', good, npyOf('|u1', [2, 2], [255, 255, 255, 255]), null, 'l', 'all-ignored'],
  ['one class', npyOf('<f4', [1, 2, 2], [1, -2, 3, 4]), npyOf('|u1', [2, 2], [0, 0, 0, 0]), 1, 'p', 'single-class'],
  ['151 channels against 19 classes', wide, label23, 19, 'p', 'class-count-mismatch'],
  ['a mask of another size', npyOf('|u1', [2, 2], [0, 1, 1, 0]), label23, 2, 'p', 'size-mismatch'],
  ['an id outside the classes', good, npyOf('|u1', [2, 2], [0, 1, 7, 0]), null, 'l', 'label-id-out-of-range'],
  ['NaN', npyOf('<f4', [2, 2, 2], [Number.NaN, 0, 0, 2, 0, 1, 3, 0]), label, null, 'p', 'prediction-nan'],
  ['infinity', npyOf('<f4', [2, 2, 2], [1, 0, 0, 2, 0, 1, Infinity, 0]), label, null, 'p', 'prediction-infinite'],
];

describe('bad input', () => {
  afterEach(closePanels);

  for (const [index, [what, prediction, other, on]] of cases.entries()) {
    it(`${what}: a clear entry in Problems`, async () => {
      const folder = `empty/bad${index}`;
      const files = { p: await write(`${folder}/predictions/x.npy`, prediction), l: inWorkspace(`${folder}/labels`) };
      if (other) {
        files.l = await write(`${folder}/labels/x.${other[0]}`, other[1]);
      }
      const failure = await (await api()).inspect(files.p, undefined, { show: true }).then(
        () => undefined,
        (error: unknown) => error as { code: string; message: string; hint: string },
      );
      assert.ok(failure, `${what} was accepted`);
      assert.match(failure.code, /^[a-z][a-z0-9-]+$/);
      assert.notEqual(failure.code, 'internal-error', failure.message);
      const [entry] = entriesOn(files[on]);
      assert.ok(entry, `${failure.code}: ${failure.message} has no entry on the file`);
      assert.equal(entry.code, failure.code);
      assert.equal(entry.message, `${failure.message} ${failure.hint}`);
      assert.equal(entry.severity, vscode.DiagnosticSeverity.Error);
    });
  }

  for (const [index, [what, prediction, label, classes, on, code]] of odd.entries()) {
    it(`${what}: ${code} in Problems`, async () => {
      const folder = `empty/odd${index}`;
      const files = {
        p: await write(`${folder}/predictions/x.npy`, prediction),
        l: await write(`${folder}/labels/x.npy`, label),
      };
      if (classes) {
        await write(`${folder}/classes.json`, JSON.stringify({ num_classes: classes }));
      }
      // Some of these still have a report, some cannot: either way the entry is there, and the host lives on.
      await (await api())
        .inspect(files.p, undefined, { show: true })
        .catch((error: { code: string }) => assert.equal(error.code, code));
      const entry = entriesOn(files[on]).find(found => found.code === code);
      assert.ok(entry, `${JSON.stringify(codesOn(files.p))} ${JSON.stringify(codesOn(files.l))}`);
      assert.match(entry.message, /\. \S.*\.$/);
    });
  }

  it('is corrected by writing the file again, and forgotten when it is deleted', async () => {
    await write('empty/mended/labels/x.npy', label);
    const prediction = await write('empty/mended/predictions/x.npy', '');
    await assert.rejects((await api()).inspect(prediction, undefined, { show: true }));
    assert.equal(codesOn(prediction).length, 1);
    const [code] = codesOn(prediction);
    await write('empty/mended/predictions/x.npy', good);
    await eventually('the re-run', () => (codesOn(prediction).includes(code) ? undefined : true));
    await write('empty/mended/predictions/x.npy', 'broken');
    await eventually('the second re-run', () => (codesOn(prediction).includes('npy-magic') ? true : undefined));
    await vscode.workspace.fs.delete(prediction);
    await eventually('forgetting', () => (codesOn(prediction).length === 0 ? true : undefined));
  });

  it('more than two files are refused without a panel', async () => {
    const files = ['a', 'b', 'c'].map(name => inWorkspace(`empty/${name}.npy`));
    await api();
    // Said in a notification, which stays until it is closed: the command is not waited for.
    void vscode.commands.executeCommand('segmentationLoss.inspect', files[0], files);
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.deepEqual(panelTabs(), []);
  });
});
