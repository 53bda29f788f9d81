import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type TextColumn, toCsv, toMarkdown } from '../../../src/webview/tableText.js';
import { sortRows, textColumns } from '../../../src/webview/views/classes/classColumns.js';
import { matcher } from '../../../src/webview/views/filterBox.js';
import { classRow, report } from './snapshots.js';

const plain: TextColumn<string[]>[] = [0, 1].map(k => ({
  title: `column ${k}`,
  numeric: k === 1,
  exact: row => row[k]!,
  shown: row => row[k]!,
}));

/** A CSV reader after RFC 4180, for the round trip. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let match = fields.exec(text); match && match[0] !== ''; match = fields.exec(text)) {
    rows.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === '\r\n') {
      rows.push([]);
    }
  }
  return rows.slice(0, -1);
}

describe('tables as text', () => {
  it('CSV comes back as it was, whatever the fields hold', () => {
    const field = fc.oneof(fc.string(), fc.constantFrom('a,b', '"', 'x\r\ny', ''));
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { maxLength: 5 }), rows => {
        assert.deepEqual(readCsv(toCsv(plain, rows)), [['column 0', 'column 1'], ...rows]);
      }),
      { seed: 5 },
    );
  });

  it('Markdown has one line a row, and no markup from the data', () => {
    const lines = toMarkdown(plain, [['a|b\nc', '*1*']]).split('\n');
    assert.deepEqual(lines, ['| column 0 | column 1 |', '| --- | ---: |', '| a\\|b c | \\*1\\* |', '']);
  });

  it('the class table is copied in its order, in full precision, with the totals last', () => {
    const found = report();
    found.classes[0] = classRow(0, { crossEntropy: 1.2666278571088354, precision: 'nan' });
    const rows = [...sortRows(found, { key: 'name', descending: false }), null];
    const [head, first, , absent, totals] = readCsv(toCsv(textColumns(found), rows));
    assert.deepEqual(head!.slice(0, 3), ['id', 'Class', 'pixels']);
    const cell = (row: string[], title: string) => row[head!.indexOf(title)];
    assert.equal(cell(first!, 'CE'), '1.2666278571088354');
    assert.equal(cell(first!, 'Precision'), 'nan');
    assert.deepEqual([cell(absent!, 'id'), cell(absent!, 'CE'), cell(absent!, 'pixels')], ['2', '', '0']);
    assert.deepEqual([cell(totals!, 'id'), cell(totals!, 'CE'), cell(totals!, 'pixels')], ['', '1.25', '10']);
    assert.equal(cell(totals!, 'Dice'), '0.25');
    const markdown = toMarkdown(textColumns(found), rows);
    assert.match(markdown, /\| 2 \| class 2 \| 0 \| absent \|/);
    assert.match(markdown, /\| 1\.267 \|/);
  });
});

describe('the filter of a table', () => {
  it('lets any of its parts through, in either case', () => {
    const shown = (filter: string) => ['road', 'Building', 'pole'].filter(matcher(filter));
    assert.deepEqual(shown(''), ['road', 'Building', 'pole']);
    assert.deepEqual(shown('build, PO,'), ['Building', 'pole']);
    assert.deepEqual(shown('x'), []);
  });
});
