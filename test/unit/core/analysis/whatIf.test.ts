import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import type { WhatIfSettings } from '../../../../src/core/analysis/settings.js';
import type { Compared, WhatIfAnswer } from '../../../../src/core/analysis/whatIf.js';
import { DEFAULT_LOSS } from '../../../../src/core/inspection/job.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import type { LossSettings, ReportNumber } from '../../../../src/core/inspection/report.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { inspectBytes, labelOf, logitsOf } from '../../../support/pairFixture.js';

const [C, H, W] = [5, 24, 31];
const classAt = (y: number, x: number) => (Math.floor(x / 6) + Math.floor(y / 9)) % 4;
const z = (c: number, y: number, x: number) =>
  Math.fround(3 * Math.sin(c * 1.3 + y * 0.41 + x * 0.23) + (c === classAt(y, x) ? 2.5 : 0));
const logits = logitsOf(C, H, W, z);
// Class 4 is absent.
const labels = labelOf(H, W, (y, x) => ((x * 5 + y) % 13 === 0 ? 255 : classAt(y, x)));

const number = (value: ReportNumber | null) => fromJsonNumber(value);

/** Softmax and label of every pixel, by hand. */
function pixels() {
  const found: { p: number[]; label: number | null }[] = [];
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const e = Array.from({ length: C }, (_, c) => Math.exp(z(c, y, x)));
      const sum = e.reduce((total, one) => total + one, 0);
      const ignored = (x * 5 + y) % 13 === 0;
      found.push({
        p: e.map(one => one / sum),
        label: ignored ? null : classAt(y, x),
      });
    }
  }
  return found;
}

describe('what-if', () => {
  let pair: Analysed;
  before(async () => {
    pair = await analyseBytes(logits, labels, { classes: { numClasses: C } });
  });
  const turn = (settings: WhatIfSettings, ledger: number | null = null) => ask(pair, 'whatIf', { settings, ledger });

  function assertCompared(
    what: string,
    { base, value }: Compared,
    expectedBase: ReportNumber | null,
    expected: number,
  ) {
    assert.equal(base, expectedBase, what);
    assertNear(number(value), expected, 1e-6, what);
  }

  it('with nothing turned is the report itself', async () => {
    const { numbers, classes, says, terms } = await turn({});
    for (const [name, { base, value, change }] of Object.entries(numbers)) {
      assert.equal(base, pair.report.totals[name as 'total']);
      assertNear(number(value), number(base) as number, 1e-9, name);
      assert.equal(change, 0);
    }
    assert.deepEqual(says, []);
    assert.deepEqual(
      terms.map(({ loss, lambda }) => [loss, lambda]),
      [
        ['crossEntropy', 1],
        ['dice', 1],
      ],
    );
    for (const row of pair.report.classes) {
      for (const key of ['crossEntropy', 'crossEntropyShare', 'focal', 'focalShare', 'dice', 'fScore'] as const) {
        const { base, value } = classes[row.id][key];
        assert.equal(base, row[key]);
        assert.equal(value === null, base === null, `${key} of ${row.id}`);
        if (base !== null) {
          assertNear(number(value), number(base) as number, 1e-7, `${key} of ${row.id}`);
        }
      }
    }
  });

  it('of the losses of the report gives what an inspection with those settings gives (seeded)', async () => {
    const settings = fc.record(
      {
        gamma: fc.constantFrom(0, 0.5, 1, 3, 4.2),
        alpha: fc.constantFrom(null, 0.25, 1, 2),
        beta: fc.constantFrom(0.5, 1, 2),
        smooth: fc.constantFrom(0, 1e-5, 1, 10),
        threshold: fc.constantFrom(0.25, 0.3, 0.5, 0.8125),
        weights: fc.constantFrom<number[] | null>(null, [1, 2, 0.5, 3, 1], [0, 1, 1, 1, 4]),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(settings, fc.boolean(), fc.boolean(), async (change, focal, includeDice) => {
        const base = focal ? ('focal' as const) : ('crossEntropy' as const);
        const loss: LossSettings = { ...DEFAULT_LOSS, ...change, base, includeDice };
        const { report } = await inspectBytes(logits, labels, { loss, classes: { numClasses: C } });
        const terms = [{ loss: base, lambda: 1 }, ...(includeDice ? [{ loss: 'dice' as const, lambda: 1 }] : [])];
        const found = await turn({ ...change, terms });
        for (const [name, { value }] of Object.entries(found.numbers)) {
          assertNear(number(value), number(report.totals[name as 'total']) as number, 1e-7, name);
        }
        for (const row of report.classes) {
          for (const key of ['crossEntropy', 'crossEntropyShare', 'focal', 'focalShare', 'dice', 'fScore'] as const) {
            const value = number(found.classes[row.id][key].value);
            const expected = number(row[key]);
            if (expected === null || Number.isNaN(expected)) {
              assert.ok(value === null || Number.isNaN(value), `${key} of ${row.id}: ${value}`);
            } else {
              assertNear(value, expected, 1e-6, `${key} of ${row.id}`);
            }
          }
        }
      }),
      { seed: 20270301, numRuns: 40 },
    );
  });

  it('smooths labels as torch does', async () => {
    const weights = [1, 2, 0.5, 3, 1.5];
    for (const w of [null, weights]) {
      const epsilon = 0.1;
      const weight = (c: number) => w?.[c] ?? 1;
      const sums = new Float64Array(C);
      let divisor = 0;
      for (const { p, label } of pixels()) {
        if (label !== null) {
          divisor += weight(label);
          const even = p.reduce((sum, one, c) => sum - weight(c) * Math.log(one), 0) / C;
          sums[label] += (1 - epsilon) * weight(label) * -Math.log(p[label]) + epsilon * even;
        }
      }
      const all = sums.reduce((sum, one) => sum + one, 0);
      const { numbers, classes, says } = await turn({ labelSmoothing: epsilon, weights: w });
      assertCompared('cross entropy', numbers.crossEntropy, pair.report.totals.crossEntropy, all / divisor);
      for (let c = 0; c < 4; c++) {
        assertNear(number(classes[c].crossEntropyShare.value), sums[c] / all, 1e-6, `share of ${c}`);
      }
      assert.ok(says.some(({ id }) => id === 'labelSmoothing'));
    }
  });

  /** Dice by hand: which pixels and classes take part is up to the caller. */
  function diceBy(labelOfPixel: (label: number | null) => number | null, counts: (label: number | null) => boolean) {
    const [i, p, y] = [0, 1, 2].map(() => new Float64Array(C));
    for (const pixel of pixels()) {
      const label = labelOfPixel(pixel.label);
      if (label !== null) {
        y[label]++;
        i[label] += pixel.p[label];
      }
      if (counts(pixel.label)) {
        pixel.p.forEach((one, c) => {
          p[c] += one;
        });
      }
    }
    return Array.from({ length: C }, (_, c) => (2 * i[c] + 1e-5) / (p[c] + y[c] + 1e-5));
  }
  const lossOf = (scores: number[]) => 1 - scores.reduce((sum, one) => sum + one, 0) / scores.length;

  it('reads ignored pixels as asked', async () => {
    const drop = await turn({ ignore: 'drop' });
    assertCompared(
      'dice without ignored pixels',
      drop.numbers.dice,
      pair.report.totals.dice,
      lossOf(
        diceBy(
          label => label,
          label => label !== null,
        ),
      ),
    );
    const { pixels: all } = pair.report;
    const focal = number(pair.report.totals.focal) as number;
    assertCompared('focal over valid', drop.numbers.focal, pair.report.totals.focal, (focal * all.all) / all.valid);
    const background = await turn({ ignore: 'background' });
    const scores = diceBy(
      label => label ?? 0,
      () => true,
    );
    assertCompared('dice, ignored as class 0', background.numbers.dice, pair.report.totals.dice, lossOf(scores));
    const entropy = pixels().reduce((sum, { p, label }) => sum - Math.log(p[label ?? 0]), 0) / (H * W);
    assertCompared('CE, ignored as class 0', background.numbers.crossEntropy, pair.report.totals.crossEntropy, entropy);
    assert.deepEqual([drop.says[0].id, background.says[0].id], ['ignoreDrop', 'ignoreBackground']);
  });

  it('reads absent classes as asked', async () => {
    const scores = diceBy(
      label => label,
      () => true,
    );
    const out = await turn({ absent: 'leftOut' });
    assertCompared('left out', out.numbers.dice, pair.report.totals.dice, lossOf(scores.slice(0, 4)));
    assert.equal(out.classes[4].dice.value, null);
    const zero = await turn({ absent: 'zero' });
    assertCompared('perfect', zero.numbers.dice, pair.report.totals.dice, lossOf([...scores.slice(0, 4), 1]));
    assert.equal(zero.classes[4].dice.value, 1);
    assert.equal(zero.classes[4].fScore.value, 1);
    const [sentence] = zero.says;
    assertNear(number(sentence.values.kept as ReportNumber), (1 - scores[4]) / 5, 1e-6, 'what it adds');
  });

  it('adds losses up as asked, Jaccard among them', async () => {
    const terms = [
      { loss: 'focal' as const, lambda: 0.7 },
      { loss: 'jaccard' as const, lambda: 2 },
    ];
    const { numbers, terms: found, says } = await turn({ terms });
    const [i, p, y] = [0, 1, 2].map(() => new Float64Array(C));
    for (const pixel of pixels()) {
      pixel.p.forEach((one, c) => {
        p[c] += one;
      });
      if (pixel.label !== null) {
        y[pixel.label]++;
        i[pixel.label] += pixel.p[pixel.label];
      }
    }
    const scores = Array.from(i, (hit, c) => (hit + 1e-5) / (p[c] + y[c] - hit + 1e-5));
    const expected = 0.7 * (number(pair.report.totals.focal) as number) + 2 * lossOf(scores);
    assertCompared('total', numbers.total, pair.report.totals.total, expected);
    assertNear(number(found[1].value), lossOf(scores), 1e-6, 'Jaccard');
    assert.ok(says.some(({ id, text }) => id === 'terms' && text.startsWith('Jaccard loss is')));
  });

  it('follows a dialect, with conventions turned', async () => {
    const plain = await turn({ dialect: 'smp.dice.multiclass' });
    const [i, p, y] = [0, 1, 2].map(() => new Float64Array(C));
    for (const pixel of pixels().filter(({ label }) => label !== null)) {
      pixel.p.forEach((one, c) => {
        p[c] += one;
      });
      y[pixel.label as number]++;
      i[pixel.label as number] += pixel.p[pixel.label as number];
    }
    const dice = (s: number) =>
      Array.from(i, (hit, c) => (y[c] > 0 ? 1 - (2 * hit + 2 * s) / (p[c] + y[c] + 2 * s) : 0));
    const mean = (losses: number[]) => losses.reduce((sum, one) => sum + one, 0) / C;
    assertCompared('as it is', plain.numbers.total, pair.report.totals.total, mean(dice(0)));
    assert.equal(plain.terms[0].loss, null);
    const smooth = await turn({ dialect: 'smp.dice.multiclass', smooth: 3 });
    assertCompared('smoothed', smooth.numbers.total, pair.report.totals.total, mean(dice(3)));
    await assert.rejects(turn({ dialect: 'smp.nothing' }), { code: 'dialect-unknown' });
    await assert.rejects(turn({ dialect: 'torch.bceWithLogits.mean' }), { code: 'dialect-not-applicable' });
  });

  it('makes weights of the label', async () => {
    const counts = pair.report.classes.map(({ pixels: count }) => count);
    const present = counts.filter(count => count > 0);
    const all = present.reduce((sum, count) => sum + count, 0);
    const weightsOf = async (preset: 'inverseFrequency' | 'medianFrequency' | 'effectiveNumber', beta?: number) => {
      const { weights } = await turn({ weights: { preset, beta } });
      assert.ok(weights);
      assert.equal(weights[4], 0, 'an absent class');
      return weights;
    };
    const near = (found: number[], expected: (count: number) => number) =>
      counts.slice(0, 4).forEach((count, c) => {
        assertNear(found[c], expected(count), 1e-9, `class ${c}`);
      });
    near(await weightsOf('inverseFrequency'), count => all / (4 * count));
    const sorted = [...present].sort((a, b) => a - b);
    near(await weightsOf('medianFrequency'), count => (sorted[1] + sorted[2]) / 2 / count);
    const raw = (count: number) => (1 - 0.99) / (1 - 0.99 ** count);
    const sum = present.reduce((total, count) => total + raw(count), 0);
    near(await weightsOf('effectiveNumber', 0.99), count => (raw(count) * 4) / sum);
    assert.equal((await turn({ weights: { preset: 'uniform' } })).weights, null);
  });

  it('says what gamma does to easy pixels', async () => {
    const focal = (gamma: number, p: number) => (1 - p) ** gamma * -Math.log(p);
    const share = (gamma: number) => {
      const own = pixels().flatMap(({ p, label }) => (label === null ? [] : [p[label]]));
      const sum = (from: number[]) => from.reduce((total, p) => total + focal(gamma, p), 0);
      return sum(own.filter(p => p > 0.9)) / sum(own);
    };
    const { says } = await turn({ gamma: 5 });
    const [{ id, values, text }] = says;
    assert.equal(id, 'gamma');
    assertNear(number(values.before as ReportNumber), share(2), 1e-6, 'before');
    assertNear(number(values.after as ReportNumber), share(5), 1e-6, 'after');
    assert.match(text, /^gamma 2 → 5: easy pixels \(p > 0\.9\) drop from .+ % to .+ % of the focal loss\.$/);
  });

  it('takes every total apart so that the parts sum to it', async () => {
    const turned: WhatIfSettings[] = [
      {},
      { gamma: 3, terms: [{ loss: 'focal', lambda: 1 }] },
      { ignore: 'drop', absent: 'leftOut' },
      { ignore: 'background', labelSmoothing: 0.2, weights: [1, 2, 3, 4, 5] },
      { absent: 'zero', beta: 2, terms: [{ loss: 'jaccard', lambda: 3 }] },
      { dialect: 'nnunet.dcAndCe' },
      { dialect: 'monai.dice' },
    ];
    for (const settings of turned) {
      const { ledger, numbers } = (await turn(settings, 2)) as WhatIfAnswer;
      const total = number(numbers.total.value) as number;
      if (settings.dialect === 'nnunet.dcAndCe') {
        // Its Dice is negative and has a floor: no sum over pixels.
        assert.equal(ledger, null);
        continue;
      }
      assert.ok(ledger, JSON.stringify(settings));
      for (const split of [ledger.byClass, ledger.byPair, ledger.byError]) {
        const sum = split.reduce((all, { value }) => all + value, ledger.ignored);
        assertNear(sum, total, 1e-9, JSON.stringify(settings));
      }
    }
    const { ledger } = await ask(pair, 'ledger', { boundaryWidth: 2 });
    assert.deepEqual(ledger, (await turn({}, 2)).ledger);
  });

  it('refuses what makes no sense', async () => {
    const wrong: [WhatIfSettings, string][] = [
      [{ gamma: -1 }, 'loss-setting'],
      [{ labelSmoothing: 1.5 }, 'loss-setting'],
      [{ terms: [] }, 'loss-setting'],
      [{ weights: [1, 2] }, 'weights-length'],
      [{ weights: { preset: 'effectiveNumber', beta: 1 } }, 'loss-setting'],
    ];
    for (const [settings, code] of wrong) {
      await assert.rejects(turn(settings), { code }, JSON.stringify(settings));
    }
    await assert.rejects(ask(pair, 'ledger', { boundaryWidth: -1 }), { code: 'loss-setting' });
  });
});

describe('what-if of a mask', () => {
  const mask = labelOf(6, 6, (y, x) => (x + y) % 3);
  const label = labelOf(6, 6, (y, x) => (y === 0 ? 255 : Math.min(2, Math.floor((x + y) / 3))));

  it('has hard Dice and F-score, and no losses of probabilities', async () => {
    const pair = await analyseBytes(mask, label);
    const { numbers, ledger } = await ask(pair, 'whatIf', { settings: {}, ledger: 2 });
    assert.equal(numbers.crossEntropy.value, null);
    assert.equal(numbers.total.value, null);
    assertNear(number(numbers.dice.value), number(pair.report.totals.dice) as number, 1e-9, 'dice');
    assertNear(number(numbers.fScore.value), number(pair.report.totals.fScore) as number, 1e-9, 'F-score');
    assert.equal(ledger, null);
  });

  it('reads ignored pixels as asked', async () => {
    const pair = await analyseBytes(mask, label);
    const [i, p, y] = [0, 1, 2].map(() => new Float64Array(3));
    for (let k = 0; k < 36; k++) {
      const [row, column] = [Math.floor(k / 6), k % 6];
      const truth = row === 0 ? 0 : Math.min(2, Math.floor((column + row) / 3));
      const predicted = (row + column) % 3;
      y[truth]++;
      p[predicted]++;
      i[predicted] += truth === predicted ? 1 : 0;
    }
    const scores = Array.from(i, (hit, c) => (2 * hit + 1e-5) / (p[c] + y[c] + 1e-5));
    const { numbers } = await ask(pair, 'whatIf', { settings: { ignore: 'background' }, ledger: null });
    assertNear(number(numbers.dice.value), 1 - (scores[0] + scores[1] + scores[2]) / 3, 1e-9, 'as class 0');
  });
});
