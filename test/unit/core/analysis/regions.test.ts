import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import { components } from '../../../../src/core/analysis/regions/components.js';
import { highLoss } from '../../../../src/core/analysis/regions/highLoss.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import type { ReportNumber } from '../../../../src/core/inspection/report.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { labelOf, logitsOf } from '../../../support/pairFixture.js';

const number = (value: ReportNumber | null) => fromJsonNumber(value) as number;
const nothing = async () => {};

describe('connected components', () => {
  it('are those of a walk over neighbours (seeded)', async () => {
    const masks = fc.record({
      samples: fc.integer({ min: 1, max: 3 }),
      width: fc.integer({ min: 1, max: 9 }),
      height: fc.integer({ min: 1, max: 9 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      minPixels: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(masks, async ({ samples, width, height, seed, minPixels }) => {
        const mask = Uint8Array.from({ length: samples * width * height }, (_, k) =>
          Math.sin(seed * 12.9898 + k * 78.233) > 0.1 ? 1 : 0,
        );
        const seen: number[] = [];
        const visitor = {
          begin: () => {},
          pixel: (k: number) => seen.push(k),
          end: (pixels: number) => pixels >= minPixels,
        };
        const numbers = await components(mask, { width, height }, visitor, nothing);
        assert.deepEqual(
          seen.sort((a, b) => a - b),
          [...mask.keys()].filter(k => mask[k] === 1),
        );
        const near = (a: number, b: number) => {
          const at = (k: number) => [Math.floor(k / (width * height)), Math.floor(k / width) % height, k % width];
          const [p, q] = [at(a), at(b)];
          return p[0] === q[0] && Math.abs(p[1] - q[1]) <= 1 && Math.abs(p[2] - q[2]) <= 1;
        };
        // Everything within reach of a pixel, by brute force.
        for (let k = 0; k < mask.length; k++) {
          const reach = new Set(mask[k] ? [k] : []);
          for (const from of reach) {
            for (let to = 0; to < mask.length; to++) {
              if (mask[to] && near(from, to)) {
                reach.add(to);
              }
            }
          }
          assert.equal(numbers[k] > 0, reach.size >= minPixels, `pixel ${k}`);
          for (const other of reach) {
            assert.equal(numbers[other], numbers[k]);
          }
        }
        const kept = new Set(numbers.filter(one => one > 0));
        assert.equal(Math.max(0, ...kept), kept.size);
      }),
      { seed: 20270302, numRuns: 60 },
    );
  });
});

describe('high loss', () => {
  it('is held by the costliest pixels', () => {
    const map = Float32Array.of(1, 0, 8, 2, 5, 0, 4);
    const half = highLoss(map, 0.5);
    assert.deepEqual([...half.mask], [0, 0, 1, 0, 1, 0, 0]);
    assert.deepEqual([half.threshold, half.pixels, half.sum, half.all], [5, 2, 13, 20]);
    assert.equal(highLoss(map, 1).pixels, 5);
  });

  it('has every infinite pixel and no NaN, and nothing where there is no loss', () => {
    const map = Float32Array.of(Number.POSITIVE_INFINITY, Number.NaN, 1, 3);
    assert.deepEqual([...highLoss(map, 0.5).mask], [1, 0, 0, 1]);
    assert.equal(highLoss(new Float32Array(4), 0.5).pixels, 0);
  });
});

describe('regions', () => {
  // A field of class 0; a block of class 1 that is taken for class 2 with confidence, and a line that is barely missed.
  const [H, W] = [40, 60];
  const block = (y: number, x: number) => y >= 5 && y < 17 && x >= 8 && x < 30;
  const line = (y: number, x: number) => y >= 25 && y < 27 && x >= 5 && x < 55;
  const spot = (y: number, x: number) => y === 33 && x >= 50 && x < 53;
  const label = (y: number, x: number) => (y > 37 ? 255 : block(y, x) || line(y, x) || spot(y, x) ? 1 : 0);
  const z = (c: number, y: number, x: number) => {
    if (block(y, x)) {
      return c === 2 ? 9 : 0;
    }
    if (line(y, x) || spot(y, x)) {
      return c === 0 ? 3 : c === 1 ? 1 : 0;
    }
    return c === 0 ? 14 : 0;
  };
  let pair: Analysed;
  before(async () => {
    pair = await analyseBytes(logitsOf(3, H, W, z), labelOf(H, W, label), { classes: { numClasses: 3 } });
  });

  it('are ranked by their loss, with what they are', async () => {
    const found = await ask(pair, 'regions', { rule: { term: 'crossEntropy', mass: 0.999 } });
    assert.equal(found.found, 2);
    assert.equal(found.smaller, 1);
    const [first, second] = found.regions;
    assert.deepEqual([first.left, first.top, first.right, first.bottom, first.pixels], [8, 5, 29, 16, 12 * 22]);
    assert.deepEqual([first.label, first.prediction, first.pairShare], [1, 2, 1]);
    const loss = Math.log(Math.exp(9) + 2);
    assertNear(number(first.sum), loss * 264, 1e-6, 'sum');
    assertNear(number(first.confidence), Math.exp(9) / (Math.exp(9) + 2), 1e-6, 'confidence');
    assert.equal(first.depth, 6);
    assert.equal(first.innerShare, (10 * 20) / 264);
    assert.deepEqual([second.left, second.top, second.right, second.bottom, second.pixels], [5, 25, 54, 26, 100]);
    assert.deepEqual([second.label, second.prediction, second.innerShare], [1, 0, 0]);
    const { totals, pixels } = pair.report;
    assertNear(number(first.share), number(first.sum) / (number(totals.crossEntropy) * pixels.valid), 1e-6, 'share');
    assert.ok(number(found.lossShare) >= 0.999);
  });

  it('of confident, consistent disagreement are suspicious; along a border, or in doubt, they are not', async () => {
    const found = await ask(pair, 'regions', { rule: { term: 'crossEntropy', mass: 0.999 } });
    assert.deepEqual(
      found.regions.map(({ suspicious }) => suspicious),
      [true, false],
    );
    // Class 1 at its own pixels: cleanlab's threshold.
    const own: number[] = [];
    for (let y = 0; y < H; y++) {
      for (let x = 0; x < W; x++) {
        if (label(y, x) === 1) {
          const e = [0, 1, 2].map(c => Math.exp(z(c, y, x)));
          own.push(e[1] / (e[0] + e[1] + e[2]));
        }
      }
    }
    const mean = own.reduce((sum, p) => sum + p, 0) / own.length;
    assertNear(found.suspicion.confidence[1], mean, 1e-6, 'threshold of class 1');
  });

  it('are shown by a layer with the same ranks', async () => {
    const rule = { term: 'crossEntropy' as const, mass: 0.999 };
    const { regions } = await ask(pair, 'regions', { rule });
    const { codes, info } = await ask(pair, 'layer', { layer: { id: 'regions', rule }, sample: 0 });
    assert.equal(info.encoding, 'id');
    for (const { rank, pixels, peak } of regions) {
      assert.equal(codes.filter(code => code === rank).length, pixels);
      assert.equal(codes[peak.y * W + peak.x], rank);
    }
    assert.equal(codes[33 * W + 51], 0, 'too small');
  });

  it('may be limited, and refuse senseless rules', async () => {
    const { regions, found } = await ask(pair, 'regions', {
      rule: { term: 'total', minPixels: 1, mass: 0.999 },
      limit: 1,
    });
    assert.equal(regions.length, 1);
    assert.ok(found > 1);
    for (const rule of [{ mass: 0 }, { mass: 2 }, { minPixels: 0 }]) {
      await assert.rejects(ask(pair, 'regions', { rule: { term: 'total', ...rule } }), { code: 'question-params' });
    }
  });

  it('stop when cancelled', async () => {
    const cancelled = new Error('cancelled');
    const fresh = await analyseBytes(logitsOf(3, H, W, z), labelOf(H, W, label), { classes: { numClasses: 3 } });
    const checkpoint = () => Promise.reject(cancelled);
    await assert.rejects(ask(fresh, 'regions', { rule: { term: 'total' } }, { checkpoint }), cancelled);
    assert.equal((await ask(fresh, 'regions', { rule: { term: 'total' } })).regions[0].rank, 1);
  });
});
