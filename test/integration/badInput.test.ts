import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { npyBytes, npyDict, npyOf } from '../support/npyFixture.js';
import { api, closePanels, codesOn, entriesOn, eventually, inWorkspace, write } from './helpers.js';

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
  ['a prediction in place of the label', good, ['npy', good], 'l'],
  ['no label', good, null, 'p'],
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
      const failure = await (await api()).inspect(files.p).then(
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

  it('is corrected by writing the file again, and forgotten when it is deleted', async () => {
    await write('empty/mended/labels/x.npy', label);
    const prediction = await write('empty/mended/predictions/x.npy', '');
    await assert.rejects((await api()).inspect(prediction));
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
    await assert.rejects((await api()).inspect(...files), { code: 'selection-size' });
  });
});
