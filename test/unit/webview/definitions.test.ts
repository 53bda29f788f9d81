import assert from 'node:assert/strict';
import { CLASS_TERMS, definition, isDefinitionKey, TERMS } from '../../../src/webview/definitions.js';
import { reason } from '../../../src/webview/reasons.js';
import { columnsOf, sortRows } from '../../../src/webview/views/classes/classColumns.js';
import { definitionTip } from '../../../src/webview/views/definitionTip.js';
import { absentRow, classRow, report } from './snapshots.js';

describe('definitions', () => {
  it('exist for every total and every column with a number', () => {
    for (const term of Object.keys(report().totals)) {
      assert.ok(isDefinitionKey(term), term);
    }
    for (const column of columnsOf(report())) {
      assert.ok(column.key === 'name' || isDefinitionKey(column.term ?? undefined), column.key);
    }
    assert.equal(isDefinitionKey('toString'), false);
  });

  it('say equation, mean, ignored pixels and absent classes', () => {
    for (const key of [...TERMS, ...CLASS_TERMS]) {
      const { title, equation, mean, ignored, absent } = definition(key, report());
      for (const text of [title, equation, mean, ignored, absent]) {
        assert.ok(text.length > 3, key);
      }
    }
  });

  it('carry the parameters in use', () => {
    const changed = report();
    Object.assign(changed.settings, { gamma: 3, alpha: null, weights: [0.5, 1, 2], base: 'focal' });
    assert.deepEqual(definition('focal', changed).parameters, ['γ = 3', 'no α', 'w = 0.5, 1, 2']);
    assert.doesNotMatch(definition('focal', changed).equation, /α/);
    assert.match(definition('total', changed).equation, /^Focal \+ Dice loss$/);
    assert.match(definition('dice', report()).absent, /1 absent of 3 add up to 0\.3333/);
  });

  it('come with all digits of the value, or the reason why there are none', () => {
    const lines = (value: number | null | 'nan') => definitionTip('crossEntropy', report(), value).lines[0];
    assert.deepEqual(lines(1.2666278571088354), { text: '1.2666278571088354', kind: 'value' });
    assert.match(lines('nan')!.text, /NaN/);
  });

  it('show both means of the IoU', () => {
    const text = definitionTip('meanIoU', report(), 0.4).lines.map(line => line.text);
    assert.ok(text.some(line => line.startsWith('0.4 ')) && text.some(line => line.startsWith('0.3 ')));
  });
});

describe('reasons', () => {
  it('explain what is missing', () => {
    const mask = report({ kind: 'mask' });
    assert.equal(reason('crossEntropy', null, mask, null), 'No probabilities, so no cross entropy.');
    assert.equal(reason('class.lossShare', null, mask, classRow(1)), 'No probabilities, so no cross entropy.');
    assert.match(reason('class.crossEntropy', null, report(), absentRow(2))!, /^Absent/);
    assert.match(reason('crossEntropy', 'nan', report({ valid: 0 }), null)!, /every pixel is ignored/);
    assert.match(reason('crossEntropy', 'inf', report(), null)!, /probability 0/);
    assert.equal(reason('crossEntropy', 0, report(), null), null);
  });
});

describe('class order', () => {
  const ids = (rows: { id: number }[]) => rows.map(row => row.id);

  it('puts absent classes last in both directions', () => {
    const rows = report({ classes: [absentRow(0), classRow(1), classRow(2)] });
    assert.deepEqual(ids(sortRows(rows, { key: 'lossShare', descending: true })), [1, 2, 0]);
    assert.deepEqual(ids(sortRows(rows, { key: 'lossShare', descending: false })), [2, 1, 0]);
    assert.deepEqual(ids(sortRows(rows, { key: 'name', descending: true })), [2, 1, 0]);
  });

  it('puts missing values and NaN after numbers, infinite ones with them', () => {
    const classes = [
      classRow(0, { precision: null }),
      classRow(1, { precision: 'nan' }),
      classRow(2, { precision: 'inf' }),
      classRow(3, { precision: 0 }),
    ];
    assert.deepEqual(ids(sortRows(report({ classes }), { key: 'precision', descending: true })), [2, 3, 1, 0]);
    assert.deepEqual(ids(sortRows(report({ classes }), { key: 'precision', descending: false })), [3, 2, 1, 0]);
  });

  it('falls back to the pixel share where a mask has no losses', () => {
    const classes = [classRow(0), classRow(1)].map(row => ({ ...row, crossEntropyShare: null }));
    assert.deepEqual(ids(sortRows(report({ classes }), { key: 'lossShare', descending: true })), [1, 0]);
  });
});
