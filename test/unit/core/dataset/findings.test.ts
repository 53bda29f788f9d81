import assert from 'node:assert/strict';
import { datasetReports } from '../../../../src/core/dataset/datasetReport.js';
import type { PairRecord } from '../../../../src/core/dataset/record.js';
import { recordOf } from '../../../support/datasetFixture.js';
import { npyOf } from '../../../support/npyFixture.js';

async function mask(name: string, prediction: number[], label: number[], width = 3): Promise<PairRecord> {
  const shape = [label.length / width, width];
  return recordOf(name, npyOf('|u1', shape, prediction), npyOf('|u1', shape, label), { classes: { numClasses: 4 } });
}

function codes(records: PairRecord[]): string[] {
  return datasetReports(records).flatMap(report => report.findings.map(one => one.code));
}

describe('dataset findings', () => {
  it('name classes that are never predicted, and those never labelled', async () => {
    const records = await Promise.all([
      mask('a', [0, 0, 1, 1, 1, 0], [0, 0, 1, 1, 1, 2]),
      mask('b', [0, 1, 1, 1, 0, 0], [0, 1, 1, 1, 2, 2]),
    ]);
    const [{ findings }] = datasetReports(records);
    assert.match(findings.find(one => one.code === 'class-never-predicted')?.message ?? '', /class 2, which/);
    assert.match(findings.find(one => one.code === 'class-never-labelled')?.message ?? '', /class 3\.$/);
  });

  it('tell the same label in two splits from one repeated within', async () => {
    const label = [0, 0, 1, 1, 2, 3];
    const across = await Promise.all([
      mask('train/a', label, label),
      mask('val/b', label, label),
      mask('val/c', label, [0, 1, 2, 3, 0, 1]),
    ]);
    assert.deepEqual(
      codes(across).filter(code => code === 'split-overlap' || code === 'label-repeated'),
      ['split-overlap'],
    );
    const within = await Promise.all([mask('a', label, label), mask('b', label, label)]);
    assert.deepEqual(
      codes(within).filter(code => code === 'split-overlap' || code === 'label-repeated'),
      ['label-repeated'],
    );
  });

  it('name a prediction that lies under two names', async () => {
    const prediction = [0, 1, 1, 2, 0, 0];
    const records = await Promise.all([
      mask('a', prediction, [0, 1, 1, 2, 0, 0]),
      mask('b', prediction, [0, 0, 1, 2, 1, 1]),
      mask('c', [0, 1, 1, 1, 0, 0], [0, 0, 1, 2, 1, 2]),
    ]);
    const [{ findings }] = datasetReports(records);
    const found = findings.filter(one => one.code === 'prediction-repeated');
    assert.deepEqual(
      found.map(one => one.on),
      [{ path: 'predictions/b.npy' }],
    );
    assert.ok(!codes([records[0], records[2]]).includes('prediction-repeated'));
  });

  it('do not take labels of one class, or of another shape, for the same', async () => {
    const records = await Promise.all([
      mask('a', [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]),
      mask('b', [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]),
      mask('c', [0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 0, 1], 3),
      mask('d', [0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 0, 1], 2),
    ]);
    assert.ok(!codes(records).includes('label-repeated'));
  });

  it('say what many pairs share once, with a count', async () => {
    const records = await Promise.all(
      Array.from({ length: 5 }, (_, k) => mask(`x${k}`, [0, 0, 1, 1, 2, 3], [0, 0, 1, 1, 2, k % 2 ? 200 : 201])),
    );
    const [{ findings }] = datasetReports(records);
    const shared = findings.filter(one => one.code === 'label-id-out-of-range');
    assert.deepEqual(
      shared.map(one => one.count),
      [5],
    );
    assert.equal(shared[0].examples.length, 5);
  });
});
