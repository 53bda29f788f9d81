import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import { OUTCOMES } from '../../../../src/core/analysis/names.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import { SIGNED_ZERO } from '../../../../src/core/inspection/layers.js';
import type { ReportNumber } from '../../../../src/core/inspection/report.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { labelOf } from '../../../support/pairFixture.js';
import { analyseTiny, TINY, type TinyPair, tinyPixels } from '../../../support/tinyPair.js';

const number = (value: ReportNumber | null) => fromJsonNumber(value) as number;
const OTHER: TinyPair = { ...TINY, z: (c, y, x) => Math.fround(TINY.z(c, y, x) + 2 * Math.cos(c * 2.1 + x * 0.5)) };

describe('two predictions of one label', () => {
  let [a, b]: Analysed[] = [];
  const [ownPixels, otherPixels] = [tinyPixels(TINY), tinyPixels(OTHER)];
  before(async () => {
    [a, b] = [await analyseTiny(TINY), await analyseTiny(OTHER)];
  });
  const asking = { other: async () => b };

  const outcomeAt = (k: number) => {
    const { label, best } = ownPixels[k];
    const other = otherPixels[k].best;
    if (label === null) {
      return 'ignored';
    }
    if (best === label) {
      return other === label ? 'bothRight' : 'broken';
    }
    return other === label ? 'fixed' : other === best ? 'bothWrong' : 'wrongOtherwise';
  };

  it('are told apart by outcome, class and total', async () => {
    const found = await ask(a, 'compare', {}, asking);
    for (const outcome of OUTCOMES) {
      assert.equal(found.outcomes[outcome], ownPixels.filter((_, k) => outcomeAt(k) === outcome).length, outcome);
    }
    assert.ok(found.outcomes.fixed > 0 && found.outcomes.broken > 0);
    for (const name of ['total', 'crossEntropy', 'dice', 'meanIoU', 'pixelAccuracy'] as const) {
      const { base, value, change } = found.numbers[name];
      assert.deepEqual([base, value], [a.report.totals[name], b.report.totals[name]]);
      assertNear(number(change), (number(value) - number(base)) / Math.abs(number(base)), 1e-12, name);
    }
    assert.equal(found.classes[1].iou.value, b.report.classes[1].iou);
    for (const { id, fixed, broken } of found.gains) {
      const of = (outcome: string) =>
        ownPixels.filter(({ label }, k) => label === id && outcomeAt(k) === outcome).length;
      assert.deepEqual([fixed, broken], [of('fixed'), of('broken')]);
    }
    const differences = ownPixels.flatMap(({ p, label }, k) =>
      label === null ? [] : [Math.log(p[label]) - Math.log(otherPixels[k].p[label])],
    );
    const mean = (keep: (d: number) => boolean) =>
      differences.filter(keep).reduce((sum, d) => sum + d, 0) / differences.length;
    assertNear(
      number(found.worse),
      mean(d => d > 0),
      1e-6,
      'worse',
    );
    assertNear(
      number(found.better),
      mean(d => d < 0),
      1e-6,
      'better',
    );
  });

  it('are shown by layers', async () => {
    const { codes } = await ask(a, 'layer', { layer: { id: 'outcome' }, sample: 0 }, asking);
    codes.forEach((code, k) => {
      assert.equal(OUTCOMES[code], outcomeAt(k));
    });
    const other = await ask(a, 'layer', { layer: { id: 'otherPrediction' }, sample: 0, comparison: 'b' }, asking);
    assert.deepEqual(
      [...other.codes],
      otherPixels.map(({ best }) => best),
    );
    const layer = { id: 'difference', term: 'crossEntropy' } as const;
    const difference = await ask(a, 'layer', { layer, sample: 0 }, asking);
    const { range } = difference.info;
    assert.ok(range);
    difference.codes.forEach((code, k) => {
      const { label, p } = ownPixels[k];
      const expected = label === null ? 0 : Math.log(p[label]) - Math.log(otherPixels[k].p[label]);
      const value = ((code - SIGNED_ZERO) / SIGNED_ZERO) * range[1];
      assert.ok(Math.abs(value - expected) <= range[1] / SIGNED_ZERO + 1e-5, `${k}`);
    });
  });

  it('must be of the same label and classes', async () => {
    const shifted = await analyseTiny({ ...TINY, label: (y, x) => TINY.label(y, (x + 1) % TINY.width) });
    const fewer = await analyseTiny({ ...TINY, classes: 4 });
    for (const other of [shifted, fewer]) {
      await assert.rejects(ask(a, 'compare', {}, { other: async () => other }), { code: 'question-not-comparable' });
    }
  });

  it('may be masks', async () => {
    const label = labelOf(4, 4, (y, x) => (y + x) % 2);
    const one = await analyseBytes(
      labelOf(4, 4, () => 0),
      label,
    );
    const two = await analyseBytes(label, label);
    const found = await ask(one, 'compare', {}, { other: async () => two });
    assert.deepEqual([found.outcomes.fixed, found.outcomes.bothRight, found.worse], [8, 8, null]);
  });
});
