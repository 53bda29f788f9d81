import assert from 'node:assert/strict';
import type { DialectRow } from '../../../src/core/analysis/dialects.js';
import { byLibrary, differenceOf, usualBase } from '../../../src/webview/views/dialects/dialectRows.js';
import { matcher } from '../../../src/webview/views/filterBox.js';

const row = (key: string, change: Partial<DialectRow> = {}): DialectRow => ({
  ...{ key, library: `${key.split('.')[0]} 1.0`, losses: ['Dice'], value: 0.5, raised: null, differs: [] },
  ...change,
});

describe('rows of dialects', () => {
  it('stand below their libraries, the origin first, in order', () => {
    const rows = [row('smp.dice'), row('monai.focal'), row('origin.dice'), row('monai.dice')];
    assert.deepEqual(
      byLibrary(rows, () => true).map(({ name, library, rows: own }) => [name, library, own.map(({ key }) => key)]),
      [
        ['origin', 'origin 1.0', ['origin.dice']],
        ['monai', 'monai 1.0', ['monai.dice', 'monai.focal']],
        ['smp', 'smp 1.0', ['smp.dice']],
      ],
    );
  });

  it('are found by key, loss, convention or error', () => {
    const rows = [
      row('smp.dice', { differs: [{ convention: 'smoothing', from: '1', to: '0' }] }),
      row('torch.crossEntropy', {
        losses: ['Cross entropy'],
        raised: { error: 'IndexError', message: 'out of bounds' },
      }),
    ];
    const found = (filter: string) => byLibrary(rows, matcher(filter)).map(({ name }) => name);
    assert.deepEqual(found('smooth'), ['smp']);
    assert.deepEqual(found('indexerror'), ['torch']);
    assert.deepEqual(found('cross entropy, dice'), ['smp', 'torch']);
    assert.deepEqual(found('nothing such'), []);
  });

  it('differ from the chosen one, if both have a number', () => {
    const base = row('origin.dice', { value: 0.75 });
    assert.equal(differenceOf(row('smp.dice'), base), -0.25);
    assert.equal(differenceOf(base, base), null);
    assert.equal(differenceOf(row('smp.dice', { value: null }), base), null);
    assert.ok(Number.isNaN(differenceOf(row('smp.dice', { value: 'nan' }), base)));
  });

  it('are compared with the origin that the settings follow', () => {
    assert.equal(usualBase({ base: 'crossEntropy', includeDice: true }), 'origin.crossEntropyPlusDice');
    assert.equal(usualBase({ base: 'crossEntropy', includeDice: false }), 'origin.crossEntropy');
    assert.equal(usualBase({ base: 'focal', includeDice: false }), 'origin.focal');
  });
});
