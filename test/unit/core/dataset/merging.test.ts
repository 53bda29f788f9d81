import assert from 'node:assert/strict';
import fc from 'fast-check';
import { datasetReports } from '../../../../src/core/dataset/datasetReport.js';
import type { PairRecord } from '../../../../src/core/dataset/record.js';
import { mergeResults, reportOf, type ScanResult } from '../../../../src/core/dataset/scanResult.js';
import { recordOf } from '../../../support/datasetFixture.js';
import { assertNear } from '../../../support/near.js';
import { npyOf } from '../../../support/npyFixture.js';
import { inspectBytes } from '../../../support/pairFixture.js';

const [C, H, W] = [4, 6, 7];

/** Seeded logits and labels of picture n; 255 is ignored. */
function picture(n: number): { logits: number[]; label: number[] } {
  const noise = (k: number) => Math.sin(n * 37.7 + k * 12.9898) * 43758.5453;
  const unit = (k: number) => noise(k) - Math.floor(noise(k));
  return {
    logits: Array.from({ length: C * H * W }, (_, k) => unit(k) * 8 - 4),
    label: Array.from({ length: H * W }, (_, k) => (unit(k + 0.3) < 0.1 ? 255 : Math.floor(unit(k + 0.7) * 3))),
  };
}

const part = (records: PairRecord[]): ScanResult => ({
  version: 1,
  shard: null,
  unmatched: [],
  complete: true,
  records,
});

describe('records of a dataset', () => {
  let records: PairRecord[];
  before(async () => {
    records = await Promise.all(
      Array.from({ length: 7 }, (_, n) => {
        const { logits, label } = picture(n);
        return recordOf(`p${n}`, npyOf('<f8', [C, H, W], logits), npyOf('|u1', [H, W], label));
      }),
    );
  });

  it('merge to the very same report however they are dealt out, also through JSON (seeded)', () => {
    const whole = reportOf(mergeResults([part(records)]));
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 7, maxLength: 7 }),
        fc.boolean(),
        (to, back) => {
          const parts = [0, 1, 2, 3].map(k => part(records.filter((_, n) => to[n] === k)));
          const ordered = back ? parts.reverse() : parts;
          const merged = mergeResults(JSON.parse(JSON.stringify(ordered)) as ScanResult[]);
          assert.equal(JSON.stringify(reportOf(merged)), JSON.stringify(whole));
        },
      ),
      { seed: 20261123, numRuns: 60 },
    );
  });

  it('pool to the numbers of one picture that has all their pixels', async () => {
    const pictures = Array.from({ length: 7 }, (_, n) => picture(n));
    const { report } = await inspectBytes(
      npyOf(
        '<f8',
        [7, C, H, W],
        pictures.flatMap(one => one.logits),
      ),
      npyOf(
        '|u1',
        [7, H, W],
        pictures.flatMap(one => one.label),
      ),
    );
    const [{ pooled, classes, confusion }] = datasetReports(records);
    assert.ok(pooled);
    for (const [name, expected] of Object.entries(report.totals)) {
      assertNear(pooled[name as keyof typeof pooled], expected as number, 1e-9, name);
    }
    assert.deepEqual(confusion, report.confusion);
    for (const [id, row] of classes.entries()) {
      assert.equal(row.pixels, report.classes[id].pixels);
      assert.equal(row.name, report.classes[id].name);
    }
  });

  it('leave pairs with another number of classes out of the sums, and say so', async () => {
    const odd = await recordOf('odd', npyOf('<f8', [2, 1, 3], [1, 2, 3, 4, 5, 6]), npyOf('|u1', [1, 3], [0, 1, 1]));
    const [report] = datasetReports([odd, ...records]);
    assert.equal(report.all.length, 7);
    assert.equal(report.pairs, 8);
    assert.deepEqual(
      report.findings.filter(one => one.code === 'dataset-classes').map(one => one.count),
      [1],
    );
  });

  it('name the pairs that could not be evaluated', async () => {
    const broken = await recordOf('broken', new Uint8Array(0), npyOf('|u1', [1, 3], [0, 1, 1]));
    const [report] = datasetReports([broken, ...records]);
    assert.deepEqual(
      report.failed.map(({ prediction, code }) => [prediction, code]),
      [['predictions/broken.npy', 'file-empty']],
    );
  });
});
