import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DialectValues } from '../../../../src/cli/dialects.js';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import type { InspectionJob } from '../../../../src/core/inspection/job.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import type { Report } from '../../../../src/core/inspection/report.js';
import { analyse, ask, jobOf } from '../../../support/analysedFixture.js';
import { inspectJson } from '../../../support/cli.js';
import { assertNear } from '../../../support/near.js';
import { hasShared, ROOT, SHARED } from '../../../support/shared.js';

interface Pair {
  folder: string;
  prediction: string;
  other: string;
  label: string;
}

const PAIRS: Pair[] = [
  {
    folder: join(ROOT, 'samples', 'street'),
    prediction: 'predictions_a/avenue.npy',
    other: 'predictions_b/avenue.npy',
    label: 'labels/avenue.png',
  },
  {
    folder: join(SHARED, 'data', 'camvid'),
    prediction: 'predictions_a/0001TP_008700.npy',
    other: 'predictions_b/0001TP_008700.npy',
    label: 'labels/0001TP_008700.png',
  },
];

for (const { folder, prediction, other, label } of PAIRS) {
  describe(`the panel and the command line say the same of ${prediction}`, () => {
    if (!existsSync(join(folder, prediction))) {
      it(hasShared ? 'the sample is not there' : 'real data is not beside this checkout');
      return;
    }
    const path = (name: string) => join(folder, name);
    const cli = (file: string, ...more: string[]) =>
      inspectJson([path(file), '--label', path(label), '--classes', path('classes.json'), ...more]);
    const panel = (file: string) => {
      const ref = (name: string) => ({ name: path(name), path: path(name) });
      const options: Partial<InspectionJob> = { classesFile: ref('classes.json') };
      return analyse(jobOf(ref(file), ref(label), options));
    };
    let pair: Analysed;
    let report: Report;
    before(async () => {
      pair = await panel(prediction);
      report = await cli(prediction);
    });

    it('in the report', () => {
      assert.deepEqual(JSON.parse(JSON.stringify(pair.report)), report);
    });

    it('in what-if, with the same settings', async () => {
      const flags = ['--gamma', '3', '--alpha', 'none', '--beta', '2', '--smooth', '1', '--threshold', '0.25'];
      const wanted = await cli(prediction, ...flags, '--base', 'focal');
      const { numbers, classes } = await ask(pair, 'whatIf', {
        settings: {
          gamma: 3,
          alpha: null,
          beta: 2,
          smooth: 1,
          threshold: 0.25,
          terms: [
            { loss: 'focal', lambda: 1 },
            { loss: 'dice', lambda: 1 },
          ],
        },
        ledger: null,
      });
      for (const name of ['total', 'crossEntropy', 'focal', 'dice', 'fScore'] as const) {
        assert.equal(numbers[name].base, report.totals[name]);
        assertNear(fromJsonNumber(numbers[name].value), fromJsonNumber(wanted.totals[name]) as number, 1e-9, name);
      }
      for (const row of wanted.classes) {
        for (const name of ['dice', 'fScore', 'focal'] as const) {
          const [found, expected] = [classes[row.id][name].value, row[name]];
          assert.equal(found === null, expected === null, `${name} of ${row.name}`);
          if (expected !== null) {
            assertNear(fromJsonNumber(found), fromJsonNumber(expected) as number, 1e-7, `${name} of ${row.name}`);
          }
        }
      }
    });

    it('in the ledger', async () => {
      const wanted = (await cli(prediction, '--boundary-width', '3')).ledger;
      const { ledger } = await ask(pair, 'ledger', { boundaryWidth: 3 });
      assert.ok(wanted && ledger);
      assertNear(ledger.total, wanted.total, 1e-9, 'total');
      const near = (found: { value: number }[], expected: { value: number }[]) => {
        assert.equal(found.length, expected.length);
        expected.forEach(({ value }, k) => {
          assertNear(found[k].value, value, 1e-6, `entry ${k}`);
        });
      };
      near(ledger.byClass, wanted.byClass);
      near(ledger.byPair, wanted.byPair);
      near(ledger.byError, wanted.byError);
      assert.deepEqual(
        ledger.byError.map(({ pixels }) => pixels),
        wanted.byError.map(({ pixels }) => pixels),
      );
    });

    it('in dialects', async () => {
      const keys = 'origin,torch,monai,smp.dice.multiclass';
      const { dialects } = (await cli(prediction, '--dialect', keys)) as unknown as { dialects: DialectValues };
      const { rows, base } = await ask(pair, 'dialects', { keys, base: 'origin.crossEntropy' });
      for (const { key, value } of [base, ...rows]) {
        const expected = dialects[key];
        if (value !== null) {
          assert.ok(expected !== undefined && typeof expected !== 'object', key);
          assertNear(fromJsonNumber(value), fromJsonNumber(expected) as number, 1e-9, key);
        }
      }
      assert.equal(rows.length + 1, Object.keys(dialects).length);
    });

    it('in a comparison', async () => {
      const [a, b] = [report, await cli(other)];
      const second = await panel(other);
      const { numbers, classes } = await ask(pair, 'compare', {}, { other: async () => second });
      for (const [name, { base, value }] of Object.entries(numbers)) {
        assert.deepEqual([base, value], [a.totals[name as 'total'], b.totals[name as 'total']], name);
      }
      for (const { id, iou } of classes) {
        assert.deepEqual([iou.base, iou.value], [a.classes[id].iou, b.classes[id].iou]);
      }
    });

    it('in the sums of layers, slices and curves', async () => {
      const { crossEntropy, fScore, pixelAccuracy } = report.totals;
      const layer = { id: 'loss', term: 'crossEntropy' } as const;
      const { scale } = await ask(pair, 'layer', { layer, sample: 0 });
      assertNear(fromJsonNumber(scale?.mean ?? null), fromJsonNumber(crossEntropy) as number, 1e-6, 'layer');
      const { crossEntropy: slices } = await ask(pair, 'slices', {});
      assertNear(slices?.[0], fromJsonNumber(crossEntropy) as number, 1e-6, 'slices');
      const { thresholds, reliability } = await ask(pair, 'curves', {});
      assertNear(thresholds?.mean[128], fromJsonNumber(fScore) as number, 1e-6, 'F-score at one half');
      assertNear(
        fromJsonNumber(reliability?.meanAccuracy ?? null),
        fromJsonNumber(pixelAccuracy) as number,
        1e-12,
        'accuracy',
      );
    });
  });
}
