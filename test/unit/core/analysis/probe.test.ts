import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import { OUTSIDE_CODE } from '../../../../src/core/analysis/names.js';
import { DEFAULT_LOSS } from '../../../../src/core/inspection/job.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import { IGNORED_CODE } from '../../../../src/core/inspection/layers.js';
import type { LossSettings, ReportNumber } from '../../../../src/core/inspection/report.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { npyOf } from '../../../support/npyFixture.js';
import { labelOf, logitsOf } from '../../../support/pairFixture.js';
import { analyseTiny, TINY, tinyAdds, tinyGradient, tinyPixels } from '../../../support/tinyPair.js';

const number = (value: ReportNumber | null) => fromJsonNumber(value) as number;
const LOSS: LossSettings = { ...DEFAULT_LOSS, weights: [1, 2, 0.5, 3, 1], gamma: 1.5, beta: 2 };

describe('the probe', () => {
  let pair: Analysed;
  const pixels = tinyPixels(TINY);
  before(async () => {
    pair = await analyseTiny(TINY, { loss: LOSS });
  });
  const probe = (k: number, more = {}) =>
    ask(pair, 'probe', { x: k % TINY.width, y: Math.floor(k / TINY.width), sample: 0, ...more });
  const some = pixels.map((_, k) => k).filter(k => k % 37 === 0);

  it('follows a pixel from logits to loss', async () => {
    for (const k of some) {
      const { y, x, p, label, best } = pixels[k];
      const found = await probe(k);
      assert.deepEqual([found.label, found.prediction], [label, best]);
      assert.deepEqual(found.source, { x, y, resized: false });
      assert.ok(found.logits && found.probabilities);
      p.forEach((one, c) => {
        assertNear(found.logits?.[c], TINY.z(c, y, x), 1e-12, 'logit');
        assertNear(found.probabilities?.[c], one, 1e-12, 'probability');
      });
      assert.deepEqual(
        found.top,
        p.map((_, c) => c).sort((a, b) => p[b] - p[a]),
      );
      if (label === null) {
        assert.equal(found.steps, null);
        continue;
      }
      const { steps } = found;
      assert.ok(steps);
      const weight = LOSS.weights?.[label] as number;
      const weighted = -weight * Math.log(p[label]);
      const near = (name: keyof typeof steps, expected: number) =>
        assertNear(number(steps[name]), expected, 1e-10, name);
      near('probability', p[label]);
      near('negativeLog', -Math.log(p[label]));
      near('weight', weight);
      near('weighted', weighted);
      near('pt', p[label] ** weight);
      near('modulation', (1 - p[label] ** weight) ** LOSS.gamma);
      near('focal', 0.5 * (1 - p[label] ** weight) ** LOSS.gamma * weighted);
      assertNear(number(steps.logit) - number(steps.logSumExp), Math.log(p[label]), 1e-10, 'log p');
    }
  });

  it('says what a pixel adds to each mean, and its share', async () => {
    const adds = tinyAdds(TINY, LOSS);
    for (const k of some) {
      const { parts } = await probe(k);
      assert.deepEqual(
        parts?.map(({ term }) => term),
        ['crossEntropy', 'focal', 'dice', 'total'],
      );
      const expected = { ...adds[k], total: adds[k].crossEntropy + adds[k].dice };
      for (const { term, adds: found, value, share } of parts ?? []) {
        assertNear(number(found), expected[term as 'total'], 1e-6, `${term} at ${k}`, 1e-9);
        assertNear(number(value), number(pair.report.totals[term as 'total']), 1e-6, term);
        assertNear(number(share), number(found) / number(value), 1e-12, 'share', 1e-12);
      }
    }
  });

  it('gives dL/dz of every class, also at ignored pixels', async () => {
    const gradients = tinyGradient(TINY, LOSS);
    const largest = Math.max(...gradients.flat().map(Math.abs));
    for (const k of some) {
      const { gradient } = await probe(k);
      gradients[k].forEach((expected, c) => {
        const found = gradient?.[c] as number;
        assert.ok(Math.abs(found - expected) < 1e-6 * largest, `${c} at ${k}: ${found}, expected ${expected}`);
      });
    }
  });

  it('follows what was turned', async () => {
    const { steps, parts } = await probe(1, { settings: { gamma: 0, weights: null, alpha: null } });
    assert.ok(steps);
    assert.equal(steps.modulation, 1);
    assert.equal(number(steps.focal), number(steps.negativeLog));
    assert.equal(number(steps.weight), 1);
    assertNear(number(parts?.[1].adds ?? null) * pixels.length, number(steps.focal), 1e-9, 'focal');
  });

  it('shows the neighbours, and where the picture ends', async () => {
    const { neighbours } = await probe(0, { radius: 1 });
    const [w] = [TINY.width];
    const at = (k: number) => (pixels[k].label === null ? IGNORED_CODE : pixels[k].label);
    const out = OUTSIDE_CODE;
    assert.deepEqual([...neighbours.label], [out, out, out, out, at(0), at(1), out, at(w), at(w + 1)]);
    assert.equal(neighbours.prediction[4], pixels[0].best);
    const { p, label } = pixels[w + 1];
    assert.ok(label !== null);
    assertNear(neighbours.loss[8], -Math.log(p[label]), 1e-6, 'loss');
    assert.ok(Number.isNaN(neighbours.loss[0]));
    assert.equal((await probe(0)).neighbours.label.length, 25);
  });

  it('refuses a pixel outside', async () => {
    for (const [x, y, sample] of [
      [TINY.width, 0, 0],
      [0, -1, 0],
      [0, 0, 1],
    ]) {
      await assert.rejects(ask(pair, 'probe', { x, y, sample }), { code: 'question-params' });
    }
  });

  it('reads a resized prediction at its place, and given probabilities as logarithms', async () => {
    const values = [0.1, 0.9, 0.4, 0.6];
    const probabilities = npyOf('<f8', [2, 2, 2], [...values, ...values.map(p => 1 - p)]);
    const resized = await analyseBytes(
      probabilities,
      labelOf(3, 3, () => 0),
    );
    const { logits, source, steps } = await ask(resized, 'probe', { x: 1, y: 0, sample: 0 });
    assert.deepEqual(source, { x: 0.5, y: 0, resized: true });
    assertNear(logits?.[0], (Math.log(0.1) + Math.log(0.9)) / 2, 1e-12, 'between two');
    assertNear(logits?.[1], (Math.log(0.9) + Math.log(0.1)) / 2, 1e-12, 'between two');
    assertNear(number(steps?.probability ?? null), 0.5, 1e-12, 'probability');
  });

  it('is exact where the loss is tiny', async () => {
    const sure = await analyseBytes(
      logitsOf(2, 2, 2, c => (c === 0 ? 40 : 0)),
      labelOf(2, 2, () => 0),
    );
    const { steps } = await ask(sure, 'probe', { x: 0, y: 0, sample: 0 });
    assertNear(number(steps?.negativeLog ?? null), Math.exp(-40), 1e-12, '−log p', 0);
  });

  it('shows label, prediction and neighbours of a mask', async () => {
    const mask = labelOf(3, 3, (y, x) => (y + x) % 2);
    const masked = await analyseBytes(mask, mask);
    const found = await ask(masked, 'probe', { x: 1, y: 1, sample: 0 });
    assert.deepEqual([found.label, found.prediction, found.logits, found.parts], [0, 0, null, null]);
    assert.ok(found.neighbours.loss.every(Number.isNaN));
  });
});
