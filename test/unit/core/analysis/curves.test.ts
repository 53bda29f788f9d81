import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import type { CurvesAnswer, Reliability } from '../../../../src/core/analysis/curves.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import type { ReportNumber } from '../../../../src/core/inspection/report.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { labelOf } from '../../../support/pairFixture.js';
import { analyseTiny, TINY, tinyPixels } from '../../../support/tinyPair.js';

const number = (value: ReportNumber | null) => fromJsonNumber(value) as number;

describe('curves', () => {
  const pixels = tinyPixels(TINY);
  const valid = pixels.filter(({ label }) => label !== null);
  let pair: Analysed;
  let found: CurvesAnswer;
  before(async () => {
    pair = await analyseTiny(TINY);
    found = await ask(pair, 'curves', {});
  });

  it('count every threshold that is shown', () => {
    const { thresholds: curves } = found;
    assert.ok(curves);
    assert.equal(curves.thresholds.length, 257);
    const means = new Float64Array(257);
    for (let c = 0; c < TINY.classes; c++) {
      for (const k of [0, 40, 128, 200, 256]) {
        const t = curves.thresholds[k];
        const above = pixels.filter(({ p }) => Math.fround(p[c]) > t);
        const hits = above.filter(({ label }) => label === c).length;
        const label = valid.filter(pixel => pixel.label === c).length;
        const at = c * 257 + k;
        assertNear(curves.precision[at], hits / above.length, 1e-6, `precision of ${c} at ${t}`);
        assertNear(curves.recall[at], hits / label, 1e-6, `recall of ${c} at ${t}`);
        const score = (2 * hits + 1e-5) / (above.length + label + 1e-5);
        assertNear(curves.fScore[at], score, 1e-6, `F-score of ${c} at ${t}`);
        means[k] += score / TINY.classes;
      }
    }
    for (const k of [0, 128]) {
      assertNear(curves.mean[k], means[k], 1e-6, 'mean');
    }
    assertNear(curves.mean[128], number(pair.report.totals.fScore), 1e-6, 'the report at one half');
    assert.equal(curves.best[4], null);
  });

  it('find the best threshold of each class', () => {
    const { thresholds: curves } = found;
    for (let c = 0; c < 4; c++) {
      const best = curves?.best[c];
      assert.ok(best);
      const score = (t: number) => {
        const above = pixels.filter(({ p }) => Math.fround(p[c]) > t);
        const hits = above.filter(({ label }) => label === c).length;
        const label = valid.filter(pixel => pixel.label === c).length;
        return (2 * hits + 1e-5) / (above.length + label + 1e-5);
      };
      assertNear(best.fScore, score(best.threshold), 1e-9, `class ${c}`);
      for (let k = 0; k <= 1024; k += 7) {
        assert.ok(score(k / 1024) <= best.fScore + 1e-12, `class ${c} at ${k}`);
      }
    }
  });

  it('hold confidence against accuracy', () => {
    const reliability = found.reliability as Reliability;
    assert.equal(reliability.edges.length, 16);
    let error = 0;
    for (let bin = 0; bin < 15; bin++) {
      const inside = valid.filter(({ p }) => {
        const confidence = Math.max(...p);
        return confidence > reliability.edges[bin] && confidence <= reliability.edges[bin + 1];
      });
      assert.equal(reliability.pixels[bin], inside.length);
      if (inside.length === 0) {
        assert.ok(Number.isNaN(reliability.accuracy[bin]));
        continue;
      }
      const confidence = inside.reduce((sum, { p }) => sum + Math.max(...p), 0) / inside.length;
      const accuracy = inside.filter(({ best, label }) => best === label).length / inside.length;
      assertNear(reliability.confidence[bin], confidence, 1e-6, `confidence of bin ${bin}`);
      assertNear(reliability.accuracy[bin], accuracy, 1e-12, `accuracy of bin ${bin}`);
      error += (inside.length / valid.length) * Math.abs(accuracy - confidence);
    }
    assertNear(number(reliability.expectedError), error, 1e-6, 'expected calibration error');
    assertNear(number(reliability.meanAccuracy), number(pair.report.totals.pixelAccuracy), 1e-12, 'accuracy');
  });

  it('show the loss by distance to a border', () => {
    const { distance } = found;
    assert.ok(distance);
    const at = (y: number, x: number) => TINY.label(y, x);
    const distanceOf = (y: number, x: number) => {
      let nearest = Number.POSITIVE_INFINITY;
      for (const other of pixels) {
        if (other.label !== at(y, x)) {
          nearest = Math.min(nearest, Math.hypot(other.y - y, other.x - x));
        }
      }
      return nearest;
    };
    const all = valid.reduce((sum, { p, label }) => sum - Math.log(p[label as number]), 0);
    let counted = 0;
    for (const band of distance.bands) {
      const inside = valid.filter(({ y, x }) => {
        const d = distanceOf(y, x);
        return d > band.from && d <= number(band.to);
      });
      counted += inside.length;
      assert.equal(band.pixels, inside.length, `${band.from} to ${band.to}`);
      if (inside.length === 0) {
        assert.equal(band.loss, null);
        continue;
      }
      const loss = inside.reduce((sum, { p, label }) => sum - Math.log(p[label as number]), 0);
      assertNear(number(band.loss), loss / inside.length, 1e-6, 'loss');
      assertNear(number(band.lossShare), loss / all, 1e-6, 'share');
      const wrong = inside.filter(({ best, label }) => best !== label).length;
      assertNear(number(band.errors), wrong / inside.length, 1e-12, 'errors');
    }
    assert.equal(counted, valid.length);
  });

  it('come one after the other, and for a mask only what it has', async () => {
    const parts: string[] = [];
    await ask(
      pair,
      'curves',
      {},
      {
        partial: part =>
          parts.push(
            Object.values(part)
              .map(one => (one ? 1 : 0))
              .join(''),
          ),
      },
    );
    assert.deepEqual(parts, ['100', '101']);
    const mask = labelOf(4, 4, (y, x) => (y + x) % 2);
    const masked = await ask(await analyseBytes(mask, mask), 'curves', {});
    assert.deepEqual([masked.thresholds, masked.reliability], [null, null]);
    assert.equal(masked.distance?.bands[0].pixels, 16);
    assert.equal(masked.distance?.bands[0].loss, null);
  });
});
