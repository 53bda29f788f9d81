import assert from 'node:assert/strict';
import { contrast, inkOn, parseColor, visibleOn } from '../../../src/webview/charts/ink.js';
import { confusionModel } from '../../../src/webview/views/curves/confusionModel.js';
import { nearest, scoreAt } from '../../../src/webview/views/curves/thresholds.js';
import { classRow, report } from './snapshots.js';

describe('the confusion matrix', () => {
  const found = report({ classes: [classRow(0), classRow(1), classRow(2)] });
  found.confusion = [
    [6, 2, 0],
    [1, 1, 0],
    [0, 0, 0],
  ];

  it('has the classes that occur, with shares of rows, of columns, or of all', () => {
    const { classes, counts, shares } = confusionModel(found, 'label');
    assert.deepEqual(
      classes.map(({ id }) => id),
      [0, 1],
    );
    assert.deepEqual(counts, [
      [6, 2],
      [1, 1],
    ]);
    assert.deepEqual(shares, [
      [0.75, 0.25],
      [0.5, 0.5],
    ]);
    assert.deepEqual(confusionModel(found, 'prediction').shares[0], [6 / 7, 2 / 3]);
    assert.deepEqual(confusionModel(found, 'pixels').shares[1], [0.1, 0.1]);
  });

  it('keeps a class that is only predicted; its row has no shares', () => {
    const only = {
      ...found,
      confusion: [
        [0, 0, 5],
        [0, 0, 0],
        [0, 0, 0],
      ],
    }; // prettier-ignore
    assert.deepEqual(confusionModel(only, 'label').shares, [
      [0, 1],
      [null, null],
    ]);
  });

  it('of very many classes shows those most often wrong, in their order', () => {
    const classes = Array.from({ length: 100 }, (_, id) => classRow(id));
    const many = report({ classes });
    many.confusion = classes.map((_, r) => classes.map((__, c) => (r === c ? 10 : c === (r + 1) % 100 ? r : 0)));
    const { classes: shown, found: all } = confusionModel(many, 'label');
    assert.equal(all, 100);
    assert.equal(shown.length, 40);
    assert.ok(shown.every((row, k) => k === 0 || row.id > shown[k - 1]!.id));
    assert.ok(!shown.some(({ id }) => id === 1));
  });
});

describe('curves', () => {
  it('are read at the threshold nearest to the wanted one', () => {
    assert.equal(nearest([0, 0.25, 0.5, 1], 0.5), 2);
    assert.equal(nearest([0, 0.25, 0.5, 1], 0.8), 3);
    assert.equal(nearest([0, 0.25, 0.5, 1], -1), 0);
  });

  it('have one row a class, in the order of the report', () => {
    const of = report({ classes: [classRow(4), classRow(7)] });
    const fScore = Float32Array.from([0.5, 0.25, 0.75, 1]);
    const none = new Float32Array(4);
    const thresholds = Float64Array.from([0, 1]);
    const curves = { thresholds, fScore, precision: none, recall: none, mean: none, meanPresent: none, best: [] };
    assert.equal(scoreAt(curves, 'fScore', 7, 0, of), 0.75);
    assert.equal(scoreAt(curves, 'fScore', 4, 1, of), 0.25);
  });
});

describe('ink', () => {
  it('is read on every colour', () => {
    for (let k = 0; k < 512; k++) {
      const color = [(k & 7) * 36, ((k >> 3) & 7) * 36, (k >> 6) * 36] as const;
      assert.ok(contrast(color, inkOn(color)) >= 4.5, `${color}`);
    }
  });

  it('keeps a colour that is seen, and moves one that is not', () => {
    assert.equal(visibleOn([200, 30, 30], '#1f1f1f'), 'rgb(200, 30, 30)');
    assert.notEqual(visibleOn([20, 20, 20], '#1f1f1f'), 'rgb(20, 20, 20)');
    assert.notEqual(visibleOn([255, 255, 240], '#fff'), 'rgb(255, 255, 240)');
  });

  it('reads the colours of themes', () => {
    assert.deepEqual(parseColor('#1f1f1f'), [31, 31, 31]);
    assert.deepEqual(parseColor('#fff'), [255, 255, 255]);
    assert.deepEqual(parseColor('#11223344'), [17, 34, 51]);
    assert.deepEqual(parseColor(' rgba(1, 2, 3, 0.5)'.trim()), [1, 2, 3]);
    assert.equal(parseColor('red'), null);
  });
});
