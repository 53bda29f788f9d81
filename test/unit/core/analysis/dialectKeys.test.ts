import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import type { WhatIfSettings } from '../../../../src/core/analysis/settings.js';
import { Passes } from '../../../../src/core/dialects/passes.js';
import { ask } from '../../../support/analysedFixture.js';
import { analyseTiny, TINY } from '../../../support/tinyPair.js';

/** How often a question reads the logits of a pair that was opened for it alone. */
async function timesRead(settings: WhatIfSettings): Promise<number> {
  const pair = await analyseTiny(TINY);
  const seen = new Set<Passes>();
  const { pass, termSums, eachRow, logSumExp } = Passes.prototype;
  const watched = { pass, termSums, eachRow, logSumExp };
  try {
    for (const [name, method] of Object.entries(watched)) {
      Object.defineProperty(Passes.prototype, name, {
        configurable: true,
        writable: true,
        value(this: Passes, ...args: never[]) {
          seen.add(this);
          return (method as (...all: never[]) => unknown).apply(this, args);
        },
      });
    }
    await ask(pair, 'whatIf', { settings, ledger: null });
  } finally {
    Object.assign(Passes.prototype, watched);
  }
  return [...seen].reduce((sum, passes) => sum + passes.timesRead, 0);
}

describe('the dialects that a total may follow', () => {
  let pair: Analysed;
  before(async () => {
    pair = await analyseTiny(TINY);
  });

  it('are those of this prediction, with what each follows and raises', async () => {
    const { rows } = await ask(pair, 'dialectKeys', {});
    const row = (key: string) => rows.find(one => one.key === key);
    assert.ok(rows.length > 100);
    assert.equal(row('torch.bceWithLogits.mean'), undefined);
    assert.deepEqual(row('smp.dice.multiclass')?.follows, ['beta', 'smooth', 'ignore', 'absent']);
    assert.ok(row('torch.crossEntropy.mean')?.follows.includes('labelSmoothing'));
    assert.match(row('monai.dice.ignoreNotRemapped')?.raises ?? '', /^RuntimeError/);
  });

  it('say truly whether what the inspection kept is enough', async () => {
    const { rows } = await ask(pair, 'dialectKeys', {});
    for (const { key, reads } of rows.filter(({ raises }) => raises === null)) {
      assert.equal((await timesRead({ dialect: key })) > 0, reads, key);
    }
    assert.ok(rows.some(({ reads }) => reads) && rows.some(({ reads, raises }) => !reads && raises === null));
  }).timeout(120_000);

  it('say so under other settings too', async () => {
    for (const settings of [{ labelSmoothing: 0.1 }, { ignore: 'background' }] as const) {
      const { rows } = await ask(pair, 'dialectKeys', { settings });
      for (const { key, reads } of rows.filter(one => /^(torch|smp|monai)\./.test(one.key) && one.raises === null)) {
        const base = await timesRead(settings);
        const found = await timesRead({ ...settings, dialect: key });
        assert.ok(reads || found <= base, `${key} ${JSON.stringify(settings)}: ${base} → ${found}`);
      }
    }
  }).timeout(120_000);
});
