import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { npyOf } from '../../../support/npyFixture.js';
import { analyseTiny, TINY } from '../../../support/tinyPair.js';

describe('dialects of an inspected pair', () => {
  let pair: Analysed;
  before(async () => {
    pair = await analyseTiny(TINY);
  });

  it('come the fastest first, each with what sets it apart', async () => {
    const told: number[] = [];
    const found = await ask(
      pair,
      'dialects',
      { base: 'origin.dice' },
      { partial: ({ rows }) => told.push(rows.length) },
    );
    assert.equal(found.rows.length, found.of);
    assert.ok(found.of > 100);
    assert.equal(new Set(found.rows.map(({ key }) => key)).size, found.of);
    assert.ok(!found.rows.some(({ key }) => key === 'origin.dice'));
    assertNear(fromJsonNumber(found.base.value), fromJsonNumber(pair.report.totals.dice) as number, 1e-12, 'base');
    const at = (key: string) => found.rows.findIndex(row => row.key === key);
    assert.ok(at('monai.dice') < at('smp.lovasz.multiclass'));
    const row = (key: string) => found.rows[at(key)];
    assert.deepEqual(
      row('monai.dice').differs?.map(({ convention }) => convention),
      ['resize rule', 'ignored pixels', 'scope'],
    );
    assert.equal(row('torch.crossEntropy.mean').differs, null);
    assertNear(
      fromJsonNumber(row('torch.crossEntropy.mean').value),
      fromJsonNumber(pair.report.totals.crossEntropy) as number,
      1e-9,
      'cross entropy',
    );
    const raising = row('monai.dice.ignoreNotRemapped');
    assert.equal(raising.value, null);
    assert.equal(raising.raised?.error, 'RuntimeError');
    assert.ok(told.every((count, k) => k === 0 || count > told[k - 1]));
  });

  it('may be some of them', async () => {
    const { rows, of } = await ask(pair, 'dialects', { keys: 'monai,smp.dice.multiclass', base: 'origin.dice' });
    assert.equal(of, rows.length);
    assert.ok(rows.every(({ key }) => key.startsWith('monai.') || key === 'smp.dice.multiclass'));
    await assert.rejects(ask(pair, 'dialects', { base: 'nobody.dice' }), { code: 'dialect-unknown' });
  });

  it('tell what each convention makes of the gap', async () => {
    const { gap, steps, from, to, raised } = await ask(pair, 'gap', { from: 'origin.dice', to: 'monai.dice' });
    assert.equal(raised, null);
    assertNear(fromJsonNumber(from.value), fromJsonNumber(pair.report.totals.dice) as number, 1e-12, 'one end');
    const sum = steps.reduce((all, { contribution }) => all + (fromJsonNumber(contribution) as number), 0);
    assertNear(sum, fromJsonNumber(gap) as number, 1e-9, 'parts of the gap');
    assertNear(fromJsonNumber(to.value), (fromJsonNumber(from.value) as number) + sum, 1e-9, 'the other end');
    const none = await ask(pair, 'gap', { from: 'origin.dice', to: 'torch.crossEntropy.mean' });
    assert.equal(none.raised?.error, 'different losses');
    assert.equal(none.gap, 'nan');
  });

  it('take a volume as one sample, whatever their scope', async () => {
    const [D, C, H, W] = [3, 2, 4, 5];
    const z = (c: number, k: number) => Math.fround(2 * Math.sin(c * 2.1 + k * 0.37));
    const voxels = D * H * W;
    const labels = Array.from({ length: voxels }, (_, k) => (k < 20 ? 0 : (k * 7) % C));
    const volume = await analyseBytes(
      npyOf(
        '<f4',
        [C, D, H, W],
        Array.from({ length: C * voxels }, (_, at) => z(Math.floor(at / voxels), at % voxels)),
      ),
      npyOf('|u1', [D, H, W], labels),
      { kind: 'logits' },
    );
    assert.equal(volume.report.settings.reading.volume, true);
    const [i, p, y] = [0, 1, 2].map(() => new Float64Array(C));
    labels.forEach((label, k) => {
      const e = [0, 1].map(c => Math.exp(z(c, k)));
      e.forEach((one, c) => {
        p[c] += one / (e[0] + e[1]);
      });
      i[label] += e[label] / (e[0] + e[1]);
      y[label]++;
    });
    const dice = Array.from(i, (hit, c) => 1 - (2 * hit + 1e-5) / (p[c] + y[c] + 1e-5));
    const { base } = await ask(volume, 'dialects', { keys: 'monai.dice', base: 'monai.dice' });
    assertNear(fromJsonNumber(base.value), (dice[0] + dice[1]) / 2, 1e-6, 'MONAI Dice');
  });

  it('stop when cancelled, and begin again when asked again', async () => {
    const fresh = await analyseTiny(TINY);
    const cancelled = new Error('cancelled');
    const checkpoint = () => Promise.reject(cancelled);
    await assert.rejects(ask(fresh, 'dialects', { base: 'origin.dice' }, { checkpoint }), cancelled);
    assert.ok((await ask(fresh, 'dialects', { keys: 'smp', base: 'origin.dice' })).rows.length > 5);
  });
});
